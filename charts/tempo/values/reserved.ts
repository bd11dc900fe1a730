/** The Helm values of Tempo's charts that a user must not set, and what to set in the cluster file instead. */
import { listed } from '../../../lib/findings/listed';
import { hasDigest, REMOVE_DIGEST, unusableTag } from '../../../lib/releases/image-tag';
import { at, listAt } from '../../../lib/yaml/parsed';
import { isAtOrBelow, type ReservedValues } from '../../helm-values/user-values';
import type { TempoConfig } from '../config';
import { identityMarks } from '../credentials/identity';
import { REMOTE_WRITE } from '../metrics-generator/login';
import { PROCESSOR_FIELDS, PROCESSOR_SETTINGS, PROCESSORS, processorSettings, processorsPath } from '../metrics-generator/processors';
import { fullnameOf } from '../names/names';
import { TEMPO } from '../names/workloads';
import { imageTagPath, withImageTag } from '../own-values/image-tag';
import { GOSSIP_PORT, GRPC_PORT, gossipPort } from '../pods/members';
import { tempoProduct } from '../product';
import { RECEIVERS as ALL_RECEIVERS, type ReceiverFacts } from '../receivers';
import { type DistributedRelease, distributedReleases, type TempoRelease } from '../releases';
import { reservedWithRetention } from '../retention/retention';

const NAMES = 'set tempo.fullnameOverride, which every address in this stack follows';
const PORTS = "remove it, because everything in this stack uses the chart's port";
const TENANTS = 'remove it, because nothing in this stack sends a tenant';
const PREFIX = 'remove it, because Grafana sends queries without a prefix';
const LISTENS = 'remove it, because everything in this stack reaches Tempo as the chart lets it listen';
const VOLUME = "remove it, because the volume is at the chart's path";
const ACCOUNT =
  'remove it, because the ServiceAccount of the chart has the annotation of tempo.credentials.identity; serviceAccount.name names it';
const ONE_IMAGE = 'set tempo.image.tag, because all microservices run the same Tempo';
const NAMESPACES = 'remove it, because the AppProject of Tempo permits only its own namespace';
const RECEIVERS = 'list the protocols in tempo.receivers';
const WITH_OPTIONS = `${RECEIVERS}, and set their options in tempo.receiverOptions`;
const KAFKA = 'set tempo.kafka';
const SASL = 'set tempo.kafka.sasl';
const PERSISTENCE = 'set tempo.persistence';
const EXPANSION = 'remove it, because Tempo needs it to read its credentials';

const inValues = ({ values }: ReceiverFacts): string => `traces.${values.filter(Boolean).join('.')}`;

/** Fields of `server` that change how it is reached, besides its ports (dskit server/server.go). */
const LISTENING = [
  ...['http', 'grpc'].flatMap((name) => [`${name}_listen_address`, `${name}_listen_network`, `${name}_tls_config`]),
  ...['proxy_protocol_enabled', 'cluster_validation'],
];

/** By path in the values of tempo-distributed. */
const ALWAYS: ReservedValues = [
  ['multitenancyEnabled', TENANTS, undefined, false],
  ['tempo.structuredConfig.multitenancy_enabled', TENANTS, undefined, false],
  ['tempo.structuredConfig.http_api_prefix', PREFIX, undefined, ''],
  ...Object.values<ReceiverFacts>(ALL_RECEIVERS).map((facts) => [`${inValues(facts)}.enabled`, RECEIVERS, undefined, false] as const),
  ['traces', WITH_OPTIONS],
  ['metricsGenerator.enabled', 'set tempo.metricsGenerator', undefined, false],
  ['ingester.persistence.enabled', PERSISTENCE, undefined, false],
  ...['size', 'storageClass'].map((key) => [`ingester.persistence.${key}`, PERSISTENCE] as const),
  ['ingester.persistence.inMemory', 'remove it, because traces in memory are lost with their pod', undefined, false],
  [
    'ingester.persistence.enableStatefulSetRecreationForSizeChange',
    'remove it, because its Job deletes a StatefulSet that Argo CD manages',
    undefined,
    false,
  ],
  ['distributor.config.log_received_spans.enabled', 'set tempo.logReceivedSpans', undefined, false],
  [
    'global.extraArgs',
    "set them under each microservice's extraArgs, because memcached gets these too and does not start with an unknown flag",
    undefined,
    [],
  ],
  ['global.extraEnvFrom', "set them under each microservice's extraEnvFrom, because memcached gets these too", undefined, []],
  ['nameOverride', NAMES, undefined, TEMPO],
  ...['http_listen_port', 'grpc_listen_port'].map((field) => [`tempo.structuredConfig.server.${field}`, PORTS] as const),
  ...LISTENING.map((field) => [`tempo.structuredConfig.server.${field}`, LISTENS] as const),
  ['tempo.structuredConfig.server.http_path_prefix', PREFIX],
  ['tempo.structuredConfig.storage.trace.wal.path', VOLUME],
  ['tempo.structuredConfig.storage.trace.local.path', VOLUME],
  ['tempo.structuredConfig.distributor.receivers', WITH_OPTIONS],
  ['tempo.extraArgs', "set the flags under each microservice's extraArgs, because this key belongs to the chart tempo"],
  ['config', 'set individual fields in tempo.structuredConfig, because this is the template of the whole configuration'],
  ['useExternalConfig', 'remove it, because nothing of this stack is in a configuration that the chart does not make', undefined, false],
  ['enterprise.enabled', 'remove it, because this stack is for the open-source Tempo', undefined, false],
];

const RECEIVER_OPTIONS: ReservedValues = Object.entries<ReceiverFacts>(ALL_RECEIVERS).map(([name, facts]) => [
  `${inValues(facts)}.receiverConfig`,
  `set tempo.receiverOptions.${name}`,
]);

/** Additional ones if traces go through Kafka, and if they do not. The other fields (pkg/ingest/config.go) are the user's. */
const WITH_KAFKA: ReservedValues = [
  ...Object.entries({
    ...{ address: KAFKA, topic: 'set tempo.kafka.topic', auto_create_topic_default_partitions: 'set tempo.kafka.partitions' },
    ...{ auto_create_topic_enabled: 'set ingest.kafka.auto_create_topic_enabled in tempo.values' },
    ...{ consumer_group: 'remove it, because each process of Tempo has its own consumer group' },
    ...{ sasl_username: SASL, sasl_password: SASL, sasl_mechanism: SASL, tls_enabled: 'set tempo.kafka.tls' },
  }).map(([field, instead]) => [`tempo.structuredConfig.ingest.kafka.${field}`, instead] as const),
  ['ingest.kafka.address', KAFKA],
  ['ingest.kafka.auto_create_topic_default_partitions', 'set tempo.kafka.partitions'],
  ['blockBuilder.replicas', 'set tempo.kafka.partitions, because each partition has one replica'],
  ['liveStore.replicas', 'set tempo.kafka.partitions, because each partition has one replica'],
];

const WITHOUT_KAFKA: ReservedValues = [
  ['tempo.structuredConfig.ingest', 'remove it, because this release does not send traces through Kafka'],
];

/** Additional ones if the chart's own MinIO is the storage, and if it is not. */
const WITH_MINIO: ReservedValues = [
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
].map((key) => [`minio.${key}`, 'remove it, because Tempo depends on it to reach its MinIO']);
const WITHOUT_MINIO: ReservedValues = [['minio', 'set minio.bundled, or install MinIO separately and set tempo.storage']];

/** @param shipped the release of the chart, with the Tempo that it ships */
export const reservedInDistributed = (config: TempoConfig, shipped: DistributedRelease): ReservedValues => [
  ...RECEIVER_OPTIONS,
  ...ALWAYS,
  ...['metaMonitoring.serviceMonitor.namespace', 'prometheusRule.namespace'].map(
    (path) => [path, NAMESPACES, undefined, config.namespace] as const,
  ),
  ...['server.httpListenPort', 'queryFrontend.service.httpMetricsPort'].map((path) => [path, PORTS, undefined, shipped.queryPort] as const),
  ...names(config),
  ...sharedVariables(config),
  ...memberPort(config),
  ...remoteWrites(config),
  ...dimensions(config),
  ...imageTag(config, shipped),
  ...[...shipped.workloads, ...shipped.optional.flatMap(({ adds }) => adds), 'metricsGenerator'].map(
    (workload) => [`${workload}.image.tag`, ONE_IMAGE, undefined, at(config.values, ...imageTagPath(config))] as const,
  ),
  ...generatorProcessors(config, shipped),
  ...(shipped.tempo.kafka ? WITH_KAFKA : WITHOUT_KAFKA),
  ...(config.bundledMinio ? WITH_MINIO : WITHOUT_MINIO),
  ...reservedWithRetention(config, withImageTag(shipped, config)),
];

/** @param shipped the release of the chart, with the Tempo that it ships */
export const reservedInMonolithic = (config: TempoConfig, shipped: TempoRelease): ReservedValues => [
  ...IN_MONOLITHIC,
  ...(isTrueFlag(at(config.values, 'tempo', 'extraArgs', 'config.expand-env'))
    ? []
    : [['tempo.extraArgs.config.expand-env', EXPANSION] as const]),
  ['tempo.server.http_listen_port', PORTS, undefined, shipped.queryPort],
  ...names(config),
  ...generatorProcessors(config, shipped, ['tempo']),
  ...imageTag(config, shipped),
  ...reservedWithRetention(config, withImageTag(shipped, config)),
];

/**
 * What to do instead of a value that no cluster file may set, whatever else it says; undefined for others.
 * @param name the name of the chart
 */
export function insteadOf(path: readonly string[], name: string, kafka: boolean): string | undefined {
  const inDistributed = [...RECEIVER_OPTIONS, ...ALWAYS, ...(kafka ? WITH_KAFKA : WITHOUT_KAFKA)];
  const reserved = name === distributedReleases.name ? inDistributed : IN_MONOLITHIC;
  return reserved.find(([prefix]) => isAtOrBelow(path.join('.'), prefix))?.[1];
}

/** A user may repeat the name. A ServiceAccount of somebody else lacks the annotations of an identity. */
const names = (config: TempoConfig): ReservedValues => [
  ['fullnameOverride', NAMES, undefined, fullnameOf(config)],
  ...(Object.keys(identityMarks(config.credentials?.identity).serviceAccountAnnotations).length > 0
    ? ([['serviceAccount.create', ACCOUNT, undefined, true]] as const)
    : []),
];

/** Memcached gets them too, and must not have those of a Secret. */
function sharedVariables({ values }: TempoConfig): ReservedValues {
  const isPlain = listAt(values, 'global', 'extraEnv').every((item) => at(item, 'valueFrom') === undefined);
  return isPlain ? [] : [['global.extraEnv', "set them under each microservice's extraEnv, because memcached gets these too"]];
}

/** A list in the configuration replaces that of the values. */
function remoteWrites({ metricsGenerator, values }: TempoConfig): ReservedValues {
  const path = ['tempo', 'structuredConfig', ...REMOTE_WRITE];
  if (!metricsGenerator || at(values, ...path) === undefined) return [];
  const { remoteWrite } = metricsGenerator;
  if (listAt(values, ...path).some((item) => at(item, 'url') === remoteWrite)) return [];
  return [[path.join('.'), 'add it', `lacks ${remoteWrite}, the URL of tempo.metricsGenerator.remoteWrite`]];
}

/** Lists of the configuration without a dimension of the cluster file, which they replace too. */
function dimensions({ metricsGenerator, values }: TempoConfig): ReservedValues {
  if (!metricsGenerator) return [];
  return Object.entries(processorSettings(metricsGenerator.processors, metricsGenerator.dimensions)).flatMap(([part, settings]) => {
    const path = ['tempo', 'structuredConfig', ...PROCESSOR_SETTINGS, part, 'dimensions'];
    const lacking = listAt(settings, 'dimensions').filter((dimension) => !listAt(values, ...path).includes(dimension));
    if (at(values, ...path) === undefined || lacking.length === 0) return [];
    const problem = `lacks ${listed(lacking.map(String))} of tempo.metricsGenerator.dimensions, which it replaces`;
    return [[path.join('.'), lacking.length > 1 ? 'add them' : 'add it', problem]];
  });
}

/** A member without a port has that of the one that looks for it (joinMembers of hashicorp/memberlist), unless DNS is asked for it. */
const isAtPort = (member: string, port: number): boolean => member.endsWith(`:${port}`) || !/^dns|:\d+$/.test(member);

/** The members look for each other at the port of `join_members`, which the chart sets to its own. */
function memberPort({ values }: TempoConfig): ReservedValues {
  const port = gossipPort(values);
  const joined = listAt(values, 'tempo', 'structuredConfig', 'memberlist', 'join_members');
  if (port === GOSSIP_PORT || joined.some((member) => isAtPort(String(member), port))) return [];
  const problem = `is another port than ${GOSSIP_PORT}, at which the microservices look for each other`;
  return [['tempo.structuredConfig.memberlist.bind_port', `remove it, or set join_members with port ${port} beside it`, problem]];
}

/**
 * The processors in the values, and in the configuration that is merged last.
 * @param above the path of the values of Tempo
 */
function generatorProcessors(
  { metricsGenerator, values }: TempoConfig,
  shipped: TempoRelease,
  above: readonly string[] = [],
): ReservedValues {
  if (!metricsGenerator) return [];
  const inValues = processorsPath(shipped);
  // There may be processors that the cluster file does not know.
  const ofKey: readonly unknown[] = PROCESSORS;
  const isOfKey = (path: string) => listAt(values, ...path.split('.')).every((name) => ofKey.includes(name));
  const inConfiguration = PROCESSOR_FIELDS.map((field) => `tempo.structuredConfig.overrides.${field}`).filter(isOfKey);
  return [...(inValues ? [[...above, ...inValues].join('.')] : []), ...inConfiguration].map((path) => [
    path,
    'set tempo.metricsGenerator.processors',
  ]);
}

/** The user may set the image tag if the chart can run that version of Tempo. */
function imageTag(config: TempoConfig, shipped: TempoRelease): ReservedValues {
  const path = imageTagPath(config);
  const tag = at(config.values, ...path);
  if (shipped.labelsTag && hasDigest(tag))
    return [[path.join('.'), REMOVE_DIGEST, 'has a digest, which the chart puts into a label, where it is not valid']];
  if (withImageTag(shipped, config) !== shipped) return [];
  return [[path.join('.'), ...unusableTag(tag, tempoProduct, shipped.tempo.version, 'chart')]];
}

/** By path in the values of the chart tempo. */
const IN_MONOLITHIC: ReservedValues = [
  ['tempo.multitenancyEnabled', TENANTS, undefined, false],
  ['tempo.receivers', `${RECEIVERS} of the cluster file, and their options in tempo.receiverOptions`],
  ['tempo.metricsGenerator.enabled', 'set tempo.metricsGenerator of the cluster file', undefined, false],
  ['persistence.enabled', PERSISTENCE, undefined, false],
  ...['size', 'storageClassName'].map((key) => [`persistence.${key}`, PERSISTENCE] as const),
  ['persistence.enableStatefulSetAutoDeletePVC', 'remove it, because it deletes the volume with the StatefulSet', undefined, false],
  ['nameOverride', NAMES, undefined, TEMPO],
  ['config', 'remove it, because it is the template of the whole configuration'],
];

/** The expansion may be turned on, as for variables of the user's own with credentials that need none. */
const isTrueFlag = (value: unknown): boolean => /^(true|t|1)$/i.test(String(value));

type ReservedFlags = readonly (readonly [flag: RegExp, instead: string])[];

/** Flags of Tempo that this stack sets. */
const FLAGS: ReservedFlags = [
  [/^--?config\.expand-env\b(?!(=(true|t|1))?$)/i, EXPANSION],
  [/^--?(target|config\.file)\b/, 'remove it, because the chart sets it for each microservice'],
  [/^--?server\.http-listen-port\b/, PORTS],
  [/^--?(multitenancy|auth)\.enabled\b(?!=(false|0|f)$)/i, TENANTS],
  [/^--?(http-api-prefix|server\.path-prefix)\b(?!=$)/, PREFIX],
];

/**
 * Those by which other pods would no longer reach a microservice, in cmd/tempo/app/config.go of Tempo 1.5 to 3.0 and in server/server.go and
 * kv/memberlist/tcp_transport.go of grafana/dskit. In one process, nothing else connects to these ports.
 */
const FLAGS_OF_MICROSERVICES: ReservedFlags = [
  [new RegExp(`^--?server\\.grpc-listen-port\\b(?!=${GRPC_PORT}$)`), "remove it, because other microservices connect at the chart's port"],
  [
    new RegExp(`^--?memberlist\\.(bind|advertise)-port\\b(?!=${GOSSIP_PORT}$)`),
    'set tempo.structuredConfig.memberlist.bind_port and join_members, because all microservices have the same port',
  ],
  [/^--?server\.(http|grpc)-listen-address=(127\.|localhost$|\[?::1\b)/, 'remove it, because other pods connect to it'],
];

export const reservedFlags = ({ chart }: Pick<TempoConfig, 'chart'>): ReservedFlags => [
  ...FLAGS,
  ...(chart === undefined ? [] : FLAGS_OF_MICROSERVICES),
];
