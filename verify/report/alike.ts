/** What several clusters have in common in the report for a terminal. */
import { ANY_CLUSTER } from '../../lib/findings/clusters';
import { groupedBy } from '../../lib/findings/grouped-by';
import { escaped } from '../../lib/regular-expression';
import type { ClusterReport, Hop } from './report';
import { phrase, tally } from './tally';

/** Clusters that are described together. */
export type Alike = readonly [ClusterReport, ...ClusterReport[]];

/** A text about several clusters, with `<cluster>` instead of their names. */
export interface Shared {
  readonly text: string;
  readonly names: readonly string[];
}

/** Clusters with the same hops, but for addresses, and the same numbers of all checks. */
export const alike = (clusters: readonly ClusterReport[]): Alike[] => [
  ...groupedBy(clusters, (cluster) => {
    const hops = cluster.hops.map(({ address, why = '', ...hop }) => ({ ...hop, why: generic(why, cluster.name) }));
    const checks = cluster.checks.map(({ name, judged, findings }) => [name, judged, tally(findings)]);
    return JSON.stringify([hops, checks, chartsOf([cluster]), phrase([cluster])]);
  }).values(),
];

/** The hops of alike clusters, each once per address, with the names of the clusters that have this address. */
export function sharedHops(clusters: Alike): { readonly hop: Hop; readonly names: readonly string[] }[] {
  const [{ hops }] = clusters;
  return hops.flatMap((hop, index) => {
    const addresses = clusters.map((cluster) => ({ name: cluster.name, text: cluster.hops[index]?.address ?? '' }));
    return shared(addresses).map(({ text, names }) => {
      const why = names.length > 1 && hop.why ? generic(hop.why, clusters[0].name) : hop.why;
      return { hop: { ...hop, address: text, why }, names };
    });
  });
}

/**
 * Splits phrases into those of the clusters of one block, and those of other clusters too.
 * @param phrasesOf what is said of a cluster
 */
export function sharedPhrases(
  blocks: readonly Alike[],
  phrasesOf: (cluster: ClusterReport) => readonly string[],
): { readonly ofBlocks: readonly (readonly Shared[])[]; readonly common: readonly Shared[] } {
  const of = (clusters: readonly ClusterReport[]) =>
    shared(clusters.flatMap((cluster) => phrasesOf(cluster).map((text) => ({ name: cluster.name, text }))));
  const all = of(blocks.flat());
  const isOf = ({ names }: Shared, block: Alike) => names.every((name) => block.some((cluster) => cluster.name === name));
  return {
    ofBlocks: blocks.map((block) => all.filter((one) => isOf(one, block))),
    common: all.filter((one) => !blocks.some((block) => isOf(one, block))),
  };
}

/** The number of charts, of which each release is counted once. */
export const chartsOf = (clusters: readonly ClusterReport[]): number =>
  new Set(clusters.flatMap(({ charts }) => charts.map(({ chart, version }) => `${chart} ${version}`))).size;

/** Texts that differ only in the name of the cluster, once. */
function shared(texts: readonly { readonly name: string; readonly text: string }[]): Shared[] {
  return [...groupedBy(texts, ({ name, text }) => generic(text, name)).values()].map((same) => {
    const [{ name, text }] = same;
    return { text: same.some((one) => one.text !== text) ? generic(text, name) : text, names: [...new Set(same.map((one) => one.name))] };
  });
}

/** A text with `<cluster>` in paths, hosts and names of Applications that have the name of the cluster. */
function generic(text: string, cluster: string): string {
  const name = escaped(cluster);
  return text.replace(new RegExp(`(?<=^|[\\s/.])${name}(?=[/.-])|(?<=/)${name}(?=[,;:\\s]|$)`, 'g'), ANY_CLUSTER);
}
