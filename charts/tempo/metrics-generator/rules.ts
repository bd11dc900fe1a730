/** Mistakes in the metrics-generator of the cluster file. */
import type { Rule } from '../../../lib/findings/rules';
import { withPath } from './remote-write';

/** Part of the topic `tempo`. */
export const GENERATOR_RULES = {
  'generator-broken': {
    proves: 'Tempo starts with the metrics generator of the chart',
    example:
      'tempo.metricsGenerator: tempo.chart (line 6) 3.0.1 writes a field for it that Tempo does not have, so no process of Tempo starts; pin tempo.chart 3.0.3 or newer, or remove it',
    wayOut: 'Pin the release that the message names',
  },
  'processor-missing': {
    proves: 'Tempo has every processor of the metrics-generator, with the storage that it needs',
    example:
      'tempo.metricsGenerator.processors: local-blocks does not run in tempo.chart (line 6) 3.3.0; remove it, or pin tempo.chart 2.26.2 or older',
    wayOut: 'Remove the processor, or pin the release that the message names',
  },
  'processors-fixed': {
    proves: 'the chart runs the processors of the cluster file',
    example:
      'tempo.metricsGenerator.processors: tempo.monolithic (line 6) 1.18.3 always runs service-graphs and span-metrics; list both, or pin tempo.monolithic 1.19.0 or newer',
    wayOut: 'List the two processors, or pin a newer chart',
  },
  'no-generator-settings': {
    proves: 'the chart has values for headers, login and dimensions of the metrics-generator',
    example:
      'tempo.metricsGenerator.headers: tempo.monolithic (line 6) 1.23.3 has no value for it; remove it, or pin tempo.monolithic 1.24.2 or newer',
    wayOut: 'Remove the setting, or pin a newer chart',
  },
  'unused-dimensions': {
    proves: 'a processor uses the dimensions',
    example:
      'tempo.metricsGenerator.dimensions: has no effect without span-metrics or service-graphs in tempo.metricsGenerator.processors (line 12); remove it, or add one of them',
    wayOut: 'Remove the dimensions, or add a processor that uses them',
  },
  'no-write-path': withPath('tempo.metricsGenerator.remoteWrite', 'the metrics'),
  'reserved-header': {
    proves: 'Tempo starts with the headers of the cluster file',
    example:
      'tempo.metricsGenerator.headers.Authorization: no process of Tempo starts with this header, which its client sets itself; use tempo.metricsGenerator.basicAuth',
    wayOut: 'Remove the header, or use `basicAuth` for a login',
  },
} as const satisfies Record<string, Rule>;
