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
  differs('path', syncedPath(gitops, cluster), folder, `set gitops.path: ${folder}, or correct path in ${file}`);
}
