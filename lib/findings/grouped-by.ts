/** Lists of what has the same key. */

/** @returns each list by its key, in the order of the first of each */
export function groupedBy<One>(all: Iterable<One>, keyOf: (one: One) => string): ReadonlyMap<string, readonly [One, ...One[]]> {
  const groups = new Map<string, [One, ...One[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
