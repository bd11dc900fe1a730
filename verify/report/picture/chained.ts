/** The order of the nodes in a row of the picture. */
import type { Links } from './links';

/**
 * A row in which connected nodes are neighbours as far as possible. Nodes without a hop to the hub come first.
 * @param relays the nodes between this row and the hub: what sends to them comes before what sends to the hub, past them
 */
export function chained(names: readonly string[], links: Links, relays: readonly string[] = []): string[] {
  const isTied = (name: string) => links.withHub(name) || isRelayed(name);
  const isRelayed = (name: string) => links.of(name).some((other) => relays.includes(other));
  const degree = (name: string) => names.filter((other) => other !== name && links.between(name, other).length > 0).length;
  const row: string[] = [];
  const visit = (name: string): void => {
    if (row.includes(name)) return;
    row.push(name);
    for (const next of names) if (links.between(name, next).length > 0) visit(next);
  };
  // The end of a chain is a better start than its middle.
  const ends = names.filter((each) => !isTied(each) && degree(each) === 1);
  const chains = [...ends, ...names].map((name) => {
    const before = row.length;
    visit(name);
    return row.slice(before);
  });
  if (relays.length === 0) return row;
  const rank = (chain: readonly string[]) => (chain.some((name) => links.withHub(name)) ? (chain.some(isRelayed) ? 1 : 2) : 0);
  return chains.toSorted((a, b) => rank(a) - rank(b)).flat();
}
