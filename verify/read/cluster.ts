/** Reads the output of one cluster as Argo CD and k3s do, with its cluster file. */
import path from 'node:path';
import { type ClusterFile, clusterFile } from '../../charts/cluster-file';
import { DEFAULT_KUBERNETES } from '../../charts/kubernetes';
import { mirrorOf } from '../../charts/registry/chart-mirrors';
import { documentOf } from '../../lib/cluster-file/bases/bases';
import { Findings } from '../../lib/cluster-file/findings';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { validate } from '../../lib/cluster-file/validation/validate';
import { isFolder } from '../../lib/files/file-kind';
import { error, type Finding, isRefused } from '../../lib/findings/finding';
import { loadYaml } from '../../lib/helm/yaml';
import { BOOTSTRAP } from '../../lib/output/argocd-files';
import { FLEET_FILE } from '../../lib/output/fleet-files';
import type { ReleaseToRender } from '../../synthesis/cluster-output';
import { ARGOCD_RULES } from '../checks/argocd/rules';
import type { Application, ApplicationSource, Installation, Placed, Stack } from '../stack';
import { NOTHING_DECLARED } from '../world/declared';
import { declaredBy } from '../world/declared-by';
import { applicationOf } from './applications';
import { type Contents, contentsOf } from './contents';
import { damageIn } from './damage';
import { findingsBeside, type ManifestFile, placedIn, readManifestFiles } from './files';
import { madeByFleet } from './fleet';
import { fileInstallation, isValuesFile } from './installations';
import { k3sInstallations, k3sVersionOf } from './k3s';
import type { Repository } from './repository';
import { sync } from './sync';

/** @returns the checked cluster file, undefined if it is refused, and its findings */
export function readClusterFile(source: ClusterSource): { readonly config?: ClusterFile; readonly findings: readonly Finding[] } {
  const document = documentOf(source);
  const findings = new Findings(source.file, document);
  const config = validate(clusterFile, document, findings);
  const list = [...(source.problems ?? []), ...findings.list];
  return { config: isRefused(list) ? undefined : config, findings: list };
}

/** The AppProject that somebody else makes, if its manifest is in the folder too. */
const existingProject = (files: readonly ManifestFile[], config: ClusterFile | undefined): Placed[] =>
  config?.gitops.project === undefined
    ? []
    : files.flatMap(placedIn).filter(({ object }) => object.kind === 'AppProject' && object.metadata.name === config.gitops.project);

/** Whether an Application is the root, which an administrator applies or an ApplicationSet makes. */
export const isRoot = ({ place }: Pick<Application, 'place'>): boolean => [BOOTSTRAP, FLEET_FILE].includes(path.basename(place.file));

/** What synth makes of the cluster file today. */
export interface CurrentOutput {
  /** The releases that synth renders into manifests, which do not contain their values. */
  readonly releases?: readonly ReleaseToRender[];
  /** The text of each file by its path below the output folder. */
  readonly made?: ReadonlyMap<string, string>;
}

/**
 * @param out the output folder
 * @param config the cluster file; without it, nothing is declared
 * @returns if files cannot be read, only what can be, with the `damage` as the only findings
 */
export function readCluster(
  out: string,
  name: string,
  config: ClusterFile | undefined,
  { releases = [], made = new Map() }: CurrentOutput = {},
): Stack {
  const folder = path.join(out, name);
  const all = isFolder(folder) ? readManifestFiles(folder, out) : [];
  const files = all.filter(({ path }) => path !== FLEET_FILE);
  const entry = all.find(({ path }) => path === FLEET_FILE);
  const fleet = entry && madeByFleet(out, entry);
  const bootstrap = files.filter((file) => file.path === BOOTSTRAP).flatMap(placedIn);
  const roots = [...bootstrap.filter(({ object }) => object.kind === 'Application'), ...(fleet?.root ? [fleet.root] : [])];
  const root = roots.map(applicationOf);
  const repository = repositoryOf(folder, files, config, root[0]?.sources[0]);
  const synced = sync(root, repository);
  const applications = synced.objects.filter(({ object }) => object.kind === 'Application').map(applicationOf);
  const deeper = sync(applications, repository);
  const objects = [...bootstrap, ...(fleet?.root ? [fleet.root] : []), ...synced.objects, ...deeper.objects];
  const contents = contentsOf([
    { findings: [...(fleet?.findings ?? []), ...files.flatMap(findingsBeside)] },
    { installations: releases.map((release) => renderedInstallation(out, release)) },
    synced,
    deeper,
    k3sInstallations(objects, (bundled) => k3sVersionOf(bundled, files) ?? config?.traefik?.k3s, true),
    ...files.filter((file) => isValuesFile(file) && !file.unread).map((file) => fileInstallation(file, made.get(`${name}/${file.path}`))),
  ]);
  const damage = damageIn({
    ...{ out, name, files: all, fleet: fleet?.findings ?? [] },
    made,
    rendered: releases.map(({ file }) => file),
    ...{ hasRoot: root.length > 0, hasApplications: applications.length > 0, ofRoot: synced.findings },
  });
  return {
    name,
    folder,
    isOurs: true,
    applications: [...root, ...applications],
    projects: [...bootstrap, ...(fleet?.bootstrap ?? []), ...existingProject(files, config)].filter(
      ({ object }) => object.kind === 'AppProject',
    ),
    ...(fleet && { fleet: fleet.bootstrap }),
    installations: contents.installations.map((installation) => fromMirror(installation, config?.registry)),
    objects,
    declared: config ? declaredBy(config) : NOTHING_DECLARED,
    kubernetes: config?.kubernetes ?? { version: DEFAULT_KUBERNETES, apis: [] },
    findings: damage.length > 0 ? damage : [...contents.findings, ...notSynced(files, contents, config?.gitops.project)],
    ...(damage.length > 0 && { damage }),
    notJudged: contents.notJudged,
    notProven: contents.notProven,
  };
}

/** @param top the source of the root Application, which has the repository if there is no cluster file */
function repositoryOf(
  folder: string,
  files: readonly ManifestFile[],
  config: ClusterFile | undefined,
  top: ApplicationSource | undefined,
): Repository {
  const below = config ? (config.gitops.path ?? `dist/${path.basename(folder)}`) : top?.path;
  const repository = config?.gitops.repoURL ?? top?.repository;
  const locate = (source: ApplicationSource) => {
    const isHere = below !== undefined && `${source.path}/`.startsWith(`${below}/`);
    return isHere && source.repository === repository ? (source.path?.slice(below.length + 1) ?? '') : undefined;
  };
  return { folder, files, locate, isOurs: true };
}

/** The chart of a Traefik that k3s brings along is not in its own repository in a closed network either. */
function fromMirror(installation: Installation, registry: ClusterFile['registry']): Installation {
  const { chart, bundled } = installation;
  const mirror = bundled && 'repository' in chart ? mirrorOf(registry, chart.repository) : undefined;
  return mirror === undefined ? installation : { ...installation, chart: { ...chart, repository: mirror } };
}

function renderedInstallation(out: string, release: ReleaseToRender): Installation {
  const { chart, version, repository, releaseName, namespace, skipCrds } = release;
  const values = loadYaml(release.values) as Installation['values'];
  const place = { file: path.join(out, release.file) };
  const base = { releaseName, namespace, values, skipCrds, bundled: false, isOurs: true, isRenderedAlready: true };
  return { ...base, place, chart: { name: chart, version, repository } };
}

/** Whether a file has nothing but the AppProject that somebody else makes, to be judged. */
const isProject = (file: ManifestFile, name: string | undefined): boolean =>
  name !== undefined && placedIn(file).every(({ object }) => object.kind === 'AppProject' && object.metadata.name === name);

/** Manifests of the output that no Application syncs. */
const notSynced = (files: readonly ManifestFile[], { files: synced }: Contents, project: string | undefined): Finding[] =>
  files
    .filter((file) => file.path !== BOOTSTRAP && !file.unread && !isValuesFile(file) && !synced.has(file) && !isProject(file, project))
    .map(({ printed }) =>
      error(
        { file: printed },
        ARGOCD_RULES.says(
          'not-synced',
          'is not synced by any Application',
          'correct the sources in applications.k8s.yaml and bootstrap.k8s.yaml, or remove it',
        ),
      ),
    );
