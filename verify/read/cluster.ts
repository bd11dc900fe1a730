/** The output of one cluster, as Argo CD and k3s would read it, beside the cluster file that it came from. */
import path from 'node:path';
import { type ClusterFile, clusterFile } from '../../charts/cluster-file';
import type { ReleaseToRender } from '../../charts/cluster-output';
import { DEFAULT_KUBERNETES } from '../../charts/kubernetes';
import { Document } from '../../lib/cluster-file/document';
import type { Source as ClusterSource } from '../../lib/cluster-file/sources';
import { validate } from '../../lib/cluster-file/validate';
import { type Finding, Findings } from '../../lib/findings/findings';
import { loadYaml } from '../../lib/helm/yaml';
import { isFolder, kindOf } from '../../lib/output/file-kind';
import type { Installation, Source, Stack } from '../stack';
import type { Verdict } from '../verdict';
import { declaredBy, NOTHING_DECLARED } from '../world/declared';
import { applicationOf } from './applications';
import { type ManifestFile, placedIn, readManifestFiles } from './files';
import { fileInstallation, isValuesFile, k3sInstallations, k3sVersionOf } from './installations';
import { sync } from './sync';

/** What is wrong with the cluster file; undefined where it can be used. */
export function readClusterFile({ file, text }: ClusterSource): { readonly config?: ClusterFile; readonly findings: readonly Finding[] } {
  const document = new Document(text);
  const findings = new Findings(file, document);
  const config = validate(clusterFile, document, findings);
  return { config: findings.refused ? undefined : config, findings: findings.list };
}

/**
 * @param out the output folder
 * @param config the cluster file; absent, nothing is declared to exist
 * @param releases what was rendered into manifests, whose values are not among them
 * @param made what synth makes of the cluster file: what comments say, where they are lost
 */
export function readCluster(
  out: string,
  name: string,
  config: ClusterFile | undefined,
  { releases = [], made = new Map() }: { readonly releases?: readonly ReleaseToRender[]; readonly made?: ReadonlyMap<string, string> } = {},
): Stack {
  const folder = path.join(out, name);
  const verdicts: Verdict[] = [];
  const files = isFolder(folder) ? readManifestFiles(folder, out) : [];
  if (files.length === 0)
    verdicts.push({
      severity: 'error',
      check: 'argocd',
      place: { file: folder },
      text:
        kindOf(folder) === 'file'
          ? 'is a file, and no folder; remove it, and run `npm run synth`'
          : 'holds no manifest; run `npm run synth`',
    });
  for (const { printed, mistake, verdicts: more = [] } of files) {
    if (mistake)
      verdicts.push({ severity: 'error', check: 'shape', place: { file: printed }, text: `${mistake}; run \`npm run synth\` again` });
    verdicts.push(...more);
  }

  const bootstrap = files.filter(({ path: file }) => file === 'bootstrap.k8s.yaml').flatMap(placedIn);
  const root = bootstrap.filter(({ object }) => object.kind === 'Application').map(applicationOf);
  const [top] = root.flatMap(({ sources }) => sources);
  const repositoryPath = config?.gitops.path ?? (config ? `dist/${name}` : top?.path);
  const locate = (source: Source) => {
    const isHere = repositoryPath !== undefined && `${source.path}/`.startsWith(`${repositoryPath}/`);
    return isHere && isSameRepository(source, config, top) ? (source.path?.slice(repositoryPath.length + 1) ?? '') : undefined;
  };
  const repository = { folder, files, locate, isOurs: true };
  const synced = sync(root, repository);
  const applications = synced.objects.filter(({ object }) => object.kind === 'Application').map(applicationOf);
  const deeper = sync(applications, repository);
  const values = files
    .filter((file) => isValuesFile(file) && !file.mistake)
    .map((file) => fileInstallation(file, made.get(`${name}/${file.path}`)));
  const objects = [...bootstrap, ...synced.objects, ...deeper.objects];
  const k3s = k3sInstallations(objects, (bundled) => k3sVersionOf(bundled, files) ?? config?.traefik?.k3s, true);
  const readings = [deeper, k3s, ...values];
  return {
    name,
    folder,
    isOurs: true,
    applications: [...root, ...applications],
    projects: bootstrap.filter(({ object }) => object.kind === 'AppProject'),
    installations: [
      ...releases.map((release) => renderedInstallation(out, release)),
      ...synced.installations,
      ...readings.flatMap(({ installations }) => installations),
    ],
    objects,
    declared: config ? declaredBy(config) : NOTHING_DECLARED,
    kubernetes: config?.kubernetes ?? { version: DEFAULT_KUBERNETES, apis: [] },
    verdicts: [
      ...verdicts,
      ...synced.verdicts,
      ...readings.flatMap((reading) => reading.verdicts),
      ...unsynced(files, [...synced.files, ...deeper.files]),
    ],
    notJudged: [...synced.notJudged, ...readings.flatMap(({ notJudged }) => notJudged)],
  };
}

function renderedInstallation(out: string, release: ReleaseToRender): Installation {
  const { chart, version, repository, releaseName, namespace, skipCrds } = release;
  const values = loadYaml(release.values) as Installation['values'];
  const place = { file: path.join(out, release.file) };
  const base = { releaseName, namespace, values, skipCrds, bundled: false, isOurs: true, isRenderedAlready: true };
  return { ...base, place, chart: { name: chart, version, repository } };
}

function isSameRepository({ repository }: Source, config: ClusterFile | undefined, top: Source | undefined): boolean {
  return repository === (config?.gitops.repoURL ?? top?.repository);
}

/** Manifests that are there and that nobody syncs. */
function unsynced(files: readonly ManifestFile[], synced: readonly ManifestFile[]): Verdict[] {
  return files
    .filter((file) => file.path !== 'bootstrap.k8s.yaml' && !file.mistake && !isValuesFile(file) && !synced.includes(file))
    .map(({ printed }) => ({
      severity: 'error',
      check: 'argocd',
      place: { file: printed },
      text: 'is synced by no Application; correct the sources in applications.k8s.yaml and bootstrap.k8s.yaml, or remove it',
    }));
}
