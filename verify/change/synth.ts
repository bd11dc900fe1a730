/** The change that a synth is about to write: from the output folder to the new folder beside it. */
import path from 'node:path';
import type { ClusterOutput } from '../../charts/cluster-output';
import { documentOf } from '../../lib/cluster-file/bases/bases';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { withReasons } from '../../lib/findings/accept/accept';
import type { Finding } from '../../lib/findings/finding';
import type { Changes } from '../../lib/output/compare';
import { isFolder } from '../../lib/output/file-kind';
import { FLEET_SET } from '../../lib/output/fleet-files';
import { textAt } from '../../lib/yaml/parsed';
import type { Stack } from '../stack';
import type { ClusterChange } from './change';
import { commitsOf, committedFiles, committedStack, isUndone } from './committed';
import { judgeOutputs } from './outputs';
import { clustersIn, missingFolder, stacksIn } from './read';

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
  const ofFile = new Map(sources.map((source) => [source.file, source]));
  const clusters = outputs.flatMap(({ name, file }) => {
    const source = ofFile.get(file);
    return source ? [{ name, source }] : [];
  });
  const after = stacksIn(fresh, names);
  const judged = readings(stacksIn(out, names), out).map((before) => judgeOutputs({ before, after, clusters, out, described }));
  return (judged[0] ?? [])
    .filter(({ name }) => changed.includes(name))
    .map((first) => {
      const each = {
        ...first,
        findings: withoutRepeated(judged.flatMap((change) => change.find(({ name }) => name === first.name)?.findings ?? [])),
      };
      const { acceptances = [] } = outputs.find(({ name }) => name === each.name) ?? {};
      const own = files.filter((file) => file.startsWith(`${each.name}/`));
      return { ...each, findings: withReasons(findingsOf(each, { out, fresh, files: own }), acceptances) };
    });
}

/** What runs: what cannot be read, such as a conflict, is in the commit, or in one of both sides of a merge. */
function readings(stacks: readonly Stack[], out: string): (readonly Stack[])[] {
  if (!stacks.some(({ damage }) => damage)) return [stacks];
  return commitsOf(out).map((ref) => stacks.map((stack) => (stack.damage && committedStack(out, stack.name, ref)) || stack));
}

/** What both sides of a merge have, once. With another fix, such as an older value, it is another finding. */
const withoutRepeated = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];

/** With the reason why what was never committed may be undone. A lost folder is told. @param files those of the cluster that change */
function findingsOf(
  { name, findings }: ClusterChange,
  { out, fresh, files }: Pick<WrittenChange, 'out' | 'fresh'> & { readonly files: readonly string[] },
): readonly Finding[] {
  const folder = path.join(out, name);
  if (!isFolder(folder)) return committedFiles(out, name, 'HEAD').size > 0 ? [missingFolder(folder), ...findings] : findings;
  const isSevere = findings.some(({ severity }) => severity !== 'note');
  return isSevere && isUndone(out, fresh, files)
    ? findings.map((finding) => (finding.severity === 'note' ? finding : { ...finding, accepted: UNDONE }))
    : findings;
}

const UNDONE = 'it will be as it is in HEAD, and what it is now was not committed';

/** The name of a cluster whose file may be unfinished. */
const nameOf = (source: ClusterSource): string =>
  textAt(
    documentOf(source).data(() => true),
    'gitops',
    'name',
  ) ?? source.name;
