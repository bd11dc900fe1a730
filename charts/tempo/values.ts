/** Helm values of tempo-distributed: a pure function of the cluster file and the release. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { listAt, mapAt } from '../../lib/yaml/parsed';
import { mergeUserValues } from '../helm-values/merge-values';
import type { Values } from '../helm-values/user-values';
import { settingsOf, type TempoConfig } from './config';
import type { Credentials } from './credentials/credentials';
import { kafkaValues } from './kafka/values';
import { REMOTE_WRITE, remoteWriteOf } from './metrics-generator/login';
import { processorSettings, processorValues } from './metrics-generator/processors';
import type { Workload } from './names/workloads';
import { RECEIVERS, type Receiver, type ReceiverFacts } from './receivers';
import type { DistributedRelease } from './releases';
import { retentionValues } from './retention/retention';
import { sizeValues } from './size/values';
import type { StorageSetup, Variable } from './storage/backend';
import { EXPAND_ENV } from './storage/expand-env';
import { bundledValues } from './storage/s3/bundled-minio';
import { variablesOf } from './values/process-variables';

/** @returns the values, in the order of the seed */
export function distributedValues(config: TempoConfig, credentials: Credentials, release: DistributedRelease): Values {
  const { storage } = config;
  const setup = storage.setup({ release, credentials });
  const values: Values = {
    traces: receiverValues(config),
    storage: { trace: { backend: storage.name, [storage.name]: setup.values } },
    ...(config.kafka && kafkaValues(config.kafka)),
    ...(config.metricsGenerator && processorValues(config.metricsGenerator.processors, release)),
  };
  const own = ownValues(config, release);
  for (const workload of workloadsOf(config, release)) {
    const inAll = release.expandEnvUnder === 'workloads' ? setup : NOTHING_SHARED;
    const process = withVariables(inAll, variablesOf(config, workload), setup);
    const merged = { ...own[workload], ...processValues(process, release.dropsExtraEnv.includes(workload)) };
    if (Object.keys(merged).length > 0) values[workload] = merged;
  }
  const inDefaults = release.expandEnvUnder === 'defaults' ? processValues(setup) : {};
  if (Object.keys(inDefaults).length > 0) values.defaults = inDefaults;
  if (release.minio)
    values.minio = config.bundledMinio
      ? bundledValues(config.bundledMinio, release.minio, mapAt(config.values, 'minio'))
      : { enabled: false };
  const all = mergeUserValues({ ...values, ...serviceAccountValues(setup) }, retentionValues(config, release));
  const { values: user, releaseName } = config;
  const { hasZones } = release;
  return mergeUserValues(all, sizeValues(config.size, { workloads: workloadsOf(config, release), user, releaseName, hasZones })) as Values;
}

/** The microservices that run: those of the release, and those that the user's values enable. */
export function workloadsOf(
  config: Pick<TempoConfig, 'values' | 'metricsGenerator'>,
  { workloads, optional }: DistributedRelease,
): Workload[] {
  const added = optional.filter(({ enabledBy }) => isTrueInTemplate(settingsOf(config, enabledBy).enabled));
  const removed = added.flatMap(({ removes }) => removes);
  return [
    ...workloads.filter((workload) => !removed.includes(workload)),
    ...(config.metricsGenerator ? (['metricsGenerator'] as const) : []),
    ...added.flatMap(({ adds }) => adds),
  ];
}

/** What each process has, if it is set once for all of them. */
type ProcessSetup = Pick<StorageSetup, 'flags' | 'variables' | 'volumes' | 'mounts' | 'podLabels'>;
const NOTHING_SHARED: ProcessSetup = { flags: {}, variables: [], volumes: [], mounts: [] };

/**
 * The setup of a process with variables of its own, which need the flag too.
 * @param inAll what is set for the process so far
 * @param setup what all processes have, wherever it is set
 */
function withVariables(inAll: ProcessSetup, own: readonly Variable[], setup: ProcessSetup): ProcessSetup {
  if (own.length === 0) return inAll;
  const hasFlag = Object.keys(EXPAND_ENV).every((flag) => flag in setup.flags);
  return { ...inAll, flags: hasFlag ? inAll.flags : { ...inAll.flags, ...EXPAND_ENV }, variables: [...inAll.variables, ...own] };
}

/** The values of microservices other than flags and variables. */
function ownValues(
  { logReceivedSpans, persistence, metricsGenerator, kafka, values }: TempoConfig,
  release: DistributedRelease,
): Partial<Record<Workload, Values>> {
  return {
    ...(logReceivedSpans && { distributor: { config: { log_received_spans: { enabled: true } } } }),
    ...(persistence && !release.tempo.kafka && { ingester: { persistence: { enabled: true, ...persistence } } }),
    ...(metricsGenerator && { metricsGenerator: generatorValues(metricsGenerator, values) }),
    // One replica per partition: an extra replica stops, and a missing one leaves a partition unread.
    ...(kafka && { blockBuilder: { replicas: kafka.partitions }, liveStore: { replicas: kafka.partitions } }),
  };
}

function generatorValues(generator: NonNullable<TempoConfig['metricsGenerator']>, user: TempoConfig['values']): Values {
  const processor = processorSettings(generator.processors, generator.dimensions);
  const config = {
    // A list of the user's in the configuration, which is merged last, replaces it.
    ...(listAt(user, 'tempo', 'structuredConfig', ...REMOTE_WRITE).length === 0 && {
      storage: { remote_write: [remoteWriteOf(generator)] },
    }),
    ...(Object.keys(processor).length > 0 && { processor }),
  };
  return { enabled: true, ...(Object.keys(config).length > 0 && { config }) };
}

function receiverValues({ receivers, receiverOptions }: TempoConfig): Values {
  const traces: Record<string, Values> = {};
  // In the order of RECEIVERS, so that sorting the list in the cluster file changes nothing in the cluster.
  for (const [name, { values }] of Object.entries(RECEIVERS) as [Receiver, ReceiverFacts][]) {
    if (!receivers.includes(name)) continue;
    const [protocol, transport] = values;
    const options = receiverOptions[name] ?? {};
    const value = { enabled: true, ...(Object.keys(options).length > 0 && { receiverConfig: { ...options } }) };
    traces[protocol] = { ...traces[protocol], ...(transport ? { [transport]: value } : value) };
  }
  return traces;
}

/**
 * Labels, flags, variables and volumes, for one workload or for all of them.
 * @param byEnvFrom whether to use `extraEnvFrom` with whole Secrets, because the chart drops `extraEnv` here. @default false
 */
function processValues({ flags, variables, volumes, mounts, podLabels = {} }: ProcessSetup, byEnvFrom = false): Values {
  const secrets = new Set(variables.flatMap((variable) => ('valueFrom' in variable ? variable.valueFrom.secretKeyRef.name : [])));
  const env = byEnvFrom ? variables.filter((variable) => !('valueFrom' in variable)) : variables;
  return {
    ...(Object.keys(podLabels).length > 0 && { podLabels }),
    // Name and value in one argument: Tempo does not read `-config.expand-env true`.
    ...list(
      'extraArgs',
      Object.entries(flags).map(([name, value]) => `-${name}=${value}`),
    ),
    ...list('extraEnv', env),
    ...(byEnvFrom &&
      list(
        'extraEnvFrom',
        [...secrets].map((name) => ({ secretRef: { name } })),
      )),
    ...list('extraVolumes', volumes),
    ...list('extraVolumeMounts', mounts),
  };
}

/** A list in the values; no key if it is empty. */
const list = (key: string, items: readonly unknown[]): Values => (items.length > 0 ? { [key]: items } : {});

/** The annotations that grant an identity outside of the cluster; empty if there are none. */
export const serviceAccountValues = ({ serviceAccountAnnotations: annotations }: StorageSetup): Values =>
  Object.keys(annotations).length > 0 ? { serviceAccount: { annotations } } : {};
