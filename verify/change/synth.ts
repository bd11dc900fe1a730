/** The change that a synth is about to write: from the output folder to the new folder beside it. */
import path from 'node:path';
import type { ClusterOutput } from '../../charts/cluster-output';
import { documentOf } from '../../lib/cluster-file/bases';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { withReasons } from '../../lib/findings/accept/accept';
import type { Finding } from '../../lib/findings/finding';
import type { Changes } from '../../lib/output/compare';
import { isFolder } from '../../lib/output/file-kind';
import { FLEET_SET } from '../../lib/output/fleet-files';
import { textAt } from '../../lib/yaml/parsed';
import type { ClusterChange } from './change';
import { committedFiles, committedStack, isAsCommitted } from './committed';
import { judgeOutputs } from './outputs';
import { clustersIn, isDamaged, missingFolder, stacksIn } from './read';

export interface WrittenChange {
  /** The output folder, as in messages. */
  readonly out: string;
  /** Contains at least the new folders of the clusters that change. */
  readonly fresh: string;
  readonly changes: Changes;
  readonly clusters: readonly ClusterOutput[];
  readonly sources: readonly ClusterSource[];
  /** The cluster files that this synth was not asked for. */
  readonly others: readonly ClusterSource[];
}

/**
 * The findings by cluster, with the acceptances of its cluster file. Only clusters whose files change are compared, and all of them if
 * one comes or goes, because it may be one with another name.
 */
export function changeOfSynth({ out, fresh, changes, clusters: outputs, sources, others }: WrittenChange): ClusterChange[] {
  const files = [...changes.written, ...changes.removed];
  // The ApplicationSet is that of all clusters.
  const changed = files.includes(FLEET_SET)
    ? [...new Set([...clustersIn(out), ...clustersIn(fresh)])]
    : [...new Set(files.map((file) => file.slice(0, file.indexOf('/'))))];
  const comesOrGoes = changed.some((name) => !isFolder(path.join(out, name)) || !isFolder(path.join(fresh, name)));
  const names = comesOrGoes ? undefined : changed;
  // Only then, a name that no cluster file has any more matters.
  const described = comesOrGoes ? [...outputs.map(({ name }) => name), ...others.map(nameOf)] : undefined;
  const clusters = outputs.flatMap(({ name, file }) =>
    sources.filter((source) => source.file === file).map((source) => ({ name, source })),
  );
  // What cannot be read, such as a merge conflict, is in the commit.
  const before = stacksIn(out, names).map((stack) => (isDamaged(stack) && committedStack(out, stack.name)) || stack);
  const change = judgeOutputs({ before, after: stacksIn(fresh, names), clusters, out, described });
  return change
    .filter(({ name }) => changed.includes(name))
    .map((each) => {
      const { acceptances = [] } = outputs.find(({ name }) => name === each.name) ?? {};
      const own = files.filter((file) => file.startsWith(`${each.name}/`));
      return { ...each, findings: withReasons(findingsOf(each, { out, fresh, files: own }), acceptances) };
    });
}

/** None if the files will be as they were committed. A lost folder is told. @param files those of the cluster that change */
function findingsOf(
  { name, findings }: ClusterChange,
  { out, fresh, files }: Pick<WrittenChange, 'out' | 'fresh'> & { readonly files: readonly string[] },
): readonly Finding[] {
  const folder = path.join(out, name);
  if (!isFolder(folder)) return committedFiles(out, name).size > 0 ? [missingFolder(folder), ...findings] : findings;
  const isSevere = findings.some(({ severity }) => severity !== 'note');
  return isSevere && isAsCommitted(out, fresh, name, files) ? [] : findings;
}

/** The name of a cluster whose file may be unfinished. */
const nameOf = (source: ClusterSource): string =>
  textAt(
    documentOf(source).data(() => true),
    'gitops',
    'name',
  ) ?? source.name;
