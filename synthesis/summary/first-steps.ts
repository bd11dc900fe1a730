/** What is new with a cluster that is written for the first time. */
import path from 'node:path';
import type { Changes } from '../../lib/output/compare';
import type { ClusterOutput } from '../cluster-output';
import { objectsIn } from '../conflicts/claims';

/** Whether the cluster is written for the first time. */
export function isNew({ written, replaced }: Pick<Changes, 'written' | 'replaced'>, { name }: ClusterOutput): boolean {
  const file = `${name}/applications.k8s.yaml`;
  return written.includes(file) && !replaced.has(file);
}

/**
 * The command for the AppProjects and the root Application of a new cluster; none in a fleet whose AppProject exists, where no file has them.
 * @param out the output folder, as shown in messages
 */
export function applyBootstrap(out: string, { name, files }: Pick<ClusterOutput, 'name' | 'files'>): string[] {
  const file = `${name}/bootstrap.k8s.yaml`;
  return files.has(file) ? [`kubectl apply -f ${path.join(out, file)}`] : [];
}

/** Its Namespaces and Helm releases, which may exist in the cluster already. */
export function takenNames({ claims }: ClusterOutput): string[] {
  const kinds = /^(Namespace|HelmChartConfig|the Helm release) /;
  return [...new Set((claims ? objectsIn(claims.keys) : []).filter((what) => kinds.test(what)))];
}
