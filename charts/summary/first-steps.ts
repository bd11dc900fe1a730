/** What is new with a cluster that is written for the first time. */
import type { Changes } from '../../lib/output/compare';
import type { ClusterOutput } from '../synthesis/cluster-output';

/** Whether the cluster is written for the first time. */
export function isNew({ written, replaced }: Pick<Changes, 'written' | 'replaced'>, { name }: ClusterOutput): boolean {
  const file = `${name}/bootstrap.k8s.yaml`;
  return written.includes(file) && !replaced.has(file);
}

/** Its Namespaces and Helm releases, which may exist in the cluster already. */
export function takenNames({ claims }: ClusterOutput): string[] {
  const kinds = /^(Namespace|HelmChartConfig|the Helm release) /;
  return [...new Set((claims?.keys.objects ?? []).filter((what) => kinds.test(what)))];
}
