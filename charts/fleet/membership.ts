/** Whether the ApplicationSet of a fleet can make the root Application of a cluster. */
import type { Findings } from '../../lib/cluster-file/findings';
import { type GitopsConfig, syncedPath } from '../argocd/config';
import type { FleetFile } from './fleet-file';
import { FLEET_RULES } from './rules';

/** @param file the path of the file of the fleet, as shown in messages @param cluster the cluster's name */
export function checkMembership(fleet: FleetFile, file: string, gitops: GitopsConfig, cluster: string, findings: Findings): void {
  const differs = (key: 'namespace' | 'repoURL' | 'path' | 'sync', own: string, theirs: string, fix: string) => {
    if (own === theirs) return;
    const problem = `${own} is not what the ApplicationSet of ${file} needs: ${theirs}`;
    findings.error(['gitops', key], FLEET_RULES.says('other-root', problem, fix));
  };
  const either = (key: string, value: string) => `set gitops.${key}: ${value}, or correct it in ${file}`;
  differs('namespace', gitops.namespace, fleet.namespace, either('namespace', fleet.namespace));
  differs('repoURL', gitops.repoURL, fleet.repoURL, either('repoURL', fleet.repoURL));
  differs('sync', gitops.sync, fleet.sync, either('sync', fleet.sync));
  const folder = `${fleet.path}/${cluster}`;
  // A base has one path for several clusters, so that this one belongs to the file of the cluster.
  const own = folder === syncedPath({}, cluster) ? 'remove gitops.path' : `set gitops.path: ${folder} in the cluster file`;
  differs('path', syncedPath(gitops, cluster), folder, `${own}, or correct path in ${file}`);
}

/**
 * What a root syncs cannot have the AppProject of the fleet.
 * @param file the path of the file of the fleet, as shown in messages @param made the AppProjects of the cluster
 */
export function checkProjects(fleet: FleetFile, file: string, gitops: GitopsConfig, made: readonly string[], findings: Findings): void {
  const says = (fix: string) =>
    FLEET_RULES.says('shared-project', `${fleet.name} is the AppProject of ${file}, which permits only root Applications`, fix);
  const elsewhere = `or another name in ${file}`;
  if (gitops.project === fleet.name) findings.error(['gitops', 'project'], says(`use another AppProject, ${elsewhere}`));
  if (made.includes(fleet.name)) findings.errorAtKey(['gitops', 'names'], says(`use another gitops.names.project, ${elsewhere}`));
}
