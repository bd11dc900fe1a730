/** What Prometheus and the dashboard need of Tempo. */
import type { Values } from '../user-values';
import type { TempoConfig } from './config';
import { fullnameOf } from './names';
import type { TempoRelease } from './releases';

/** What alerts and dashboard read of one Tempo. */
export interface WatchedTempo {
  /** The beginning of the names of its pods. */
  readonly fullname: string;
  /** Whether each microservice is a process of its own. */
  readonly isDistributed: boolean;
  /** Whether its spans go through Kafka. */
  readonly usesKafka: boolean;
  /** The counter of blocks that it could not store. */
  readonly failedFlushes: string;
}

export const watchedTempo = (config: TempoConfig, { tempo }: TempoRelease): WatchedTempo => ({
  fullname: fullnameOf(config),
  isDistributed: config.chart !== undefined,
  usesKafka: config.chart !== undefined && tempo.kafka,
  failedFlushes: tempo.failedFlushes,
});

/** The path of the value that makes the ServiceMonitors of either chart, if Helm takes it for true. */
export const monitorSwitch = ({ chart }: Pick<TempoConfig, 'chart'>): string =>
  chart === undefined ? 'serviceMonitor.enabled' : 'metaMonitoring.serviceMonitor.enabled';

/**
 * The ServiceMonitors of the charts, by their own values. In every release they select each process of Tempo (rendered).
 * @param labels of the ServiceMonitors
 */
export function monitorValues({ chart }: Pick<TempoConfig, 'chart'>, labels: Readonly<Record<string, string>>): Values {
  const key = chart === undefined ? 'additionalLabels' : 'labels';
  const serviceMonitor = { enabled: true, ...(Object.keys(labels).length > 0 && { [key]: labels }) };
  return chart === undefined ? { serviceMonitor } : { metaMonitoring: { serviceMonitor } };
}
