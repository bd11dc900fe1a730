/** The commands of a fix that several clusters need. */
import { groupedBy } from './grouped-by';
import { listed } from './listed';

/** What one cluster needs. */
interface Needed {
  readonly name: string;
  readonly commands: readonly string[];
}

/** The commands of all, each block below a comment with the names of its clusters. For a single cluster, without it. */
export function commandsFor(clusters: readonly Needed[]): readonly string[] {
  if (clusters.length === 1) return clusters[0]?.commands ?? [];
  const needing = clusters.filter(({ commands }) => commands.length > 0);
  return [...groupedBy(needing, ({ commands }) => commands.join('\n')).values()].flatMap((alike) => [
    `# for ${listed(alike.map(({ name }) => name))}:`,
    ...alike[0].commands,
  ]);
}
