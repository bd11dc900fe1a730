/** Puts together what a folder of manifests asks for: the same for ours and for other people's. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isRendered } from '../../charts/file-comments';
import { NoChart } from '../../lib/helm/charts';
import { chartInfo } from '../../lib/helm/dependencies';
import { isFile, isFolder } from '../../lib/output/file-kind';
import { isMap } from '../../lib/yaml/parsed';
import type { Application, Installation, Placed, Source } from '../stack';
import { nameOf, type Verdict } from '../verdict';
import { isRead, type ReadValuesFile, type Untaken } from './applications';
import { emojivotoOf, isEmojivoto } from './emojivoto';
import { isKustomization, isStray, type ManifestFile, manifestsIn, place } from './files';
import { inside, linkOutOf, textOf, unreadable } from './inside';
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
  /** Whether the folder is of the repository of a source; absent, `locate` says so. */
  readonly isHome?: (source: Source) => boolean;
  readonly isOurs: boolean;
}

/** Reads each source of each Application as Argo CD would. */
export function sync(applications: readonly Application[], repository: Repository): Synced {
  const synced: Synced = { objects: [], installations: [], verdicts: [], notJudged: [], files: new Set(), named: new Set() };
  for (const application of applications) {
    const { sources, place } = application;
    if (sources.length === 0 || sources.some(({ path, chart, ref }) => path === undefined && chart === undefined && ref === undefined))
      synced.verdicts.push(refusal(place, 'has no source with path, chart or ref, which Argo CD refuses; add one'));
    for (const source of sources) syncSource(application, source, repository, synced);
  }
  return synced;
}

const refusal = (place: Verdict['place'], text: string): Verdict => ({ severity: 'error', check: 'argocd', place, text });

function syncSource(application: Application, source: Source, repository: Repository, synced: Synced): void {
  const { name, place: where } = application;
  if (source.chart !== undefined) {
    const chart = { name: source.chart, version: source.revision, repository: source.repository };
    const reading = chartInstallation(application, source, chart, valuesFileOf(application, '', repository, synced), repository.isOurs);
    synced.installations.push(...reading.installations);
    synced.verdicts.push(...reading.verdicts);
    synced.notJudged.push(...reading.notJudged);
    return;
  }
  if (source.path === undefined) return;
  if (isEmojivoto(source)) {
    const { objects, verdicts, notJudged } = emojivotoOf(application, source, repository.isOurs);
    synced.objects.push(...objects);
    synced.verdicts.push(...verdicts);
    synced.notJudged.push(...notJudged);
    return;
  }
  if (source.path.startsWith('/')) {
    synced.verdicts.push(refusal(where, `its source path ${source.path} begins with /, which Argo CD refuses; write it without`));
    return;
  }
  if (leaves(source.path)) {
    synced.verdicts.push(refusal(where, `its source path ${source.path} leaves the repository, which Argo CD refuses; move it inside`));
    return;
  }
  if (source.plugin !== undefined && !repository.isOurs) {
    synced.notJudged.push(`${nameOf(where)}: what a plugin makes of ${source.path}`);
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
  const real = inside(repository.folder, below);
  if (real === 'outside') {
    synced.verdicts.push(
      refusal(where, `its source ${source.path} is a link out of the repository, which Argo CD refuses; move it inside`),
    );
  } else if (real !== undefined && !isFolder(real)) {
    synced.verdicts.push(
      refusal(where, `its source ${source.path} is no folder, which Argo CD refuses; name its folder, and the file in directory.include`),
    );
  } else if (existsSync(path.join(folder, 'Chart.yaml'))) {
    synced.named.add(below);
    const chart = localChart(repository.folder, below);
    if ('text' in chart) {
      synced.verdicts.push(chart);
      return;
    }
    const readFile = valuesFileOf(application, below, repository, synced, source);
    const reading = chartInstallation(application, source, chart.chart, readFile, repository.isOurs);
    // What is wrong with it is to be mended there, and not where the Application is.
    const place = { file: path.join(folder, existsSync(path.join(folder, 'values.yaml')) ? 'values.yaml' : 'Chart.yaml'), name };
    synced.installations.push(
      ...reading.installations.map((installation) => ({ ...installation, place, values: mergeValues(chart.values, installation.values) })),
    );
    synced.verdicts.push(...reading.verdicts);
    synced.notJudged.push(...reading.notJudged);
  } else if (namesIn(folder).some(isKustomization)) {
    synced.notJudged.push(`${nameOf(where)}: what kustomize makes of ${folder}`);
  } else syncDirectory(application, source, below, repository, synced);
}

/** Whether a path leads above where it begins, whatever there is. */
const leaves = (below: string): boolean => /^\.\.(\/|$)/.test(path.posix.normalize(below));

const namesIn = (folder: string): string[] => (isFolder(folder) ? readdirSync(folder) : []);

export interface LocalChart {
  readonly chart: { readonly folder: string; readonly name: string; readonly version: string };
  readonly values: Installation['values'];
}

/** A chart that is one of the manifests, or what is wrong with it. */
export function localChart(top: string, below: string): LocalChart | Verdict {
  const folder = path.join(top, below);
  const link = linkOutOf(top, below);
  if (link !== undefined)
    return broken(path.join(top, link), 'is a link that leads out of the folder, which Argo CD refuses; move what it leads to inside');
  const templates = path.join(folder, 'templates');
  if (isFile(templates)) return broken(templates, 'is a file, of which Helm renders nothing; make it a folder with the templates in it');
  try {
    const { name, version } = chartInfo(folder);
    return { chart: { folder, name, version }, values: ownValues(folder) };
  } catch (error) {
    if (!(error instanceof NoChart)) throw error;
    // Most say of which file they speak.
    const [, file = '', text = ''] = /^(.+?):? ((?:is|cannot) .*)$/s.exec(error.message) ?? [];
    return file.startsWith(`${folder}${path.sep}`) ? broken(file, text) : broken(path.join(folder, 'Chart.yaml'), error.message);
  }
}

const broken = (file: string, text: string): Verdict => ({ severity: 'error', check: 'render', place: { file }, text });

/** Each name in the braces of an include, with the pattern that it stands for. */
function alternativesIn(include: unknown): [name: string, pattern: string][] {
  const [, before = '', names = '', after = ''] = /^([^{}]*)\{([^{}]+)\}([^{}]*)$/.exec(String(include ?? '')) ?? [];
  return names.split(',').flatMap((name): [string, string][] => (name === '' ? [] : [[name, before + name + after]]));
}

function syncDirectory(
  application: Application,
  source: Source,
  below: string,
  { folder, files, isOurs }: Repository,
  synced: Synced,
): void {
  const prefix = below === '' ? '' : `${below}/`;
  const read = files.filter((file) => file.path.startsWith(prefix) && isRead(source, file.path.slice(prefix.length)));
  const wrong = (text: string) => synced.verdicts.push(refusal(application.place, text));
  if (read.length === 0) {
    const { include, jsonnet } = source.directory ?? {};
    const isJsonnet = isMap(jsonnet) || namesIn(path.join(folder, below)).some((name) => name.endsWith('.jsonnet'));
    if (isJsonnet && !isOurs) synced.notJudged.push(`${nameOf(application.place)}: what Jsonnet makes of ${source.path}`);
    else wrong(`its source ${source.path}${include ? ` with include ${include}` : ''} holds no manifest; correct path or include`);
  }
  for (const [alternative, others] of alternativesIn(source.directory?.include)) {
    if (read.length > 0 && !read.some((file) => isRead({ ...source, directory: { include: others } }, file.path.slice(prefix.length))))
      wrong(`its include names ${alternative}, of which there is no file; correct it`);
  }
  for (const file of read) {
    synced.files.add(file);
    const objects = manifestsIn(file.documents);
    if (file.mistake) wrong(`syncs ${file.printed}, which ${file.mistake}; mend it, or leave it out by directory.include`);
    else if (file.documents.some(isStray))
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

/**
 * Values files are relative to the chart, or to the top of the repository with a `/`; those that start with `$ref` to the top of
 * the source of that name.
 * @param chart the source of a chart that is a folder of the manifests
 */
function valuesFileOf(application: Application, below: string, repository: Repository, { named }: Synced, chart?: Source): ReadValuesFile {
  return (file) => {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(file)) return { notJudged: `values file ${file}, which is somewhere else` };
    const [, ref, rest = ''] = /^\$([\w-]+)\/(.*)$/.exec(file) ?? [];
    const source = application.sources.find((candidate) => ref !== undefined && candidate.ref === ref);
    const refuse = { mistake: `values file ${file} leaves the repository, which Argo CD refuses; move it inside` };
    if (ref !== undefined) {
      if (leaves(rest)) return refuse;
      if (source && repository.isHome?.(source) === false)
        return { notJudged: `values file ${file} of ${source.repository}, which is not among these manifests` };
      return take(source && repository.locate({ ...source, path: rest }), file, refuse);
    }
    if (chart === undefined) return leaves(file) ? refuse : { notJudged: `values file ${file}, which Argo CD looks for inside the chart` };
    if (leaves(file.startsWith('/') ? file.slice(1) : path.posix.join(chart.path ?? '', file))) return refuse;
    if (file.startsWith('/')) return take(repository.locate({ ...chart, path: file.slice(1) }), file, refuse);
    const found = path.posix.join(below, file);
    return leaves(found) ? { notJudged: `values file ${file}, which is outside of ${repository.folder}` } : take(found, file, refuse);
  };

  function take(found: string | undefined, file: string, refuse: Untaken): string | Untaken | undefined {
    if (found === undefined) return undefined;
    named.add(path.posix.normalize(found));
    const real = inside(repository.folder, found);
    if (real === undefined) return /[*?[]/.test(file) ? { notJudged: `values file ${file}, a pattern` } : undefined;
    if (real === 'outside') return refuse;
    if (isFolder(real)) return { mistake: `values file ${file} is a folder; name a file` };
    try {
      return textOf(real);
    } catch (error) {
      return { mistake: `values file ${file} ${unreadable(error)}; mend it` };
    }
  }
}
