/** What a user's own Helm values must not touch in Tempo's charts, and how to say it in the cluster file instead. */
import type { Decided } from '../user-values';
import type { TempoConfig } from './config';
import type { DistributedRelease } from './releases';

const NAMES = 'every address here is made of these names, so leave them out';
const PORTS = 'everything here reaches Tempo by the port of the chart, so leave it out';
const TENANTS = 'nothing here sends a tenant, so leave it out';
const IMAGES = 'which protocols work depends on the release of Tempo, so pin another chart instead';
const NAMESPACES = 'the project of Tempo permits its own namespace only, so leave it out';

/** By path in the values of tempo-distributed. */
const ALWAYS: Decided = [
  ['multitenancyEnabled', TENANTS],
  ['tempo.structuredConfig.multitenancy_enabled', TENANTS],
  ['tempo.image.tag', IMAGES],
  ['tempo.structuredConfig.http_api_prefix', 'Grafana asks without a prefix, so leave it out'],
  ['tempo.structuredConfig.ingest', 'say it in tempo.kafka'],
  ['metaMonitoring.serviceMonitor.namespace', NAMESPACES],
  ['prometheusRule.namespace', NAMESPACES],
  ['traces', 'list the protocols in tempo.receivers'],
  ['storage.trace.backend', 'S3 is what this stack stores traces in, so leave it out'],
  ['storage.trace.s3', 'say it in tempo.storage'],
  ['metricsGenerator.enabled', 'say it by tempo.metricsGenerator'],
  ['ingester.persistence', 'say it in tempo.persistence'],
  ['distributor.config.log_received_spans', 'say it by tempo.logReceivedSpans'],
  [
    'global.extraArgs',
    "memcached gets these too and stops at a flag that it does not know; write them under each microservice's extraArgs",
  ],
  ['global.extraEnv', "memcached gets these too; write them under each microservice's extraEnv"],
  ['global.extraEnvFrom', "memcached gets these too; write them under each microservice's extraEnvFrom"],
  ['fullnameOverride', NAMES],
  ['nameOverride', NAMES],
  ['serviceAccount.name', NAMES],
  ['serviceAccount.create', NAMES],
  ['server.httpListenPort', PORTS],
  ['queryFrontend.service.httpMetricsPort', PORTS],
  ['tempo.structuredConfig.server', PORTS],
  ['tempo.structuredConfig.storage', 'say it in tempo.storage'],
  ['tempo.structuredConfig.distributor.receivers', 'list the protocols in tempo.receivers'],
  ['tempo.extraArgs', "it is a key of the chart tempo and does nothing here; write the flags under each microservice's extraArgs"],
  ['config', 'it is the template of the whole configuration; write single settings in tempo.structuredConfig'],
  ['enterprise.enabled', 'this stack is for Tempo itself, so leave it out'],
];

/** Further ones where traces go through Kafka. */
const WITH_KAFKA: Decided = [
  ['ingest.kafka.address', 'say it in tempo.kafka'],
  ['ingest.kafka.auto_create_topic_default_partitions', 'say it in tempo.kafka.partitions'],
  ['blockBuilder.replicas', 'say it in tempo.kafka.partitions, of which each has one'],
  ['liveStore.replicas', 'say it in tempo.kafka.partitions, of which each has one'],
];

/** Further ones where the chart's own MinIO is the storage, and where it is not. */
const WITH_MINIO: Decided = [
  'enabled',
  'existingSecret',
  'rootUser',
  'rootPassword',
  'accessKey',
  'secretKey',
  'buckets',
  'makeBucketJob',
  'service',
  'tls',
  'fullnameOverride',
  'nameOverride',
].map((key) => [`minio.${key}`, 'Tempo reaches its MinIO by what is set there, so leave it out']);
const WITHOUT_MINIO: Decided = [['minio', 'say it by minio.bundled, or use a MinIO of its own, with tempo.storage']];

export const decidedInDistributed = ({ bundledMinio }: TempoConfig, { kafka, workloads, optional }: DistributedRelease): Decided => [
  ...ALWAYS,
  ...[...workloads, ...optional.flatMap(({ adds }) => adds), 'metricsGenerator'].map(
    (workload) => [`${workload}.image.tag`, IMAGES] as const,
  ),
  ...(kafka ? WITH_KAFKA : []),
  ...(bundledMinio ? WITH_MINIO : WITHOUT_MINIO),
];

/** By path in the values of the chart tempo. */
export const DECIDED_IN_MONOLITHIC: Decided = [
  ['tempo.multitenancyEnabled', TENANTS],
  ['tempo.tag', IMAGES],
  ['tempo.receivers', 'list the protocols in tempo.receivers of the cluster file'],
  ['tempo.storage.trace.backend', 'S3 is what this stack stores traces in, so leave it out'],
  ['tempo.storage.trace.s3', 'say it in tempo.storage of the cluster file'],
  ['tempo.metricsGenerator.enabled', 'say it by tempo.metricsGenerator of the cluster file'],
  ['tempo.extraArgs.config.expand-env', 'Tempo needs it to read its credentials, so leave it out'],
  ['tempo.server.http_listen_port', PORTS],
  ['persistence', 'say it in tempo.persistence'],
  ['fullnameOverride', NAMES],
  ['nameOverride', NAMES],
  ['serviceAccount.name', NAMES],
  ['serviceAccount.create', NAMES],
  ['config', 'it is the template of the whole configuration; leave it out'],
];

/** Flags of Tempo that this stack sets. */
export const DECIDED_FLAGS = [
  [/^--?config\.expand-env\b/, 'Tempo needs it to read its credentials, so leave it out'],
  [/^--?(target|config\.file)\b/, 'the chart sets it for each microservice, so leave it out'],
  [/^--?server\.http-listen-port\b/, PORTS],
  [/^--?multitenancy\.enabled\b/, TENANTS],
  [/^--?storage\.trace\.(backend|s3)\b/, 'say it in tempo.storage'],
] as const;
