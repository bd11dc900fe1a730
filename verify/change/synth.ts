/** The change that a synth is about to write: from the output folder to the new folder beside it. */
import type { ClusterOutput } from '../../charts/cluster-output';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { withReasons } from '../../lib/findings/accept/accept';
import type { Changes } from '../../lib/output/compare';
import type { ClusterChange } from './change';
import { judgeOutputs } from './outputs';
import { stacksIn } from './read';

export interface WrittenChange {
  /** The output folder, as in messages. */
  readonly out: string;
  /** The complete new folder. */
  readonly fresh: string;
  readonly changes: Changes;
  readonly clusters: readonly ClusterOutput[];
  readonly sources: readonly ClusterSource[];
}

/** The findings by cluster, with the acceptances of its cluster file. Only clusters whose files change are compared. */
export function changeOfSynth({ out, fresh, changes, clusters: outputs, sources }: WrittenChange): ClusterChange[] {
  const names = [...new Set([...changes.written, ...changes.removed].map((file) => file.slice(0, file.indexOf('/'))))];
  const clusters = outputs.flatMap(({ name, file }) =>
    sources.filter((source) => source.file === file).map((source) => ({ name, source })),
  );
  const change = judgeOutputs({ before: stacksIn(out, names), after: stacksIn(fresh, names), clusters, out });
  return change.map((each) => {
    const { acceptances = [] } = outputs.find(({ name }) => name === each.name) ?? {};
    return { ...each, findings: withReasons(each.findings, acceptances) };
  });
}
