/** Checks that every partition of Kafka has a live-store and a block-builder, which Tempo 3 assigns by the number of the pod. */
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { at, textAt } from '../../../lib/yaml/parsed';
import { aboutObject } from '../../world/kubernetes';
import { replicasOf } from '../../world/replicas';
import { type Reader, type RunningTempo, targetOf } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

export function checkPartitions({ config, readers }: RunningTempo): Finding[] {
  const [stores, builders] = ['live-store', 'block-builder'].map((target) => largest(readers.filter((each) => targetOf(each) === target)));
  if (!stores || !builders || at(config, 'block_builder', 'assigned_partitions') !== undefined) return [];
  const each = Number(textAt(config, 'block_builder', 'partitions_per_instance') ?? 0);
  const built = builders.count * each;
  return [
    ...inTopic(stores, config),
    ...(each > 0 && stores.count > built ? [said(error, builders, unflushed(stores.count, built))] : []),
    ...(each > 0 && stores.count < built - each + 1 ? [said(warning, builders, idle(stores.count, builders.count, each))] : []),
  ];
}

interface Workload {
  readonly reader: Reader;
  readonly count: number;
}

/** In several zones, each zone has all partitions. */
const largest = (readers: readonly Reader[]): Workload | undefined =>
  readers.map((reader) => ({ reader, count: replicasOf(reader.pod.placed) })).toSorted((a, b) => b.count - a.count)[0];

const said = (severity: typeof error, { reader: { pod } }: Workload, statement: Statement): Finding =>
  severity(pod.placed.place, statement, aboutObject(pod.placed.object));

/** A distributor writes to the partition of each live-store. */
function inTopic(stores: Workload, config: unknown): Finding[] {
  const kafka = at(config, 'ingest', 'kafka');
  const partitions = Number(textAt(kafka, 'auto_create_topic_default_partitions') ?? Number.NaN);
  if (at(kafka, 'auto_create_topic_enabled') === false || !(partitions > 0) || !(stores.count > partitions)) return [];
  const problem = `${stores.count} live-stores take ${stores.count} partitions, but the topic is created with ${partitions}, so writes to the others fail`;
  const fix = `set ingest.kafka.auto_create_topic_default_partitions to ${stores.count}, or run ${partitions === 1 ? '1 live-store' : `${partitions} live-stores`}`;
  return [said(error, stores, CONFIGURATION_RULES.says('too-few-partitions', problem, fix))];
}

function unflushed(stores: number, built: number): Statement {
  const problem = `${stores} live-stores take ${stores} partitions, but the block-builders read ${built}, so the traces of the others never reach the storage`;
  return CONFIGURATION_RULES.says('unflushed-partitions', problem, 'run as many block-builders as live-stores');
}

function idle(stores: number, builders: number, each: number): Statement {
  const problem = `${builders} block-builders with ${each} ${each === 1 ? 'partition' : 'partitions'} each, but ${stores} live-stores, so a block-builder has no partition`;
  return CONFIGURATION_RULES.says('idle-block-builder', problem, 'run as many block-builders as live-stores');
}
