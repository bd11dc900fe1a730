/** Reviews the change of a synth before it is written. The code that compares is loaded only if there is an old output. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { Memory } from '../../lib/command-line/memory';
import { type Finding, isRefused } from '../../lib/findings/finding';
import type { RuleSet } from '../../lib/findings/rules';
import { foldersAt } from '../../lib/git/files-at';
import { isFolder } from '../../lib/output/file-kind';
import type { Review } from '../../lib/output/swap';
import type { ClusterOutput } from '../../synthesis/cluster-output';
import type { ClusterChange } from './change';
import { CHANGE_RULES } from './rules';

export interface ReviewProps {
  /** The output folder, as in messages. */
  readonly out: string;
  readonly clusters: readonly ClusterOutput[];
  readonly sources: readonly ClusterSource[];
  /** The cluster files that this synth was not asked for. */
  readonly others: readonly ClusterSource[];
  /** Whether HEAD may have clusters whose file and output somebody removed: to ask git takes a twentieth of a synth of a few files. */
  readonly mayLack: boolean;
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
    const { out, mayLack } = this.props;
    const gone = mayLack || !isFolder(out) ? goneSinceHead(out, fresh) : [];
    const isSame = changes.written.length + changes.removed.length === 0 && gone.length === 0;
    if (isSame || !hasOlder(out)) return true;
    Memory.ofThisBuild()?.hasReached(2);
    const { changeOfSynth } = require('./synth') as typeof import('./synth');
    this.suites = changeOfSynth({ ...this.props, fresh, changes, gone });
    return !isRefused(this.findings);
  };
}

/**
 * The folders that HEAD has of clusters without a cluster file whose output somebody removed. If HEAD has no other ones, it is not the
 * output of these cluster files, but for example that of the repository that was forked.
 */
function goneSinceHead(out: string, fresh: string): string[] {
  const names = foldersAt(out, 'HEAD');
  const gone = names.filter((name) => ![out, fresh].some((folder) => isFolder(path.join(folder, name))));
  return gone.length < names.length ? gone : [];
}

/** Whether an older output may be there, or in HEAD if somebody removed it. */
function hasOlder(out: string): boolean {
  if (isFolder(out) && readdirSync(out, { withFileTypes: true }).some((entry) => entry.isDirectory())) return true;
  const { isCommitted } = require('./committed') as typeof import('./committed');
  return isCommitted(out);
}
