/** Judges the change between two outputs that were read from folders. */
import path from 'node:path';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import type { Finding } from '../../lib/findings/finding';
import type { Stack, World } from '../stack';
import { changesAtBases } from './at-bases';
import { type ChangeProps, type ClusterChange, judgeChange } from './change';
import { comparableByName } from './one-sided';
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
  const [old, now] = comparableByName(before, after);
  const judged = judgeChange({ before: old.map(side), after: now.map(side), where, out, described });
  return judged.map((change) => {
    const unread = before.filter(({ name }) => name === change.name).flatMap((stack) => notCompared(stack, isCommitted));
    const notProven = oldOnly(before, after, change.name).map((text) => shownIn(text, folders));
    return { ...change, findings: [...unread, ...change.findings].map(shown), ...(notProven.length > 0 && { notProven }) };
  });
}

/** What could not be rendered of the old output, unless the new one lacks the same, or the cluster leaves. */
function oldOnly(before: readonly (Stack | World)[], after: readonly (Stack | World)[], cluster: string): string[] {
  const phrasesIn = (outputs: readonly (Stack | World)[]) =>
    outputs.flatMap((output) => (output.name === cluster && 'releases' in output ? withoutFolder(output) : []));
  if (!after.some(({ name }) => name === cluster)) return [];
  const known = new Set(phrasesIn(after).map(({ text }) => text));
  return phrasesIn(before).flatMap(({ text, phrase }) => (known.has(text) ? [] : `the old output: ${phrase}`));
}

const withoutFolder = ({ folder, notProven = [] }: Stack | World) =>
  notProven.map((phrase) => ({ phrase, text: phrase.replaceAll(folder, '') }));

const shownIn = (text: string, folders: ReadonlyMap<string, string>): string =>
  [...folders].reduce((all, [read, place]) => all.replaceAll(read, place), text);
