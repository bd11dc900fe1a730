/** Alerts about the way between the processes of Tempo. */
import { podsOf, type Watched } from '../watched';
import { type Alert, keepsFailing } from './alert';

export function microserviceAlerts(watched: Watched): Alert[] {
  const pods = podsOf(watched);
  const distributed = watched.tempos.filter(({ isDistributed }) => isDistributed);
  return [
    ...(distributed.some(({ usesKafka }) => !usesKafka) ? [ingesters(pods)] : []),
    ...(distributed.some(({ usesKafka }) => usesKafka) ? kafka(pods) : []),
    ...(watched.generatesMetrics ? [remoteWrite(pods)] : []),
  ];
}

/**
 * When enough ingesters have a trace, the distributor cancels the other writes of it, and counts them as failed (DoBatch of dskit, and
 * modules/distributor/distributor.go): at most two of five.
 */
const CANCELLED = 0.45;

const ingesters = (pods: string): Alert => ({
  name: 'TempoIngestersRefuse',
  expr: `sum(rate(tempo_distributor_ingester_append_failures_total{${pods}}[10m])) / sum(rate(tempo_distributor_ingester_appends_total{${pods}}[10m])) > ${CANCELLED}`,
  for: '5m',
  severity: 'critical',
  summary: '{{ $value | humanizePercentage }} of the writes from distributors to ingesters fail.',
  todo: 'Check that the pods of the ingesters are ready, and read their logs. Spans are lost when too few ingesters take them.',
});

/** Longer than this, a partition is read too slowly (operations/tempo-mixin of Tempo). */
const LAG = 300;

const kafka = (pods: string): Alert[] => [
  {
    name: 'TempoKafkaWritesFailing',
    expr: keepsFailing(`tempo_distributor_produce_failures_total{${pods}}`, 'reason'),
    for: '5m',
    severity: 'critical',
    summary: 'The distributors cannot write spans to Kafka: {{ $labels.reason }}.',
    todo: 'Check that the broker in tempo.kafka.address is up, that its disk is not full, and that the login may write to the topic. Spans are lost until then.',
  },
  {
    name: 'TempoPartitionLag',
    expr: `max by (group, partition) (tempo_ingest_group_partition_lag_seconds{${pods}}) > ${LAG}`,
    for: '10m',
    severity: 'critical',
    summary: '{{ $labels.group }} is {{ $value | humanizeDuration }} behind in partition {{ $labels.partition }} of Kafka.',
    todo: 'Read the log of the block-builder or live-store of this partition: it cannot write to the storage, or it needs more CPU. Traces that Kafka deletes before that are lost.',
  },
];

/** Counters of the remote write of Prometheus, which Tempo contains. Retries are counted while the server does not answer. */
const remoteWrite = (pods: string): Alert => ({
  name: 'TempoRemoteWriteFailing',
  expr: ['failed', 'retried']
    .map((result) => `sum(increase(prometheus_remote_storage_samples_${result}_total{${pods}}[15m])) > 0`)
    .join(' or '),
  for: '15m',
  severity: 'warning',
  summary: 'The metrics-generator cannot send its metrics.',
  todo: 'Check that Prometheus at tempo.metricsGenerator.remoteWrite is up and has its remote-write receiver on. The service map has gaps until then.',
});
