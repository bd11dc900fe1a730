/** Judges the change between two outputs that were read from folders. */
import type { ClusterSource } from '../../lib/cluster-file/sources';
import type { Finding } from '../../lib/findings/finding';
import type { Stack, World } from '../stack';
import { changesAtBases } from './at-bases';
import { type ClusterChange, judgeChange } from './change';
import { notCompared, placesIn } from './read';
import { sideOf } from './side';

export interface OutputsProps {
  readonly before: readonly (Stack | World)[];
  readonly after: readonly (Stack | World)[];
  /** The clusters of the new output with their files. */
  readonly clusters: readonly { readonly name: string; readonly source: ClusterSource }[];
  /** The output folder, as in messages. */
  readonly out: string;
  /** The names of all clusters that have a cluster file. @default those of the new output */
  readonly described?: readonly string[];
  /** Whether the old output is that of a commit. @default false */
  readonly isCommitted?: boolean;
}

/** The findings by cluster, in the places of the output folder, wherever the two outputs were read from. */
export function judgeOutputs({ before, after, clusters, out, described, isCommitted }: OutputsProps): ClusterChange[] {
  const folders = new Map([...before, ...after].map(({ name, folder }) => [folder, `${out}/${name}`]));
  const shown = (finding: Finding): Finding => {
    const [folder, place] = [...folders].find(([read]) => finding.place.file === read || finding.place.file.startsWith(`${read}/`)) ?? [];
    if (folder === undefined) return finding;
    return { ...finding, place: { ...finding.place, file: `${place}${finding.place.file.slice(folder.length)}` } };
  };
  const side = (stack: Stack | World) => ({ ...sideOf(stack), folder: `${out}/${stack.name}` });
  const judged = judgeChange({ before: before.map(side), after: after.map(side), where: placesIn(clusters, out), out, described });
  const changes = judged.map((change) => {
    const unread = before.filter(({ name }) => name === change.name).flatMap((stack) => notCompared(stack, isCommitted));
    return { ...change, findings: [...unread, ...change.findings].map(shown) };
  });
  return clusters.length > 1 ? changesAtBases(changes, clusters) : changes;
}
