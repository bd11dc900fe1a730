/** Judges the change between two outputs that were read from folders. */
import path from 'node:path';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import type { Finding } from '../../lib/findings/finding';
import type { Stack, World } from '../stack';
import { changesAtBases } from './at-bases';
import { type ChangeProps, type ClusterChange, judgeChange } from './change';
import { notCompared, placesIn } from './read';
import { sideOf } from './side';

export interface OutputsProps {
  readonly before: readonly (Stack | World)[];
  readonly after: readonly (Stack | World)[];
  /** The clusters of the new output with their files. */
  readonly clusters: readonly { readonly name: string; readonly source: ClusterSource }[];
  /** The output folder, as in messages. */
  readonly out: string;
  /** Whether the old output is that of a commit. @default false */
  readonly isCommitted?: boolean;
}

/** The findings by cluster, in the places of the output folder, wherever the two outputs were read from. */
export function judgeOutputs({ clusters, ...props }: OutputsProps): ClusterChange[] {
  const changes = judgeFolders({ ...props, where: placesIn(clusters, props.out) });
  return clusters.length > 1 ? changesAtBases(changes, clusters) : changes;
}

export interface FoldersProps extends Omit<OutputsProps, 'clusters'>, Pick<ChangeProps, 'where' | 'described'> {}

/** The same of some of the clusters, each by itself: what several have from one base is told for each of them. */
export function judgeFolders({ before, after, where, out, described, isCommitted }: FoldersProps): ClusterChange[] {
  const folders = new Map([...before, ...after].map(({ name, folder }) => [folder, `${out}/${name}`]));
  const shown = (finding: Finding): Finding => {
    const { file } = finding.place;
    for (let read = file; path.dirname(read) !== read; read = path.dirname(read)) {
      const place = folders.get(read);
      if (place !== undefined) return { ...finding, place: { ...finding.place, file: `${place}${file.slice(read.length)}` } };
    }
    return finding;
  };
  const side = (stack: Stack | World) => ({ ...sideOf(stack), folder: `${out}/${stack.name}` });
  const judged = judgeChange({ before: before.map(side), after: after.map(side), where, out, described });
  return judged.map((change) => {
    const unread = before.filter(({ name }) => name === change.name).flatMap((stack) => notCompared(stack, isCommitted));
    return { ...change, findings: [...unread, ...change.findings].map(shown) };
  });
}
