/** How long an installed Tempo keeps traces. */
import type { Release } from '../../lib/releases/table';
import { textAt } from '../../lib/yaml/parsed';
import type { Values } from '../user-values';
import type { TempoRelease } from './releases';

export interface Retention {
  readonly duration: string;
  readonly setBy?: string;
  readonly unread: readonly string[];
}
export const retentionInValues = (values: Values, _chart: string, _release: Release<TempoRelease>): Retention => ({
  duration: textAt(values, 'compactor', 'config', 'compaction', 'block_retention') ?? '48h',
  unread: [],
});
export const retentionInConfig = (config: Values): Retention => ({
  duration: textAt(config, 'compactor', 'compaction', 'block_retention') ?? '336h',
  unread: [],
});
