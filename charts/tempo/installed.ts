/** What is known of an installed Tempo from its manifests: where it keeps traces, for how long, and on which volumes. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { isLoopback } from '../../lib/kubernetes/loopback';
import type { Release } from '../../lib/releases/table';
import { at, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import type { Values } from '../helm-values/user-values';
import { DEFAULT_TOPIC } from './kafka/values';
import { fullnameOf } from './names/names';
import { workloadName } from './names/workloads';
import { type Claims, generatorClaims, ingesterClaims, monolithicClaims } from './pods/claims';
import { type Zone, zonesIn } from './pods/zones';
import { endpointOf, hasReceiver, RECEIVER_NAMES, RECEIVERS, type Receiver, type ReceiverFacts } from './receivers';
import { distributedReleases, monolithicReleases, type TempoRelease } from './releases';
import { type EffectiveRetention, retentionInConfig, retentionOf, tenantRetentions, tenantRetentionsIn } from './retention/retention';
import { COPIES_VALUE, DEFAULT_INGESTERS, hasScaler, ingestersPath } from './size/ingester-count';
import { chosenFormat } from './storage/block-format';
import { type Location, locationOf } from './storage/location';

export interface InstalledTempo {
  readonly chart: TempoChart;
  /** The name of the Helm release. */
  readonly releaseName: string;
  /** The version of the chart. */
  readonly version: string;
  /** The facts of that version. */
  readonly release: Release<TempoRelease>;
  readonly namespace: string;
  /** What its distributor receives. */
  readonly receivers: readonly Receiver[];
  /** The beginning of the names of its objects; undefined if synth has rendered the chart. */
  readonly fullname?: string;
  readonly location: Location;
  /** Whether each client has a tenant of its own. */
  readonly isMultitenant: boolean;
  readonly retention: EffectiveRetention;
  /** The format of the blocks that it writes. */
  readonly writes: string;
  /** Limits of single tenants. */
  readonly tenantRetentions: ReadonlyMap<string, string>;
  /** The Helm values; undefined if only the configuration is known. */
  readonly values?: Values;
  /** The volumes of its StatefulSets by its values; empty if only the configuration is known. */
  readonly claims: readonly Claims[];
  /** Where traces wait that are not in the storage yet; undefined if there is no Kafka. */
  readonly kafka?: { readonly address: string; readonly topic: string; readonly partitions: number };
  /** The StatefulSets whose pods contain traces that are not in the storage yet; undefined if Kafka keeps them. */
  readonly unflushed?: Unflushed;
}

export interface Unflushed {
  /** The StatefulSet, or that of each zone. */
  readonly workloads: readonly string[];
  /** The pods of all of them; each has as many. A whole number. */
  readonly replicas: number;
  /** The number of pods that have the same trace. */
  readonly copies: number;
}

export type TempoChart = 'tempo-distributed' | 'tempo';

export const isTempoChart = (name: string): name is TempoChart => name === 'tempo-distributed' || name === 'tempo';

const releaseOf = (chart: TempoChart, version: string): Release<TempoRelease> =>
  chart === 'tempo' ? monolithicReleases.at(version) : distributedReleases.at(version);

export interface TempoInValues {
  readonly chart: string;
  readonly releaseName: string;
  readonly version: string;
  readonly namespace: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** @returns undefined for another chart */
export function tempoOfValues({ chart, releaseName, version, namespace, values }: TempoInValues): InstalledTempo | undefined {
  if (!isTempoChart(chart)) return undefined;
  const release = releaseOf(chart, version);
  const isOne = chart === 'tempo';
  const own = isOne ? mapAt(values, 'tempo') : values;
  const { kafka: hasKafka } = release.tempo;
  const fullname = fullnameOf({ releaseName, fullnameOverride: textAt(values, 'fullnameOverride') });
  const zones = isOne ? [] : zonesIn(values, version);
  const holders = holdersOf(chart, fullname, zones);
  const unflushed = hasKafka ? undefined : { workloads: holders, ...replicasIn(values, chart, zones.length) };
  return {
    ...{ chart, releaseName, version, release, namespace, unflushed, fullname },
    receivers: receiversInValues(values, release, chart),
    location: locationOf(mapAt(own, 'storage', 'trace')),
    isMultitenant: at(own, 'multitenancyEnabled') === true,
    retention: retentionOf(values, release),
    tenantRetentions: tenantRetentions(own, release),
    writes: chosenFormat(own) ?? release.tempo.writes,
    values,
    claims: [
      ...(unflushed
        ? holders.map((holder, index) => (isOne ? monolithicClaims(values, holder) : ingesterClaims(values, version, holder, zones[index])))
        : []),
      ...(isOne ? [] : generatorClaims(values, version, fullname)),
    ],
    ...(hasKafka && { kafka: kafkaOf(mapAt(own, 'ingest', 'kafka')) }),
  };
}

/**
 * The chart tempo lists those of OTLP and Jaeger with an endpoint by default, and opencensus without one (its values.yaml). Values only
 * add to them.
 */
function receiversInValues(values: Values, { tempo }: Release<TempoRelease>, chart: TempoChart): Receiver[] {
  if (chart === 'tempo') {
    const isDefault = (receiver: Receiver) =>
      receiver !== 'zipkin' && (receiver !== 'opencensus' || tempo.receiverHost === '0.0.0.0') && tempo.receivers.includes(receiver);
    return RECEIVER_NAMES.filter((receiver) => isDefault(receiver) || hasReceiver(at(values, 'tempo', 'receivers'), receiver));
  }
  return RECEIVER_NAMES.filter((receiver) => {
    const { values: path }: ReceiverFacts = RECEIVERS[receiver];
    return isTrueInTemplate(at(values, 'traces', ...path.flatMap((key) => key ?? []), 'enabled'));
  });
}

/** The StatefulSets that keep traces until they are in the storage. */
function holdersOf(chart: TempoChart, fullname: string, zones: readonly Zone[]): string[] {
  const holder = chart === 'tempo' ? fullname : workloadName('ingester', fullname);
  return zones.length > 0 ? zones.map(({ name }) => `${holder}-${name}`) : [holder];
}

/** One process, or by default three ingesters with three copies. Each zone has as many. */
const replicasIn = (values: Values, chart: TempoChart, zones: number): Pick<Unflushed, 'replicas' | 'copies'> =>
  chart === 'tempo'
    ? { replicas: countAt(values, ['replicas'], 1), copies: 1 }
    : {
        replicas: inZones(ingestersIn(values), zones),
        copies: countAt(values, COPIES_VALUE, DEFAULT_INGESTERS.copies),
      };

/** More pods or copies than any Tempo has: a larger number, of which messages would name each, is a mistake. */
const MOST = 10_000;

/** A whole number, also as text; the default if there is none, or something else. */
function countAt(value: unknown, path: Path, byDefault: number): number {
  const count = Number(textAt(value, ...path) || byDefault);
  return Number.isInteger(count) && count >= 0 && count <= MOST ? count : byDefault;
}

const inZones = (replicas: number, zones: number): number => (zones === 0 ? replicas : Math.ceil(replicas / zones) * zones);

/** With autoscaling, as few as it may leave. */
const ingestersIn = (values: Values): number =>
  countAt(values, ingestersPath(values), hasScaler(values) ? DEFAULT_INGESTERS.minReplicas : DEFAULT_INGESTERS.replicas);

const kafkaOf = (kafka: Readonly<Record<string, unknown>>) => ({
  address: textAt(kafka, 'address') ?? '',
  topic: textAt(kafka, 'topic') ?? DEFAULT_TOPIC,
  partitions: countAt(kafka, ['auto_create_topic_default_partitions'], 3),
});

export interface TempoInConfig {
  readonly chart: TempoChart;
  readonly releaseName: string;
  readonly version: string;
  readonly namespace: string;
  /** The configuration of its processes. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The Helm values; undefined if only the configuration is known. */
  readonly values?: Values;
  /** The text of its file with the limits of single tenants; undefined without one. */
  readonly overrides?: string;
  /** The arguments of its processes. */
  readonly args: readonly string[];
  /** Its StatefulSets. */
  readonly statefulSets: readonly {
    readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, unknown>> };
    readonly spec?: unknown;
  }[];
}

/** The same for a Tempo whose chart was rendered. */
export function tempoOfConfig({
  chart,
  releaseName,
  version,
  namespace,
  config,
  values,
  overrides,
  args,
  statefulSets,
}: TempoInConfig): InstalledTempo {
  const release = releaseOf(chart, version);
  const hasKafka = release.tempo.kafka;
  const holders = statefulSets.filter(({ metadata }) => chart === 'tempo' || isOfIngesters(metadata));
  return {
    ...{ chart, releaseName, version, release, namespace, values },
    claims: [],
    receivers: receiversInConfig(mapAt(config, 'distributor', 'receivers'), release),
    location: locationOf(mapAt(config, 'storage', 'trace')),
    isMultitenant: at(config, 'multitenancy_enabled') === true,
    writes: chosenFormat(config) ?? release.tempo.writes,
    tenantRetentions: overrides === undefined ? new Map() : tenantRetentionsIn(overrides),
    retention: retentionInConfig(
      config,
      hasKafka || statefulSets.some(({ metadata: { name } }) => name.endsWith(workloadName('backendWorker', ''))),
      args,
    ),
    ...(hasKafka && { kafka: kafkaOf(mapAt(config, 'ingest', 'kafka')) }),
    ...(holders.length > 0 && !hasKafka && { unflushed: unflushedIn(holders, config) }),
  };
}

/** Those of zones have names of their own. */
const isOfIngesters = ({ name, labels }: TempoInConfig['statefulSets'][number]['metadata']): boolean =>
  name.endsWith(workloadName('ingester', '')) || labels?.['app.kubernetes.io/component'] === 'ingester';

/** Those that other pods reach. */
const receiversInConfig = (receivers: Values, { tempo }: Release<TempoRelease>): Receiver[] =>
  RECEIVER_NAMES.filter(
    (receiver) => hasReceiver(receivers, receiver) && !isLoopback(endpointOf(receivers, receiver).host || tempo.receiverHost),
  );

/** Tempo's own default is three copies. */
const unflushedIn = (sets: TempoInConfig['statefulSets'], config: Values): Unflushed => ({
  workloads: sets.map(({ metadata }) => metadata.name),
  replicas: sets.reduce((sum, { spec }) => sum + countAt(spec, ['replicas'], 1), 0),
  copies: countAt(config, ['ingester', 'lifecycler', 'ring', 'replication_factor'], 3),
});
