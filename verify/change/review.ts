/** Reviews the change of a synth before it is written. The code that compares is loaded only if there is an old output. */
import { readdirSync } from 'node:fs';
import type { ClusterOutput } from '../../charts/synthesis/cluster-output';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { Memory } from '../../lib/command-line/memory';
import { type Finding, isRefused } from '../../lib/findings/finding';
import type { RuleSet } from '../../lib/findings/rules';
import { isFolder } from '../../lib/output/file-kind';
import type { Review } from '../../lib/output/swap';
import type { ClusterChange } from './change';
import { CHANGE_RULES } from './rules';

export interface ReviewProps {
  /** The output folder, as in messages. */
  readonly out: string;
  readonly clusters: readonly ClusterOutput[];
  readonly sources: readonly ClusterSource[];
  /** The cluster files that this synth was not asked for. */
  readonly others: readonly ClusterSource[];
}

export class ChangeReview {
  /** The findings about each cluster of the old and of the new output. */
  suites: readonly ClusterChange[] = [];
  readonly rules: readonly RuleSet[] = [CHANGE_RULES];

  constructor(private readonly props: ReviewProps) {}

  get findings(): Finding[] {
    return this.suites.flatMap(({ findings }) => findings);
  }

  /** Whether the new folder may replace the old one. */
  readonly accepts: Review = (fresh, changes) => {
    if (changes.written.length + changes.removed.length === 0 || !hasOlder(this.props.out)) return true;
    Memory.ofThisBuild()?.hasReached(2);
    const { changeOfSynth } = require('./synth') as typeof import('./synth');
    this.suites = changeOfSynth({ ...this.props, fresh, changes });
    return !isRefused(this.findings);
  };
}

/** Whether an older output may be there, or in HEAD if somebody removed it. */
function hasOlder(out: string): boolean {
  if (isFolder(out) && readdirSync(out, { withFileTypes: true }).some((entry) => entry.isDirectory())) return true;
  const { isCommitted } = require('./committed') as typeof import('./committed');
  return isCommitted(out);
}
