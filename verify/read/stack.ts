/** Puts together what a folder of manifests asks for: the same for ours and for other people's. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isRendered } from '../../charts/rendered-manifests';
import { chartInfo } from '../../lib/helm/dependencies';
import type { Application, Installation, Placed, Source } from '../stack';
import type { Verdict } from '../verdict';
import { isRead } from './applications';
import { emojivotoOf, isEmojivoto } from './emojivoto';
import { type ManifestFile, manifestsIn, place } from './files';
import { chartInstallation } from './installations';
import { mergeValues, ownValues } from './values';

/** What Applications bring into the cluster. */
export interface Synced {
  readonly objects: Placed[];
  readonly installations: Installation[];
  readonly verdicts: Verdict[];
  readonly notJudged: string[];
  /** The files that some Application reads as manifests. */
  readonly files: Set<ManifestFile>;
  /** Folders of charts and files of values that some Application names, below the folder. */
  readonly named: Set<string>;
}

export interface Repository {
  readonly folder: string;
  readonly files: readonly ManifestFile[];
  /** The path of a source below the folder; undefined where it leads elsewhere. */
  readonly locate: (source: Source) => string | undefined;
  readonly isOurs: boolean;
}

/** Reads each source of each Application as Argo CD would. */
export function sync(applications: readonly Application[], repository: Repository): Synced {
  const synced: Synced = { objects: [], installations: [], verdicts: [], notJudged: [], files: new Set(), named: new Set() };
  for (const application of applications) for (const source of application.sources) syncSource(application, source, repository, synced);
  return synced;
}

function syncSource(application: Application, source: Source, repository: Repository, synced: Synced): void {
  const { name, place: where } = application;
  if (source.chart !== undefined) {
    const chart = { name: source.chart, version: source.revision, repository: source.repository };
    const reading = chartInstallation(application, source, chart, valuesFileOf(application, '', repository, synced), repository.isOurs);
    synced.installations.push(...reading.installations);
    synced.verdicts.push(...reading.verdicts);
    return;
  }
  if (source.path === undefined) return;
  if (isEmojivoto(source)) {
    const { objects, verdicts } = emojivotoOf(application, source, repository.isOurs);
    synced.objects.push(...objects);
    synced.verdicts.push(...verdicts);
    return;
  }
  const below = repository.locate(source);
  if (below === undefined) {
    if (repository.isOurs)
      synced.verdicts.push({
        severity: 'error',
        check: 'argocd',
        place: where,
        text: `reads ${source.path} of ${source.repository}, which is not where the cluster file puts this output; run \`npm run synth\`, or correct gitops.repoURL and gitops.path`,
      });
    else
      synced.notJudged.push(`${where.file} ${name}: its source ${source.path} of ${source.repository}, which is not among these manifests`);
    return;
  }
  const folder = path.join(repository.folder, below);
  if (existsSync(path.join(folder, 'Chart.yaml'))) {
    const { name: chart, version } = chartInfo(folder);
    synced.named.add(below);
    const readFile = valuesFileOf(application, below, repository, synced);
    const reading = chartInstallation(application, source, { folder, name: chart, version }, readFile, repository.isOurs);
    const own = ownValues(folder);
    // What is wrong with it is to be mended there, and not where the Application is.
    const place = { file: path.join(folder, existsSync(path.join(folder, 'values.yaml')) ? 'values.yaml' : 'Chart.yaml'), name };
    synced.installations.push(
      ...reading.installations.map((installation) => ({ ...installation, place, values: mergeValues(own, installation.values) })),
    );
    synced.verdicts.push(...reading.verdicts);
  } else if (existsSync(path.join(folder, 'kustomization.yaml'))) {
    synced.notJudged.push(`${where.file} ${name}: what kustomize makes of ${folder}`);
  } else syncDirectory(application, source, below, repository, synced);
}

function syncDirectory(application: Application, source: Source, below: string, { files }: Repository, synced: Synced): void {
  const prefix = below === '' ? '' : `${below}/`;
  const read = files.filter((file) => file.path.startsWith(prefix) && isRead(source, file.path.slice(prefix.length)));
  const wrong = (text: string) => synced.verdicts.push({ severity: 'error', check: 'argocd', place: application.place, text });
  if (read.length === 0) {
    const { include } = source.directory ?? {};
    wrong(`its source ${source.path}${include ? ` with include ${include}` : ''} holds no manifest; correct path or include`);
  }
  for (const file of read) {
    synced.files.add(file);
    const documents = file.documents.filter((document) => document !== null && document !== undefined);
    const objects = manifestsIn(documents);
    if (file.mistake) wrong(`syncs ${file.printed}, which is no YAML (${file.mistake}); mend it, or leave it out by directory.include`);
    else if (objects.length < documents.length && !documents.some((document) => isList(document)))
      wrong(
        `syncs ${file.printed}, which holds something that is no manifest, and Argo CD then syncs nothing; move it, or leave it out by directory.include`,
      );
    for (const object of objects) {
      const namespace = object.metadata.namespace ?? application.destination.namespace;
      synced.objects.push({
        object,
        place: place(file, object),
        namespace,
        application: application.name,
        rendered: isRendered(file.text),
      });
    }
  }
}

const isList = (document: unknown): boolean => (document as { kind?: unknown }).kind === 'List';

/** Values files are relative to the chart; those that start with `$ref` to the top of the source of that name. */
function valuesFileOf(application: Application, below: string, repository: Repository, { named }: Synced) {
  return (file: string): string | undefined => {
    const [, ref, rest] = /^\$([\w-]+)\/(.*)$/.exec(file) ?? [];
    const from = ref === undefined ? path.posix.join(below, file) : undefined;
    const source = application.sources.find((candidate) => ref !== undefined && candidate.ref === ref);
    const found = from ?? (source && rest !== undefined ? repository.locate({ ...source, path: rest }) : undefined);
    const full = found === undefined ? undefined : path.join(repository.folder, found);
    if (found !== undefined) named.add(path.posix.normalize(found));
    return full && existsSync(full) ? readFileSync(full, 'utf8') : undefined;
  };
}
