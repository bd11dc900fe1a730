/** Values that do not work, alone or together, although they fit the schema of the chart. */
import type { Release } from '../../../lib/releases/table';
import type { Path } from '../../../lib/yaml/parsed';
import { CHART, type CollectorRelease } from '../releases';

/** A combination of values that does not work. */
export interface Conflict {
  /** The values that make it. The first one of the user's own is shown. */
  readonly paths: readonly [Path, ...Path[]];
  readonly problem: string;
  readonly fix: string;
}

export const REFUSES = 'and the API server refuses that';

export const failsWith = ({ version }: Release<CollectorRelease>): string => `${CHART} ${version} does not render`;
