/** What the checks of Tempo's part of the cluster file get. */
import type { Findings } from '../../../lib/cluster-file/findings';
import type { TempoConfig } from '../config';
import type { DistributedRelease } from '../releases';

export interface Checked {
  readonly config: TempoConfig;
  readonly findings: Findings;
  /** The chart in use, for messages: `tempo.chart (line 6) 2.24.0`. */
  readonly chart: string;
  /** The pinned release of the chart. */
  readonly version: string;
  /** Its facts, if the chart is tempo-distributed. */
  readonly distributed?: DistributedRelease;
}
