/** Compares two outputs, cluster by cluster. */
import path from 'node:path';
import type { ClusterSource } from '../lib/cluster-file/sources';
import { type Acceptance, withReasons } from '../lib/findings/accept/accept';
import { grouped } from '../lib/findings/grouped';
import { listedOr } from '../lib/findings/listed';
import { lineOf } from '../lib/findings/sentence';
import { judgeOutputs } from '../verify/change/outputs';
import { bothReadable } from '../verify/change/read';
import { type Side, sideOf } from '../verify/change/side';
import { renamedFrom } from '../verify/change/steps/owners';
import type { ClusterReport } from '../verify/report/report';
import type { Stack, World } from '../verify/stack';
import { type ClusterDiff, type ClusterDiffProps, clusterDiff, type DiffSide } from './cluster-diff';

export interface DiffProps {
  readonly before: readonly DiffSide[];
  readonly after: readonly DiffSide[];
  /** The clusters of the new output with their files. */
  readonly clusters: readonly { readonly name: string; readonly source: ClusterSource; readonly acceptances: readonly Acceptance[] }[];
  /** The output folder, as in messages. */
  readonly out: string;
}

/** The differences of each cluster: those of the new output, then those that are gone, then those whose new files cannot be read. */
export function diffOutputs({ before, after, ...props }: DiffProps): ClusterDiff[] {
  const [old, now] = bothReadable<Stack | World>(stacksOf(before), stacksOf(after));
  const damaged = stacksOf(after).filter(({ damage }) => damage);
  const isGone = ({ name }: Stack | World) => ![...stacksOf(after), ...old].some((other) => other.name === name);
  return [
    ...diffReadable({
      ...props,
      before: before.filter(({ stack }) => old.includes(stack)),
      after: after.filter(({ stack }) => now.includes(stack)),
    }),
    ...damaged.map((stack) =>
      notCompared(
        stack.name,
        grouped(stack.damage ?? [])
          .map(lineOf)
          .join('; '),
      ),
    ),
    ...stacksOf(before)
      .filter(isGone)
      .map(({ name }) => notCompared(name, `${name} has no cluster file, and may be ${listedOr(namesOf(damaged))} under another name`)),
  ];
}

const stacksOf = (sides: readonly DiffSide[]) => sides.map(({ stack }) => stack);

const namesOf = (outputs: readonly (Stack | World)[]): string[] => outputs.map(({ name }) => name);

function diffReadable({ before, after, clusters, out }: DiffProps): ClusterDiff[] {
  const diff = (props: Omit<ClusterDiffProps, 'out'>) => withPlaces(clusterDiff({ ...props, out }), before, out);
  const changes = judgeOutputs({ before: stacksOf(before), after: stacksOf(after), clusters, out, isCommitted: true });
  const findingsOf = (name: string) =>
    withReasons(
      changes.find((change) => change.name === name)?.findings ?? [],
      clusters.find((cluster) => cluster.name === name)?.acceptances ?? [],
    );
  const sameIn = (sides: readonly DiffSide[], name: string) => sides.find(({ stack }) => stack.name === name);
  const gone = before.filter(({ stack }) => !sameIn(after, stack.name)).map((side) => ({ side, of: sideOf(side.stack) }));
  const pairs = after.map((side) => ({ side, old: sameIn(before, side.stack.name) ?? renamed(side.stack, gone) }));
  const left = gone.map(({ side }) => side).filter((side) => !pairs.some(({ old }) => old === side));
  return [
    ...pairs.map(({ side, old }) => diff({ name: side.stack.name, before: old, after: side, findings: findingsOf(side.stack.name) })),
    ...left.map((side) => diff({ name: side.stack.name, before: side, findings: findingsOf(side.stack.name) })),
  ];
}

/** @param stale why the new output is not known */
const notCompared = (name: string, stale: string): ClusterDiff => ({
  ...{ name, state: 'unchanged', objects: [], findings: [], addresses: [], byHand: { required: [], steps: [] }, notCompared: [] },
  stale,
});

/** In the places of the output folder, wherever the old output was read from. */
function withPlaces(diff: ClusterDiff, before: readonly DiffSide[], out: string): ClusterDiff {
  const folders = [...new Set(before.map(({ stack: { folder, name } }) => [folder, path.join(out, name)] as const))];
  const shown = (text: string) => folders.reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const notCompared = [...new Set(diff.notCompared.map(shown))];
  const { verdict } = diff;
  if (!verdict) return { ...diff, notCompared };
  const resolved = verdict.resolved.map((finding) => ({ ...finding, place: { ...finding.place, file: shown(finding.place.file) } }));
  return { ...diff, notCompared, verdict: { ...verdict, resolved } };
}

function renamed(stack: Stack | World, gone: readonly { readonly side: DiffSide; readonly of: Side }[]): DiffSide | undefined {
  if (gone.length === 0) return undefined;
  const from = renamedFrom(
    sideOf(stack),
    gone.map(({ of }) => of),
  )?.from;
  return gone.find(({ of }) => of === from)?.side;
}

/** The sides that verify has rendered. */
export const rendered = (worlds: readonly World[], reports: readonly ClusterReport[]): DiffSide[] =>
  worlds.map((stack, index) => ({ stack, report: reports[index] }));
