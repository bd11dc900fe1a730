/** The metrics-generator's processors. */
import type { Values } from '../user-values';
import type { TempoRelease } from './releases';

/** The processors for the service map and span metrics, for every tenant. */
const PROCESSORS = ['service-graphs', 'span-metrics'];

/** The values that enable the processors, where the chart has its overrides. */
export function processorValues({ overrides }: TempoRelease): Values {
  if (overrides === 'chart') return {};
  if (overrides === 'global_overrides') return { global_overrides: { metrics_generator_processors: PROCESSORS } };
  return { overrides: { defaults: { metrics_generator: { processors: PROCESSORS } } } };
}
