/** Judges the clusters whose files a synth changes: those that stay one by one, those that come, leave or move together. */
import path from 'node:path';
import { nameOf } from '../../lib/cluster-file/cluster-name';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { isFolder } from '../../lib/files/file-kind';
import type { Finding } from '../../lib/findings/finding';
import { foldersAt } from '../../lib/git/files-at';
import type { Changes } from '../../lib/output/compare';
import type { ClusterOutput } from '../../synthesis/cluster-output';
import type { Stack } from '../stack';
import type { ChangeProps, ClusterChange } from './change';
import { commitsOf, committedStack, comparedWithHead, neverCommitted, withCommitted } from './committed';
import { type FoldersProps, judgeFolders } from './outputs';
import { clustersIn, notComparedWithHead, stacksIn } from './read';
import { CHANGE_RULES } from './rules';
import { MOVED_CLUSTER } from './steps/clusters';

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
  /** The clusters of HEAD that are in neither folder. */
  readonly gone: readonly string[];
}

export interface JudgedChange extends WrittenChange {
  readonly where: ChangeProps['where'];
  /** What Helm renders of each cluster. */
  readonly releases: ReadonlyMap<string, ClusterOutput['releases']>;
  /** Whether each changed file of a cluster is as it is at HEAD, or as it never was committed. */
  readonly isUncommitted: (name: string) => boolean;
}

/** @param names the clusters whose files change @returns their findings, sorted by name, those that leave last */
export function judgeClusters(names: readonly string[], change: JudgedChange): ClusterChange[] {
  const members = membersOf(names, change);
  const { left, come } = members;
  const staying = judgeStaying(members.staying, change);
  // Another one may have what runs in the cluster that it leaves.
  const elsewhere = staying.filter(({ findings }) => findings.some(isMove)).map(({ name }) => name);
  const moving = new Set([...left, ...come, ...(left.length + come.length + elsewhere.length > 1 ? elsewhere : [])]);
  const judged = [
    ...staying.filter(({ name }) => !moving.has(name)),
    ...judgeSinceHead(members.lost, change),
    ...(moving.size > 0 ? judgeMoving(names, { ...members, elsewhere }, change).filter(({ name }) => moving.has(name)) : []),
  ];
  return [
    ...judged.filter(({ name }) => !left.includes(name)).sort(byName),
    ...judged.filter(({ name }) => left.includes(name)).sort(byName),
  ];
}

const byName = (a: ClusterChange, b: ClusterChange): number => (a.name < b.name ? -1 : 1);

/** Whether a finding is about a cluster in another place than before. */
const isMove = ({ rule, subject }: Finding): boolean => rule === CHANGE_RULES.idOf('moved') && subject === MOVED_CLUSTER;

const isIn = (folder: string, name: string): boolean => isFolder(path.join(folder, name));

interface Members {
  readonly staying: readonly string[];
  /** Those of which the new output has no folder. */
  readonly leaving: readonly string[];
  /** The same, and those that left before. */
  readonly left: readonly string[];
  readonly come: readonly string[];
  /** Those of HEAD whose folder somebody has removed, and which come back with other files. */
  readonly lost: readonly string[];
}

function membersOf(names: readonly string[], { out, fresh, gone }: WrittenChange): Members {
  const [leaving, missing] = [names.filter((name) => !isIn(fresh, name)), names.filter((name) => !isIn(out, name))];
  const inHead = missing.length > 0 ? comparedWithHead(out, missing, fresh) : new Map<string, string>();
  const left = [...leaving, ...gone];
  return {
    leaving,
    left,
    staying: names.filter((name) => !left.includes(name) && !missing.includes(name)),
    come: missing.filter((name) => !inHead.has(name)),
    lost: [...inHead.keys()].filter((name) => inHead.get(name) === 'changed'),
  };
}

/** One at a time takes less memory. */
function judgeStaying(names: readonly string[], change: JudgedChange): ClusterChange[] {
  const sinceHead = committedToo(change.out, names, (name, old) => judge(change, { asked: [name], old }));
  return names.flatMap((name) => withFindings(judge(change, { asked: [name] }), sinceHead.get(name), () => change.isUncommitted(name)));
}

function judgeSinceHead(names: readonly string[], change: JudgedChange): ClusterChange[] {
  if (names.length === 0) return [];
  return withCommitted(change.out, names, 'HEAD', (old) => names.flatMap((name) => judge(change, { asked: [name], old })));
}

/** One that leaves may share objects with any other. One that comes may be one that has no cluster file any more, with another name. */
function judgeMoving(
  names: readonly string[],
  { leaving, come, elsewhere }: Members & { readonly elsewhere: readonly string[] },
  change: JudgedChange,
): ClusterChange[] {
  const { out, clusters, others, gone } = change;
  const described = new Set([...clusters.map(({ name }) => name), ...others.map(nameOf)]);
  const undescribed = clustersIn(out).filter((name) => !described.has(name));
  const asked = leaving.length > 0 ? undefined : [...come, ...elsewhere, ...undescribed];
  const moved =
    gone.length > 0 ? judgeWithGone(names, leaving, change, [...described]) : judge(change, { asked, described: [...described] });
  return moved.map((each) =>
    come.includes(each.name) ? { ...each, findings: [...notComparedWithHead(out, each.name), ...each.findings] } : each,
  );
}

/** With what was removed before this synth. */
function judgeWithGone(
  names: readonly string[],
  leaving: readonly string[],
  { out, fresh, releases, gone, where }: JudgedChange,
  described: readonly string[],
): ClusterChange[] {
  return withCommitted(out, gone, 'HEAD', (old) => {
    // One that HEAD does not have may be one of these under another name, which an earlier synth told.
    const inHead = new Set([...foldersAt(out, 'HEAD'), ...leaving]);
    const before = [...stacksIn(out).filter(({ name }) => inHead.has(name)), ...stacksIn(old, gone)];
    // The new folder may have only the cluster that changes.
    const unchanged = clustersIn(out).filter((name) => !names.includes(name) && !isIn(fresh, name));
    const after = [...stacksIn(fresh, undefined, releases), ...stacksIn(out, unchanged)];
    return judgeReadings({ before, after, where, out, described });
  });
}

interface Asked {
  /** The clusters to judge. @default all */
  readonly asked?: readonly string[];
  /** Those that have a cluster file. */
  readonly described?: readonly string[];
  /** What is there instead of the output folder. */
  readonly old?: string;
}

function judge({ out, fresh, releases, where }: JudgedChange, { asked, described, old = out }: Asked): ClusterChange[] {
  return judgeReadings({ before: stacksIn(old, asked), after: stacksIn(fresh, asked, releases), where, out, described });
}

/**
 * The findings since HEAD about each cluster whose output is not the one of HEAD: what was never committed does not run, and several
 * steps together may lose what none of them loses.
 */
function committedToo(
  out: string,
  names: readonly string[],
  judge: (name: string, old: string) => readonly ClusterChange[],
): ReadonlyMap<string, readonly Finding[]> {
  const changed = neverCommitted(out, names);
  if (changed.length === 0) return new Map();
  return withCommitted(
    out,
    changed,
    'HEAD',
    (old) => new Map(changed.map((name) => [name, judge(name, old).flatMap(({ findings }) => findings)])),
  );
}

/**
 * What is told since HEAD, and what the last step alone would lose, which does not run if it was never committed: its notes are left out,
 * and the rest is accepted.
 */
function withFindings(
  changes: readonly ClusterChange[],
  sinceHead: readonly Finding[] | undefined,
  isLastUncommitted: () => boolean,
): readonly ClusterChange[] {
  if (!sinceHead) return changes;
  const keyOf = ({ rule, subject, name }: Finding) => JSON.stringify([rule, subject, name]);
  const told = new Set(sinceHead.map(keyOf));
  return changes.map((change) => {
    const last = change.findings.filter((finding) => finding.severity !== 'note' && !told.has(keyOf(finding)));
    const isAccepted = last.length > 0 && isLastUncommitted();
    return {
      ...change,
      findings: [...sinceHead, ...(isAccepted ? last.map((finding) => ({ ...finding, accepted: NOT_COMMITTED })) : last)],
    };
  });
}

/** The findings by cluster, of all that may run. */
function judgeReadings({ before, ...props }: FoldersProps): ClusterChange[] {
  const judged = readings(before, props.out).map((reading) => judgeFolders({ ...props, before: reading }));
  return (judged[0] ?? []).map((first) => ({
    ...first,
    findings: withoutRepeated(judged.flatMap((change) => change.find(({ name }) => name === first.name)?.findings ?? [])),
  }));
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

/** The reason why it may be undone. */
export const NOT_COMMITTED = 'what it is now was not committed';
