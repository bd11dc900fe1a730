/** Reviews the change of a synth before it is written. The code that compares is loaded only if there is an old output. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { nameOf } from '../../lib/cluster-file/cluster-name';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { Memory } from '../../lib/command-line/memory';
import { isFolder } from '../../lib/files/file-kind';
import { namesIn } from '../../lib/files/plain-file';
import { type Finding, isRefused } from '../../lib/findings/finding';
import type { RuleSet } from '../../lib/findings/rules';
import { clustersAtHead } from '../../lib/git/head-clusters';
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
  /** Whether this synth was asked for all cluster files. */
  readonly isOfAll: boolean;
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
    const { out } = this.props;
    const gone = this.mayLack() ? this.goneSinceHead(fresh) : [];
    const isSame = changes.written.length + changes.removed.length === 0 && gone.length === 0;
    if (isSame || !hasOlder(out)) return true;
    Memory.ofThisBuild()?.hasReached(2);
    const { changeOfSynth } = require('./synth') as typeof import('./synth');
    this.suites = changeOfSynth({ ...this.props, fresh, changes, gone });
    return !isRefused(this.findings);
  };

  /** Whether clusters that HEAD has, and that are gone, concern this synth: a new one may be one of them under another name. */
  private mayLack(): boolean {
    const { out, isOfAll, clusters } = this.props;
    return isOfAll || clusters.some(({ name }) => !hasOutput(out, name));
  }

  /**
   * The folders that HEAD has of clusters without a cluster file whose output somebody removed. If HEAD has no other ones, it is not the
   * output of these cluster files, but for example that of the repository that was forked.
   */
  private goneSinceHead(fresh: string): string[] {
    const { out, clusters, others } = this.props;
    const names = clustersAtHead(out, Memory.ofThisBuild()?.headFile);
    const own = new Set(clusters.map(({ name }) => name));
    const left = names.filter((name) => !own.has(name) && ![out, fresh].some((folder) => hasOutput(folder, name)));
    const described = new Set(left.length > 0 ? others.map(nameOf) : []);
    const gone = left.filter((name) => !described.has(name));
    return gone.length < names.length ? gone : [];
  }
}

/** Whether a folder has manifests of a cluster, and not only files of the user's own. */
const hasOutput = (folder: string, name: string): boolean => namesIn(path.join(folder, name)).some((file) => file.endsWith('.k8s.yaml'));

/** Whether an older output may be there, or in HEAD if somebody removed it. */
function hasOlder(out: string): boolean {
  if (isFolder(out) && readdirSync(out, { withFileTypes: true }).some((entry) => entry.isDirectory())) return true;
  const { isCommitted } = require('./committed') as typeof import('./committed');
  return isCommitted(out);
}
