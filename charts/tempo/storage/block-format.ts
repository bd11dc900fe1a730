/** The format of the blocks that Tempo writes. */
import { textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';

const FORMAT = ['storage', 'trace', 'block', 'version'];

/**
 * The format that Helm values choose; undefined if none does. The chart tempo-distributed merges `tempo.structuredConfig` last.
 * @param values those of tempo-distributed, or those below `tempo` of the chart tempo
 */
export const chosenFormat = (values: Values): string | undefined =>
  textAt(values, 'tempo', 'structuredConfig', ...FORMAT) ?? textAt(values, ...FORMAT);
