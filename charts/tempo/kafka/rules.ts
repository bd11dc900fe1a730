/** Mistakes in `tempo.kafka` of the cluster file. */
import type { Rule } from '../../../lib/findings/rules';

/** Part of the topic `tempo`. */
export const KAFKA_RULES = {
  'kafka-missing': {
    proves: 'a broker is set if Tempo uses Kafka',
    example:
      'tempo.kafka: missing: tempo.chart (line 6) 3.3.0 sends traces through Kafka, which the chart does not install; add kafka: {address: host:port}, or pin tempo.chart 2.26.2 or older; if Tempo 2 already runs in this cluster, migrate from it with tempo.migration, as in docs/migration.md',
    wayOut: 'Add tempo.kafka, or pin an older chart; migrate with tempo.migration if Tempo 2 already runs',
  },
  'kafka-unused': {
    proves: 'no broker is set if Tempo does not use Kafka',
    example: 'tempo.kafka: has no effect: tempo.chart (line 6) 2.26.2 does not use Kafka; remove it, or pin tempo.chart 3.0.0 or newer',
    wayOut: 'Remove tempo.kafka, or pin a newer chart',
  },
  'kafka-security': {
    proves: 'Tempo can connect to Kafka as the cluster file says',
    example: 'tempo.kafka.tls: Tempo 3.0.3 has no TLS for Kafka; remove it, and use a listener of the broker without TLS',
    wayOut: 'Use a listener of the broker that Tempo can connect to',
  },
  'kafka-clear-text': {
    proves: 'the password for Kafka is not readable in the network',
    example:
      'tempo.kafka.sasl: Tempo 3.0.3 sends the password to kafka.kafka:9092 in clear text, because it has no TLS for Kafka; use a user that can only access this topic',
    wayOut: 'Use a user that can only access the topic of Tempo, and accept the finding',
  },
  'kafka-all-topics': {
    proves: 'Tempo changes no setting of the broker',
    example:
      'tempo.kafka.partitions: Tempo sets num.partitions of the whole broker to 3 when it starts, so new topics of other applications get as many partitions; if others use the broker, create the topic yourself, and set ingest.kafka.auto_create_topic_enabled: false in tempo.values',
    wayOut: 'Create the topic yourself, and set `ingest.kafka.auto_create_topic_enabled: false` in `tempo.values`',
  },
} as const satisfies Record<string, Rule>;
