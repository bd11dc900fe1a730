/** The commands of a fix that several clusters need. */
import { listed } from './listed';

/** What one cluster needs. */
interface Needed {
  readonly name: string;
  readonly commands: readonly string[];
}

/** The commands of all, each block below a comment with the names of its clusters. For a single cluster, without it. */
export function commandsFor(clusters: readonly Needed[]): readonly string[] {
  if (clusters.length === 1) return clusters[0]?.commands ?? [];
  const blocks = new Map<string, { readonly names: string[]; readonly commands: readonly string[] }>();
  for (const { name, commands } of clusters) {
    if (commands.length === 0) continue;
    const key = commands.join('\n');
    const block = blocks.get(key) ?? { names: [], commands };
    block.names.push(name);
    blocks.set(key, block);
  }
  return [...blocks.values()].flatMap(({ names, commands }) => [`# for ${listed(names)}:`, ...commands]);
}
