/** What the monitoring of this stack needs of the cluster. */
import type { Findings } from '../../lib/cluster-file/findings';
import { MONITORING_RULES } from './rules';

/** The API of the Prometheus operator with ServiceMonitors and PrometheusRules. */
export const OPERATOR_API = 'monitoring.coreos.com/v1';

/** @param apis `kubernetes.apis` of the cluster file */
export function checkApi(apis: readonly string[], findings: Findings): void {
  if (apis.includes(OPERATOR_API)) return;
  const problem = `needs ${OPERATOR_API} of the Prometheus operator, which kubernetes.apis does not list`;
  findings.errorAtKey(
    ['monitoring'],
    MONITORING_RULES.says('no-operator', problem, 'add it there if the cluster has it, or remove monitoring'),
  );
}
