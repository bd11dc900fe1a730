/** Merges a cluster file into the bases that it extends. */
import type { Path } from '../../yaml/parsed';
import type { Entry, MapNode, Node } from '../syntax/node';

/**
 * Maps are merged key by key, and lists of named items by name; every other value of `own` replaces that of `base`. A null removes the
 * key, except below `values`, where it stays, because Helm then removes the chart's default.
 */
export const merge = (base: Node, own: Node): Node => merged(base, own, []);

function merged(base: Node, own: Node, path: Path): Node {
  if (base.kind === 'map' && own.kind === 'map')
    return {
      ...own,
      entries: mergedEntries(base.entries, own.entries, path),
      removed: removedBy(base, own, path),
      ...((base.isTemplate || own.isTemplate) && { isTemplate: true }),
    };
  if (base.kind !== 'list' || own.kind !== 'list') return own;
  const [old, now] = [byName(base.items), byName(own.items)];
  if (!old || !now || own.items.length === 0) return own;
  const kept = [...old].map(([name, node]) => {
    const replacement = now.get(name);
    return replacement ? merged(node, replacement, path) : node;
  });
  return { ...own, items: [...kept, ...[...now].flatMap(([name, node]) => (old.has(name) ? [] : [node]))] };
}

function mergedEntries(base: ReadonlyMap<string, Entry>, own: ReadonlyMap<string, Entry>, path: Path): Map<string, Entry> {
  const entries = new Map(base);
  for (const [key, entry] of own) {
    const old = base.get(key);
    if (old && removes(entry, path)) entries.delete(key);
    else entries.set(key, old ? { ...entry, node: merged(old.node, entry.node, [...path, key]) } : entry);
  }
  return entries;
}

const removes = ({ node }: Entry, path: Path): boolean => node.kind === 'scalar' && node.value === null && !path.includes('values');

const removedBy = (base: MapNode, own: MapNode, path: Path): Map<string, Entry> =>
  new Map([...(base.removed ?? []), ...[...own.entries].filter(([key, entry]) => base.entries.has(key) && removes(entry, path))]);

/** The items by name; undefined if one has none, or two have the same. */
function byName(items: readonly Node[]): Map<string, Node> | undefined {
  const named = new Map(
    items.flatMap((item): [string, Node][] => {
      const name = item.kind === 'map' ? item.entries.get('name')?.node : undefined;
      return name?.kind === 'scalar' ? [[name.text, item]] : [];
    }),
  );
  return named.size === items.length ? named : undefined;
}
