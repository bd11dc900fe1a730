/** Checks the processors of the metrics-generator. */
import { fieldsOf } from '../../../charts/tempo/config-fields/fields';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { isMap, textFrom, textsIn } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { type RunningTempo, targetOf, tempoVersionOf } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

/** Those of all versions (tempo modules/generator/processor/processor_names.go). */
const KNOWN = [
  ...['service-graphs', 'span-metrics', 'local-blocks', 'host-info'],
  ...['span-metrics-latency', 'span-metrics-count', 'span-metrics-size'],
];

export function checkProcessors(tempo: RunningTempo, { declared }: World): Finding[] {
  const { config, readers, placed, key } = tempo;
  const generator = readers.find((reader) => ['metrics-generator', 'all'].includes(targetOf(reader)));
  if (!generator) return [];
  const version = tempoVersionOf(generator);
  const processors = processorsIn(config.overrides);
  const isChosen = textsIn(declared.values.tempo).some((text) => KNOWN.includes(text));
  return [
    ...(version === undefined || fieldsOf(version) === undefined ? [] : processors.filter((name) => !KNOWN.includes(name)).map(unknown)),
    ...(declared.metricsGenerator && !isChosen && !processors.includes('service-graphs') ? [NO_SERVICE_GRAPHS] : []),
  ].map((statement) => error(placed.place, statement, { ...aboutObject(placed.object), part: key }));
}

const NO_SERVICE_GRAPHS = CONFIGURATION_RULES.says(
  'no-service-graphs',
  'the processor service-graphs is off, so the service map stays empty, but the cluster file has tempo.metricsGenerator',
  'run `npm run synth`',
);

function unknown(name: string): Statement {
  const problem = `unknown processor ${name || '(empty)'}, so the metrics-generator makes no metrics`;
  return CONFIGURATION_RULES.says('unknown-processor', problem, `use ${nearest(name, KNOWN) ?? `one of ${listed(KNOWN)}`}`);
}

/** In both formats of the overrides: `metrics_generator: {processors: …}` and `metrics_generator_processors`. */
function processorsIn(overrides: unknown): string[] {
  if (!isMap(overrides)) return [];
  return Object.entries(overrides).flatMap(([name, value]) =>
    Array.isArray(value) && /^(metrics_generator_)?processors$/.test(name) ? value.map(textFrom) : processorsIn(value),
  );
}
