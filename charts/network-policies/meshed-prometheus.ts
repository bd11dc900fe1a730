/** A Prometheus with a proxy, whose connections the policies stop. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { ClusterFile } from '../cluster-file';
import { INJECT } from '../linkerd/injection';
import { INBOUND_PORT } from '../linkerd/ports';
import type { LinkerdRelease } from '../linkerd/releases';
import { NETWORK_POLICY_RULES } from './rules';

/** The annotations of the pods of Prometheus in the values of kube-prometheus-stack. */
const ANNOTATIONS = 'prometheus.prometheusSpec.podMetadata.annotations';

/**
 * The Prometheus of kube-prometheus-stack is in the namespace of Grafana. If that is the namespace of Tempo, which is in the mesh, it gets a
 * proxy. What it reads by the port of the proxy cannot be permitted alone, because that port is for all ports of the pods.
 * @param isScraped whether Prometheus reads anything
 */
export function reportMeshedPrometheus(
  { grafana, tempo }: Pick<ClusterFile, 'grafana' | 'tempo'>,
  { mesh, isScraped }: { readonly mesh?: LinkerdRelease; readonly isScraped: boolean },
  findings: Findings,
): void {
  if (!isScraped || !mesh?.sendsToProxyPort || grafana?.via !== 'values' || grafana.namespace !== tempo.namespace) return;
  const problem = `is also that of Tempo, which is in the mesh, so the Prometheus there gets a proxy, whose connections to port ${INBOUND_PORT} the policies stop`;
  const fix = `set ${ANNOTATIONS} of kube-prometheus-stack to ${INJECT}: disabled, or use another namespace; accept it if that is done`;
  findings.warning(['grafana', 'namespace'], NETWORK_POLICY_RULES.says('meshed-prometheus', problem, fix));
}
