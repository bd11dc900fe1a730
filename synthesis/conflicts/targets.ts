/** What several clusters install in one target together, as few conflicts. */
import { groupedBy } from '../../lib/findings/grouped-by';
import type { Claims } from './claims';

/** What a conflict about objects is about. */
export interface InTarget {
  /** The target of both clusters: `the cluster https://10.0.0.1:6443`. */
  readonly target: string;
  /** The keys of the components that both have. */
  readonly components: readonly string[];
  /** Whether it is told as a mistake in the target, because the clusters have most or all components in common. */
  readonly isWhole: boolean;
}

interface Conflict {
  readonly clusters: readonly [Claims, ...Claims[]];
  readonly accepted: boolean;
  readonly inTarget?: InTarget;
}

/** Conflicts that are one mistake in the target. */
export interface OfTarget<One> {
  /** The last one that is told as a whole: in its place all of them are told. */
  readonly last: One;
  readonly all: readonly One[];
  readonly clusters: ReadonlySet<Claims>;
  /** Every component that is in one of them. */
  readonly components: readonly string[];
  /** Whether all of them have every component. */
  readonly isSame: boolean;
}

/** The conflicts that are not accepted, by targets, of which one is a whole; each of them has a cluster in common with another one. */
export function byTarget<One extends Conflict>(conflicts: readonly One[]): readonly OfTarget<One>[] {
  const open = conflicts.filter(({ accepted, inTarget }) => inTarget && !accepted);
  return [...groupedBy(open, ({ inTarget }) => inTarget?.target ?? '').values()].flatMap(connected).flatMap((all) => {
    const last = all.findLast(({ inTarget }) => inTarget?.isWhole);
    if (!last) return [];
    const components = [...new Set(all.flatMap(({ inTarget }) => inTarget?.components ?? []))];
    const isSame = all.every(({ inTarget }) => inTarget?.components.length === components.length);
    return [{ last, all, clusters: new Set(all.flatMap(({ clusters }) => clusters)), components, isSame }];
  });
}

/** Groups those that have a cluster in common, also by way of others. */
function connected<One extends Conflict>(conflicts: readonly One[]): (readonly One[])[] {
  let groups: { readonly all: readonly One[]; readonly clusters: ReadonlySet<Claims> }[] = [];
  for (const one of conflicts) {
    const touched = groups.filter(({ clusters }) => one.clusters.some((cluster) => clusters.has(cluster)));
    const clusters = new Set([...touched.flatMap((group) => [...group.clusters]), ...one.clusters]);
    groups = [...groups.filter((group) => !touched.includes(group)), { all: [...touched.flatMap(({ all }) => all), one], clusters }];
  }
  return groups.map(({ all }) => all);
}
