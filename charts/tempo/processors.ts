/** The metrics-generator's processors. */
import type { Values } from '../user-values';
import type { TempoRelease } from './releases';

/** Those behind the service map and the metrics of spans, for every tenant. */
const PROCESSORS = ['service-graphs', 'span-metrics'];

/** The values that switch the processors on, at the level where a chart has its overrides. */
export function processorValues({ overrides }: TempoRelease): Values {
  if (overrides === 'chart') return {};
  if (overrides === 'global_overrides') return { global_overrides: { metrics_generator_processors: PROCESSORS } };
  return { overrides: { defaults: { metrics_generator: { processors: PROCESSORS } } } };
}
