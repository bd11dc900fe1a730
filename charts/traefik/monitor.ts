/** What Prometheus needs of Traefik. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import type { Values } from '../helm-values/user-values';
import { labelsOfMonitor } from '../metadata/monitor-labels';
import { warnOfLabelsTwice } from '../metadata/twice';
import type { TraefikConfig } from './config';
import { MONITOR_LABELS, TRAEFIK, type TraefikRelease } from './releases';

/**
 * A Service with the metrics, which the traffic does not reach, and its ServiceMonitor. Up to chart 28 any value makes the ServiceMonitor.
 * @param labels of the ServiceMonitor; undefined for none
 * @returns no values if the chart has none
 */
export function monitorValues(
  traefik: Construct,
  { chart, via, values }: TraefikConfig,
  { serviceMonitor, metadata }: TraefikRelease,
  labels: Readonly<Record<string, string>> | undefined,
  findings: Findings,
): Values {
  // One that another Application installs gets no metadata.
  const monitor = { chart: `${TRAEFIK} ${chart}`, path: MONITOR_LABELS, metadata: via === 'release' ? metadata : undefined };
  const ofMonitor = serviceMonitor && { all: metadata?.all, monitorLabels: labels };
  warnOfLabelsTwice(traefik, { values, key: ['traefik', 'values'], ...monitor, ...ofMonitor }, findings);
  if (!serviceMonitor || !labels) return {};
  const additionalLabels = labelsOfMonitor(traefik, labels, monitor, findings);
  const isEmpty = Object.keys(additionalLabels).length === 0;
  const own =
    serviceMonitor === 'by labels'
      ? { ...(isEmpty ? { jobLabel: TRAEFIK } : { additionalLabels }) }
      : { enabled: true, ...(!isEmpty && { additionalLabels }) };
  return { metrics: { prometheus: { service: { enabled: true }, serviceMonitor: own } } };
}
