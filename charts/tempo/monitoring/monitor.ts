/** What Prometheus and the dashboard need of Tempo. */
import type { Construct } from 'constructs';
import type { Findings } from '../../../lib/cluster-file/findings';
import { singleValue } from '../../helm-values/merge-values';
import type { Values } from '../../helm-values/user-values';
import { labelsOfMonitor } from '../../metadata/monitor-labels';
import { warnOfLabelsTwice } from '../../metadata/twice';
import { pinnedRelease, type TempoConfig, valuesKeyOf } from '../config';
import { fullnameOf } from '../names/names';
import type { TempoRelease } from '../releases';
import { OPERATORS } from '../subcharts/releases';

const SUBCHARTS = [...OPERATORS.map(({ key }) => key), 'minio'];

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
 * @param labels of the ServiceMonitors; undefined for none
 */
export function monitorValues(
  tempo: Construct,
  config: TempoConfig,
  { metadata }: TempoRelease,
  labels: Readonly<Record<string, string>> | undefined,
  findings: Findings,
): Values {
  const [name, key] = config.chart === undefined ? ['tempo', 'additionalLabels'] : ['tempo-distributed', 'labels'];
  const parent = monitorSwitch(config).split('.').slice(0, -1);
  const chart = `${name} ${pinnedRelease(config).version}`;
  const user = { values: config.values, key: valuesKeyOf(config), chart, metadata, apart: SUBCHARTS };
  const ofMonitor = config.chart === undefined ? {} : { all: metadata?.all, monitorLabels: labels };
  warnOfLabelsTwice(tempo, { ...user, ...ofMonitor }, findings);
  if (!labels) return {};
  const own = labelsOfMonitor(tempo, labels, { chart, path: [...parent, key].join('.'), metadata }, findings);
  return singleValue(parent, { enabled: true, ...(Object.keys(own).length > 0 && { [key]: own }) });
}
