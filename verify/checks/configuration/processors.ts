/** Checks the processors of the metrics-generator. */
import { fieldsOf } from '../../../charts/tempo/config-fields/fields';
import { PROCESSORS as OF_CLUSTER_FILE } from '../../../charts/tempo/metrics-generator/processors';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { isMap, textFrom } from '../../../lib/yaml/parsed';
import { aboutObject } from '../../world/kubernetes';
import { type RunningTempo, targetOf, tempoVersionOf } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

/** Those of all versions (tempo modules/generator/processor/processor_names.go): more than a cluster file knows. */
export const PROCESSORS: readonly string[] = [
  ...[...OF_CLUSTER_FILE, 'host-info'],
  ...['span-metrics-latency', 'span-metrics-count', 'span-metrics-size'],
];

export function checkProcessors({ config, readers, placed, key }: RunningTempo): Finding[] {
  const generator = readers.find((reader) => ['metrics-generator', 'all'].includes(targetOf(reader)));
  if (!generator) return [];
  const version = tempoVersionOf(generator);
  if (version === undefined || fieldsOf(version) === undefined) return [];
  return processorsIn(config.overrides)
    .filter((name) => !PROCESSORS.includes(name))
    .map((name) => error(placed.place, unknown(name), { ...aboutObject(placed.object), part: key }));
}

function unknown(name: string): Statement {
  const problem = `unknown processor ${name || '(empty)'}, so the metrics-generator makes no metrics`;
  return CONFIGURATION_RULES.says('unknown-processor', problem, `use ${nearest(name, PROCESSORS) ?? `one of ${listed(PROCESSORS)}`}`);
}

/** In both formats of the overrides: `metrics_generator: {processors: …}` and `metrics_generator_processors`. */
export function processorsIn(overrides: unknown): string[] {
  if (!isMap(overrides)) return [];
  return Object.entries(overrides).flatMap(([name, value]) =>
    Array.isArray(value) && /^(metrics_generator_)?processors$/.test(name) ? value.map(textFrom) : processorsIn(value),
  );
}
