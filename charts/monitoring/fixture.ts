/** A stack to be monitored, for tests. */
import type { Watched } from './watched';

export const INGESTERS = { fullname: 'tempo', isDistributed: true, usesKafka: false, failedFlushes: 'tempo_ingester_failed_flushes_total' };

export const KAFKA = {
  fullname: 'tempo',
  isDistributed: true,
  usesKafka: true,
  failedFlushes: 'tempo_live_store_local_failed_flushes_total',
};

/** Everything that can be on, with ingesters. */
export const WATCHED: Watched = {
  namespace: 'tracing',
  tempos: [INGESTERS],
  receivers: [{ name: 'zipkin', port: 9411 }],
  storage: 'the bucket traces',
  generatesMetrics: true,
  hasVulture: true,
  bucketJob: { name: 'tempo-minio-bootstrap', namespace: 'tempo-bootstrap' },
  collector: { namespace: 'tracing', sendsMetrics: true },
  traefik: 'traefik',
};
