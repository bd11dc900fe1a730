/** The metrics-generator's processors. */
import type { Values } from '../../helm-values/user-values';
import type { TempoRelease } from '../releases';

/** By their names in Tempo's overrides. */
export const PROCESSORS = ['service-graphs', 'span-metrics', 'local-blocks'] as const;

export type Processor = (typeof PROCESSORS)[number];

/** The processors for the service map and span metrics. */
export const DEFAULT_PROCESSORS = ['service-graphs', 'span-metrics'] as const satisfies readonly Processor[];

/** The processors that have `dimensions`, by their part of Tempo's configuration. */
export const WITH_DIMENSIONS = { 'span-metrics': 'span_metrics', 'service-graphs': 'service_graphs' } as const;

/** Whether these are the processors that the charts enable themselves, in any order. */
export const areDefault = (processors: readonly Processor[]): boolean =>
  new Set(processors).size === DEFAULT_PROCESSORS.length && DEFAULT_PROCESSORS.every((name) => processors.includes(name));

/** In the order of PROCESSORS, so that sorting the list in the cluster file changes nothing in the cluster. */
const sorted = (processors: readonly Processor[]): Processor[] => PROCESSORS.filter((name) => processors.includes(name));

/** Where `overrides` of Tempo's configuration have the list for all tenants, in each of its formats. */
export const PROCESSOR_FIELDS = ['metrics_generator_processors', 'defaults.metrics_generator.processors'] as const;

/** The path of the list in Tempo's values, below `tempo` in the chart tempo; undefined if the chart enables them itself. */
export function processorsPath({ overrides }: Pick<TempoRelease, 'overrides'>): readonly string[] | undefined {
  if (overrides === 'chart') return undefined;
  if (overrides === 'global_overrides') return ['global_overrides', 'metrics_generator_processors'];
  return ['overrides', 'defaults', 'metrics_generator', 'processors'];
}

/** The values that enable the processors for every tenant. */
export function processorValues(processors: readonly Processor[], release: Pick<TempoRelease, 'overrides'>): Values {
  const path = processorsPath(release) ?? [];
  const [key = '', ...parents] = path.toReversed();
  return key === '' ? {} : parents.reduce<Values>((value, parent) => ({ [parent]: value }), { [key]: sorted(processors) });
}

/** The settings of the processors in Tempo's configuration. */
export const PROCESSOR_SETTINGS = ['metrics_generator', 'processor'] as const;

/** What is below PROCESSOR_SETTINGS; empty without dimensions. */
export function processorSettings(processors: readonly Processor[], dimensions: readonly string[]): Values {
  if (dimensions.length === 0) return {};
  const chosen = Object.entries(WITH_DIMENSIONS).filter(([name]) => processors.some((processor) => processor === name));
  return Object.fromEntries(chosen.map(([, part]) => [part, { dimensions: [...dimensions] }]));
}
