/** Checks that there are as many processes as the configuration needs. */
import { neededIngesters } from '../../../charts/tempo/size/ingester-count';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { isScaled, leastReplicas } from '../../world/replicas';
import { flagValues, type Reader, type RunningTempo, targetOf } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

/** The field, its path below the configuration, and Tempo's default. */
const FACTOR = ['ingester', 'lifecycler', 'ring', 'replication_factor'] as const;
const DEFAULT_FACTOR = 3;

export const checkReplicas = (tempo: RunningTempo, world: World): Finding[] => [
  ...tooFewIngesters(tempo, world),
  ...severalMonoliths(tempo.readers, world),
];

function tooFewIngesters({ config, readers }: RunningTempo, world: World): Finding[] {
  const ingesters = readers.filter((reader) => targetOf(reader) === 'ingester');
  const [first] = ingesters;
  const factor = Number(textAt(config, ...FACTOR) ?? DEFAULT_FACTOR);
  const needed = neededIngesters(factor);
  const count = ingesters.reduce((sum, { pod }) => sum + leastReplicas(pod.placed, world), 0);
  const isFlag = readers.some((reader) => flagValues(reader, 'distributor.replication-factor').length > 0);
  if (!first || isFlag || !(count < needed)) return [];
  const { placed } = first.pod;
  const scaled = ingesters.some(({ pod }) => isScaled(pod.placed, world));
  const statement = CONFIGURATION_RULES.says(
    'too-few-ingesters',
    ...shortage({ count, factor, needed, scaled, isRendered: placed.rendered === true }),
  );
  return [error(placed.place, statement, aboutObject(placed.object))];
}

interface Shortage {
  readonly count: number;
  readonly factor: number;
  readonly needed: number;
  /** Whether an autoscaler decides the number. */
  readonly scaled: boolean;
  readonly isRendered: boolean;
}

function shortage({ count, factor, needed, scaled, isRendered }: Shortage): [problem: string, fix: string] {
  const ingesters = count === 1 ? '1 ingester' : `${count} ingesters`;
  const number = scaled ? `the autoscaler may scale down to ${ingesters}` : `there ${count === 1 ? 'is' : 'are'} ${ingesters}`;
  const problem = `${number}, but ${FACTOR.join('.')} is ${factor}, so every write ${scaled ? 'then ' : ''}fails`;
  const key = scaled ? 'ingester.autoscaling.minReplicas' : 'ingester.replicas';
  const fix = isRendered
    ? `set ${key} to ${needed} or more, or ingester.config.replication_factor to ${Math.max(1, count)}`
    : `run ${scaled ? 'at least ' : ''}${needed}${scaled ? '' : ' or more'}, or set it to ${Math.max(1, count)}`;
  return [problem, fix];
}

/** The single process keeps its rings in memory (cmd/tempo/main.go), so that it does not know others. */
function severalMonoliths(readers: readonly Reader[], world: World): Finding[] {
  return readers.flatMap((reader) => {
    const { placed } = reader.pod;
    const count = leastReplicas(placed, world);
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
