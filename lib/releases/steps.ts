/** The versions where the facts of a table change, and the facts from each on. */
import { compareVersions } from './version';

/** A version where facts change. */
export interface Step {
  readonly since: string;
  /** From this version on, another step sets the same facts. @default unknown */
  readonly until?: string;
  readonly change: () => object;
}

/** What a release ships: since when which version, and what gives the facts of a version, if it has a table. */
interface Shipped {
  readonly since: string;
  readonly table?: { readonly at: (version: string) => object };
}

const bySince = (a: Step, b: Step): number => compareVersions(a.since, b.since);

/**
 * @param facts the changes of a table, each with the version since which it applies
 * @param ships what its releases ship, by the name of the fact
 * @returns the steps, in any order
 */
export const stepsOf = (facts: readonly (readonly [since: string, change: object])[], ships: Readonly<Record<string, Shipped>>): Step[] => [
  ...facts.map(([since, change]): Step => ({ since, change: () => change })),
  ...Object.entries(ships).flatMap(([fact, shipped]) => shippingSteps(fact, shipped)),
];

/** The versions where a release begins to ship another version of the product. */
function shippingSteps(fact: string, { table, since }: Shipped): Step[] {
  const steps = since
    .trim()
    .split(/\s+/)
    .map((step) => step.split('='));
  return steps.map(([release = '', version = ''], index) => ({
    since: release,
    until: steps[index + 1]?.[0],
    change: () => ({ [fact]: table ? table.at(version) : version || undefined }),
  }));
}

/** All facts from each version on where something changes, oldest first. */
export function accumulated(steps: readonly Step[]): [since: string, facts: object][] {
  let facts = {};
  return steps.toSorted(bySince).map(({ since, change }) => {
    facts = { ...facts, ...change() };
    return [since, facts];
  });
}

/** The facts at one version. Only the steps that still count there are put in order, which are few of them. */
export function factsAt(version: string, steps: readonly Step[]): object {
  const counting = steps.filter(
    ({ since, until }) => compareVersions(since, version) <= 0 && (until === undefined || compareVersions(until, version) > 0),
  );
  return Object.assign({}, ...counting.sort(bySince).map(({ change }) => change()));
}
