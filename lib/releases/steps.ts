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

export const bySince = (a: Step, b: Step): number => compareVersions(a.since, b.since);

/**
 * @param facts the changes of a table, each with the version since which it applies
 * @param ships what its releases ship, by the name of the fact
 * @returns the steps, oldest first
 */
export const stepsOf = (facts: readonly (readonly [since: string, change: object])[], ships: Readonly<Record<string, Shipped>>): Step[] =>
  [
    ...facts.map(([since, change]): Step => ({ since, change: () => change })),
    ...Object.entries(ships).flatMap(([fact, shipped]) => shippingSteps(fact, shipped)),
  ].sort(bySince);

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
  return steps.map(({ since, change }) => {
    facts = { ...facts, ...change() };
    return [since, facts];
  });
}
