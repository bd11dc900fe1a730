/** Whether the ApplicationSet of a fleet can make the root Application of a cluster. */
import path from 'node:path';
import { type GitopsConfig, syncedPath } from '../../charts/argocd/config';
import { type Findings, keyOf } from '../../lib/cluster-file/findings';
import { ANY_CLUSTER } from '../../lib/findings/clusters';
import { error } from '../../lib/findings/finding';
import type { Path } from '../../lib/yaml/parsed';
import type { FleetFile, ReadFleet } from './fleet-file';
import { FLEET_RULES } from './rules';

/** @param cluster the cluster's name */
export function checkMembership({ fleet, file, placeOf }: ReadFleet, gitops: GitopsConfig, cluster: string, findings: Findings): void {
  /** In place of the errors of all clusters, if they agree with each other. @param own the value of the fleet that fits them */
  const ofAll = (key: keyof FleetFile & string, own: string, fix: string) => {
    const problem = `${fleet[key]} is not what all clusters have in ${sharedKey(['gitops', key], findings)}: ${own}`;
    return error(placeOf(key), FLEET_RULES.says('other-root', problem, `write ${key}: ${own}, or ${fix}`), { subject: key });
  };
  const says = (own: string, theirs: string, fix: string) =>
    FLEET_RULES.says('other-root', `${own} is not what the ApplicationSet of ${file} needs: ${theirs}`, fix);
  for (const key of ['namespace', 'repoURL', 'sync'] as const) {
    const [own, theirs] = [gitops[key], fleet[key]];
    if (own === theirs) continue;
    const set = `set gitops.${key}: ${theirs}`;
    findings.error(['gitops', key], says(own, theirs, `${set}, or correct it in ${file}`), ofAll(key, own, `${set} for all clusters`));
  }
  const synced = syncedPath(gitops, cluster);
  if (synced === `${fleet.path}/${cluster}`) return;
  const isShared = findings.has(PATH) && isInBase(PATH, findings);
  const folder = `${fleet.path}/${isShared ? ANY_CLUSTER : cluster}`;
  const inEach = `set gitops.path: ${fleet.path}/${ANY_CLUSTER} in each cluster file, with its name`;
  // A base has one path for several clusters, so that this one belongs to the file of the cluster.
  const own = isShared ? inEach : `set gitops.path: ${folder} in the cluster file`;
  const isUsual = fleet.path === DEFAULT_FOLDER;
  const { dir, base } = path.posix.parse(synced);
  findings.error(
    PATH,
    says(synced, folder, `${isUsual ? 'remove gitops.path' : own}, or correct path in ${file}`),
    base === cluster && dir !== '' ? ofAll('path', dir, isUsual ? 'remove gitops.path there' : inEach) : undefined,
  );
}

const PATH: Path = ['gitops', 'path'];

const isInBase = (key: Path, findings: Findings): boolean => findings.placeOf(key).file !== findings.file;

/** A key with its line in a base; without one, if it is in each cluster file, or in none. */
const sharedKey = (key: Path, findings: Findings): string => (isInBase(key, findings) ? findings.where(key) : keyOf(key));

/** The folder with the folders of clusters without `gitops.path`. */
const DEFAULT_FOLDER = path.posix.dirname(syncedPath({}, 'cluster'));

/**
 * What a root syncs cannot have the AppProject of the fleet.
 * @param made the AppProjects of the cluster
 */
export function checkProjects({ fleet, file }: ReadFleet, gitops: GitopsConfig, made: readonly string[], findings: Findings): void {
  const says = (fix: string) =>
    FLEET_RULES.says('shared-project', `${fleet.name} is the AppProject of ${file}, which permits only root Applications`, fix);
  const elsewhere = `or another name in ${file}`;
  if (gitops.project === fleet.name) findings.error(['gitops', 'project'], says(`use another AppProject, ${elsewhere}`));
  if (made.includes(fleet.name)) findings.errorAtKey(['gitops', 'names'], says(`use another gitops.names.project, ${elsewhere}`));
}
