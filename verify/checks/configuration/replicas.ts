/** Checks that there are as many processes as the configuration needs. */
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { isScaled, replicasOf } from '../../world/replicas';
import { flagValues, type Reader, type RunningTempo, targetOf } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

/** The field, its path below the configuration, and Tempo's default. */
const FACTOR = ['ingester', 'lifecycler', 'ring', 'replication_factor'] as const;
const DEFAULT_FACTOR = 3;

export function checkReplicas(tempo: RunningTempo, world: World): Finding[] {
  const { readers } = tempo;
  if (readers.some(({ pod }) => isScaled(pod.placed, world))) return [];
  return [...tooFewIngesters(tempo), ...severalMonoliths(readers)];
}

/** A write needs more than half of the copies (dskit ring/replication_strategy.go). */
function tooFewIngesters({ config, readers }: RunningTempo): Finding[] {
  const ingesters = readers.filter((reader) => targetOf(reader) === 'ingester');
  const [first] = ingesters;
  const factor = Number(textAt(config, ...FACTOR) ?? DEFAULT_FACTOR);
  const needed = Math.floor(factor / 2) + 1;
  const count = ingesters.reduce((sum, reader) => sum + replicasOf(reader.pod.placed), 0);
  const isFlag = readers.some((reader) => flagValues(reader, 'distributor.replication-factor').length > 0);
  if (!first || isFlag || !(count < needed)) return [];
  const { placed } = first.pod;
  const number = count === 1 ? 'is 1 ingester' : `are ${count} ingesters`;
  const problem = `there ${number}, but ${FACTOR.join('.')} is ${factor}, so every write fails`;
  const fix = placed.rendered
    ? `set ingester.replicas to ${needed} or more, or ingester.config.replication_factor to ${Math.max(1, count)}`
    : `run ${needed} or more, or set it to ${Math.max(1, count)}`;
  return [error(placed.place, CONFIGURATION_RULES.says('too-few-ingesters', problem, fix), aboutObject(placed.object))];
}

/** The single process keeps its rings in memory (cmd/tempo/main.go), so that it does not know others. */
function severalMonoliths(readers: readonly Reader[]): Finding[] {
  return readers.flatMap((reader) => {
    const { placed } = reader.pod;
    const count = replicasOf(placed);
    if (targetOf(reader) !== 'all' || !(count > 1) || placed.object.kind === 'DaemonSet') return [];
    return [error(placed.place, severalStatement(count, placed.rendered === true), aboutObject(placed.object))];
  });
}

function severalStatement(count: number, isRendered: boolean): Statement {
  const problem = `runs ${count} pods with -target=all, which do not know each other, so each query finds only a part of the traces`;
  return CONFIGURATION_RULES.says(
    'several-monoliths',
    problem,
    `set ${isRendered ? 'replicas' : 'spec.replicas'} to 1, or use microservices`,
  );
}
