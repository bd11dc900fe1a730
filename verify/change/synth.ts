/** The change that a synth is about to write: from the output folder to the new folder beside it. */
import path from 'node:path';
import { nameOf } from '../../lib/cluster-file/cluster-name';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { isFolder } from '../../lib/files/file-kind';
import { withReasons } from '../../lib/findings/accept/accept';
import type { Finding } from '../../lib/findings/finding';
import { foldersAt } from '../../lib/git/files-at';
import type { Changes } from '../../lib/output/compare';
import { FLEET_SET } from '../../lib/output/fleet-files';
import type { ClusterOutput } from '../../synthesis/cluster-output';
import type { Stack } from '../stack';
import { changesAtBases } from './at-bases';
import type { ChangeProps, ClusterChange } from './change';
import { commitsOf, committedStack, comparedWithHead, neverCommitted, Uncommitted, withCommitted } from './committed';
import { type FoldersProps, judgeFolders } from './outputs';
import { clustersIn, notComparedWithHead, placesIn, stacksIn } from './read';
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

/** The findings by cluster, with the acceptances of its cluster file. Only clusters whose files change are compared. */
export function changeOfSynth(change: WrittenChange): ClusterChange[] {
  const { out, fresh, changes, clusters: outputs, sources } = change;
  const files = byFolder([...changes.written, ...changes.removed]);
  // The ApplicationSet is that of all clusters.
  const changed = files.has(FLEET_SET) ? new Set([...clustersIn(out), ...clustersIn(fresh)]) : new Set(files.keys());
  const ofFile = new Map(sources.map((source) => [source.file, source]));
  const clusters = outputs.flatMap(({ name, file }) => {
    const source = ofFile.get(file);
    return source ? [{ name, source }] : [];
  });
  const uncommitted = new Uncommitted(out, fresh, [...changes.written, ...changes.removed]);
  const isUncommitted = (name: string) => uncommitted.hasAll(files.get(name) ?? []);
  const judged = judgeClusters([...changed], { ...change, isUncommitted }, placesIn(clusters, out));
  const acceptances = new Map(outputs.map((output) => [output.name, output.acceptances ?? []]));
  return (clusters.length > 1 ? changesAtBases(judged, clusters) : judged).map((each) => ({
    ...each,
    findings: withReasons(
      findingsOf(each, out, () => uncommitted.willUndo(files.get(each.name) ?? [])),
      acceptances.get(each.name) ?? [],
    ),
  }));
}

/** Files below the output folder, by the name at its top. */
function byFolder(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const [top = ''] = file.split('/', 1);
    const known = folders.get(top);
    if (known) known.push(file);
    else folders.set(top, [file]);
  }
  return folders;
}

/** Sorted by name, those that leave last. */
function judgeClusters(
  names: readonly string[],
  { out, fresh, clusters, others, gone, isUncommitted }: WrittenChange & { readonly isUncommitted: (name: string) => boolean },
  where: ChangeProps['where'],
): ClusterChange[] {
  const releases = new Map(clusters.map((output) => [output.name, output.releases]));
  const judge = (asked?: readonly string[], described?: readonly string[], old = out) =>
    judgeReadings({ before: stacksIn(old, asked), after: stacksIn(fresh, asked, releases), where, out, described });
  /** With what was removed before this synth. */
  const judgeAll = (described: readonly string[]) =>
    withCommitted(out, gone, 'HEAD', (old) => {
      // One that HEAD does not have may be one of these under another name, which an earlier synth told.
      const inHead = new Set([...foldersAt(out, 'HEAD'), ...leave]);
      const before = [...stacksIn(out).filter(({ name }) => inHead.has(name)), ...stacksIn(old, gone)];
      // The new folder may have only the cluster that changes.
      const unchanged = clustersIn(out).filter((name) => !names.includes(name) && !isIn(fresh, name));
      return judgeReadings({
        before,
        after: [...stacksIn(fresh, undefined, releases), ...stacksIn(out, unchanged)],
        where,
        out,
        described,
      });
    });
  const isIn = (folder: string, name: string) => isFolder(path.join(folder, name));
  const [leave, missing] = [names.filter((name) => !isIn(fresh, name)), names.filter((name) => !isIn(out, name))];
  const lost = missing.length > 0 ? comparedWithHead(out, missing, fresh) : new Map<string, string>();
  const come = missing.filter((name) => !lost.has(name));
  const left = [...leave, ...gone];
  // One at a time takes less memory.
  const staying = names.filter((name) => !left.includes(name) && !missing.includes(name));
  const sinceHead = committedToo(out, staying, (name, old) => judge([name], undefined, old));
  const single = staying.flatMap((name) => withFindings(judge([name]), sinceHead.get(name), () => isUncommitted(name)));
  // Another one may have what runs in the cluster that it leaves.
  const elsewhere = single.filter(({ findings }) => findings.some(isMove)).map(({ name }) => name);
  const moving = new Set([...left, ...come, ...(left.length + come.length + elsewhere.length > 1 ? elsewhere : [])]);
  const judged = single.filter(({ name }) => !moving.has(name));
  const changed = [...lost.keys()].filter((name) => lost.get(name) === 'changed');
  if (changed.length > 0)
    judged.push(...withCommitted(out, changed, 'HEAD', (old) => changed.flatMap((name) => judge([name], undefined, old))));
  if (moving.size > 0) {
    const described = new Set([...clusters.map(({ name }) => name), ...others.map(nameOf)]);
    const undescribed = clustersIn(out).filter((name) => !described.has(name));
    // One that leaves may share objects with any other. One that comes may be one that has no cluster file any more, with another name.
    const moved =
      gone.length > 0
        ? judgeAll([...described])
        : judge(leave.length > 0 ? undefined : [...come, ...elsewhere, ...undescribed], [...described]);
    judged.push(
      ...moved
        .filter(({ name }) => moving.has(name))
        .map((each) =>
          come.includes(each.name) ? { ...each, findings: [...notComparedWithHead(out, each.name), ...each.findings] } : each,
        ),
    );
  }
  return [
    ...judged.filter(({ name }) => !left.includes(name)).sort(byName),
    ...judged.filter(({ name }) => left.includes(name)).sort(byName),
  ];
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
    return { ...change, findings: [...sinceHead, ...(isAccepted ? last.map((finding) => ({ ...finding, accepted: LOST })) : last)] };
  });
}

/** Whether a finding is about a cluster in another place than before. */
const isMove = ({ rule, subject }: Finding): boolean => rule === CHANGE_RULES.idOf('moved') && subject === MOVED_CLUSTER;

const byName = (a: ClusterChange, b: ClusterChange): number => (a.name < b.name ? -1 : 1);

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

/** With the reason why what was never committed may be undone. */
function findingsOf({ name, findings }: ClusterChange, out: string, isUndone: () => boolean): readonly Finding[] {
  if (!isFolder(path.join(out, name))) return findings;
  const isSevere = findings.some(({ severity }) => severity !== 'note');
  return isSevere && isUndone()
    ? findings.map((finding) => (finding.severity === 'note' ? finding : { ...finding, accepted: UNDONE }))
    : findings;
}

const LOST = 'what it is now was not committed';
const UNDONE = `it will be as it is in HEAD, and ${LOST}`;
