/** Helm values of tempo-distributed: a pure function of the cluster file and the release. */
import type { Values } from '../user-values';
import { bundledValues } from './bundled-minio';
import { settingsOf, type TempoConfig } from './config';
import type { Credentials } from './credentials/credentials';
import { RECEIVERS, type ReceiverFacts } from './receivers';
import type { DistributedRelease, Workload } from './releases';
import { authorityVariables, authorityVolume, processorValues, s3Values, variables } from './storage';

/** Tempo reads `${NAME}` in its configuration only with this flag, and only in this spelling of one argument. */
const EXPAND_ENV = '-config.expand-env=true';

/** @returns the values, in the order of the seed */
export function distributedValues(config: TempoConfig, credentials: Credentials, release: DistributedRelease): Values {
  const values: Values = {
    traces: receiverValues(config),
    storage: { trace: { backend: 's3', s3: s3Values(config, release) } },
    ...(config.kafka && {
      ingest: { kafka: { address: config.kafka.address, auto_create_topic_default_partitions: config.kafka.partitions } },
    }),
    ...(config.metricsGenerator && processorValues(release)),
  };
  const own = ownValues(config, release);
  for (const workload of workloadsOf(config, release)) {
    const shared =
      release.expandEnvUnder === 'workloads' ? expandEnv(config, credentials, release, release.dropsExtraEnv.includes(workload)) : {};
    const merged = { ...own[workload], ...shared };
    if (Object.keys(merged).length > 0) values[workload] = merged;
  }
  if (release.expandEnvUnder === 'defaults') values.defaults = expandEnv(config, credentials, release, false);
  if (release.minio) values.minio = config.bundledMinio ? bundledValues(config.bundledMinio, release.minio) : { enabled: false };
  return values;
}

/** The microservices that will run: those of the release, and those that the user's values switch on. */
function workloadsOf(config: TempoConfig, { workloads, optional }: DistributedRelease): Workload[] {
  const added = optional.filter(({ enabledBy }) => settingsOf(config, enabledBy).enabled === true);
  const removed = added.flatMap(({ removes }) => removes);
  return [
    ...workloads.filter((workload) => !removed.includes(workload)),
    ...(config.metricsGenerator ? (['metricsGenerator'] as const) : []),
    ...added.flatMap(({ adds }) => adds),
  ];
}

/** What each microservice has besides flag and variables. */
function ownValues(
  { logReceivedSpans, persistence, metricsGenerator, kafka }: TempoConfig,
  release: DistributedRelease,
): Partial<Record<Workload, Values>> {
  return {
    ...(logReceivedSpans && { distributor: { config: { log_received_spans: { enabled: true } } } }),
    ...(persistence && !release.kafka && { ingester: { persistence: { enabled: true, ...persistence } } }),
    ...(metricsGenerator && {
      metricsGenerator: { enabled: true, config: { storage: { remote_write: [{ url: metricsGenerator.remoteWrite }] } } },
    }),
    // One replica a partition: a surplus one stops, and a missing one leaves a partition unread.
    ...(kafka && { blockBuilder: { replicas: kafka.partitions }, liveStore: { replicas: kafka.partitions } }),
  };
}

function receiverValues({ receivers }: TempoConfig): Values {
  const traces: Record<string, Values> = {};
  // In the order of RECEIVERS, so that sorting the list in the cluster file changes nothing in the cluster.
  for (const [name, { values }] of Object.entries<ReceiverFacts>(RECEIVERS)) {
    if (!receivers.some((receiver) => receiver === name)) continue;
    const [protocol, transport] = values;
    traces[protocol] = { ...traces[protocol], ...(transport ? { [transport]: { enabled: true } } : { enabled: true }) };
  }
  return traces;
}

/** Flag, variables and the private authority, for one workload or for all of them. */
function expandEnv(config: TempoConfig, credentials: Credentials, release: DistributedRelease, byEnvFrom: boolean): Values {
  const env = byEnvFrom ? authorityVariables(config.storage, release) : variables(config, credentials, release);
  const { volumes, mounts } = authorityVolume(config.storage);
  return {
    extraArgs: [EXPAND_ENV],
    ...(env.length > 0 && { extraEnv: env }),
    ...(byEnvFrom && { extraEnvFrom: [{ secretRef: { name: credentials.secretName } }] }),
    ...(volumes.length > 0 && { extraVolumes: volumes, extraVolumeMounts: mounts }),
  };
}
