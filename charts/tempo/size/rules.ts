/** Mistakes in `tempo.size` of the cluster file. */
import type { Rule } from '../../../lib/findings/rules';

/** Part of the topic `tempo`. */
export const SIZE_RULES = {
  'size-needs-microservices': {
    proves: 'Tempo can have the size of the cluster file',
    example: 'tempo.size: medium needs microservices, and tempo.monolithic (line 5) is one process; use small, or tempo.chart',
    wayOut: 'Use `small`, or the chart tempo-distributed',
  },
} as const satisfies Record<string, Rule>;
