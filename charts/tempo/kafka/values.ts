/** Kafka in the values of tempo-distributed and in the environment of Tempo's processes. */
import type { Values } from '../../helm-values/user-values';
import type { Workload } from '../names/workloads';
import type { SecretVariable } from '../storage/backend';
import { reference } from '../storage/expand-env';
import type { KafkaConfig } from './config';

/** The topic of the chart. */
export const DEFAULT_TOPIC = 'tempo-traces';

/** The microservices that connect to Kafka (`initDistributor` and others in cmd/tempo/app/modules.go of Tempo 3.0.3). */
export const KAFKA_WORKLOADS: readonly Workload[] = ['distributor', 'blockBuilder', 'liveStore', 'metricsGenerator'];

const PASSWORD = 'KAFKA_SASL_PASSWORD';

/** The fields of `ingest.kafka` in Tempo's configuration that the chart has no values for (pkg/ingest/config.go). */
export const kafkaLogin = ({ sasl, tls }: KafkaConfig): Readonly<Record<string, string | boolean>> => ({
  ...(tls && { tls_enabled: true }),
  ...(sasl && sasl.mechanism !== 'PLAIN' && { sasl_mechanism: sasl.mechanism }),
  ...(sasl && { sasl_username: sasl.username, sasl_password: reference(PASSWORD) }),
});

export function kafkaValues(config: KafkaConfig): Values {
  const { address, partitions, topic } = config;
  const login = kafkaLogin(config);
  return {
    ingest: { kafka: { address, ...(topic !== undefined && { topic }), auto_create_topic_default_partitions: partitions } },
    ...(Object.keys(login).length > 0 && { tempo: { structuredConfig: { ingest: { kafka: login } } } }),
  };
}

/** The variables of the processes that connect to Kafka. */
export function kafkaVariables(config: KafkaConfig | undefined): SecretVariable[] {
  const { sasl } = config ?? {};
  return sasl ? [{ name: PASSWORD, valueFrom: { secretKeyRef: { ...sasl.passwordSecret } } }] : [];
}

/** What the cluster must already have, one phrase per item. */
export const kafkaRequirements = ({ address, sasl }: KafkaConfig, namespace: string): string[] => [
  `the Kafka broker ${address}`,
  ...(sasl ? [`the Secret ${sasl.passwordSecret.name} with ${sasl.passwordSecret.key} in namespace ${namespace}`] : []),
];
