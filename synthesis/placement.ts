/** Compares the path that Argo CD reads with the folder that synth writes. */
import path from 'node:path';
import { OUTPUT_RULES } from '../charts/argocd/rules';
import { type AcceptScope, mistakesIn, withReasons } from '../lib/findings/accept/accept';
import { withoutUsed } from '../lib/findings/accept/in-bases';
import { ANY_CLUSTER } from '../lib/findings/clusters';
import { error, type Finding, isRefused, warning } from '../lib/findings/finding';
import { groupedBy } from '../lib/findings/grouped-by';
import { ignoredOf, pathInWorkTree, workTreeOf } from '../lib/git/work-tree';
import { obstacleAt } from '../lib/output/obstacle';
import type { ClusterOutput, SyncedPath, Synthesis } from './cluster-output';

/**
 * The synthesis with a finding for each cluster whose output Argo CD reads from another folder of this git repository. Outside of a
 * work tree, and in a folder that git ignores, nothing is known about the repository.
 * @param out the output folder
 * @param isUsual whether it is the one that synth writes without options
 */
export function withPlacement(synthesis: Synthesis, out: string, isUsual: boolean): Synthesis {
  const root = workTreeOf(out);
  if (root === undefined) return synthesis;
  const misplaced = misplacedIn(synthesis.clusters, root, out);
  const judged = withoutUsed(
    synthesis.clusters.map((cluster) => ({ acceptances: cluster.acceptances, findings: findingsOf(cluster, misplaced, isUsual) })),
  );
  const all = [...synthesis.findings, ...judged.flatMap(({ findings }) => findings)];
  const refused = isRefused(all);
  return {
    ...synthesis,
    clusters: synthesis.clusters.map((cluster, index) => ({
      ...cluster,
      findings: [...cluster.findings, ...(judged[index]?.findings ?? [])],
    })),
    findings: all,
    files: refused ? new Map() : synthesis.files,
    refused,
  };
}

/** A cluster that Argo CD reads from another folder than that of its files, both from the root of the repository. */
interface Misplaced {
  readonly synced: string;
  readonly actual: string;
}

const SCOPE: AcceptScope = { rules: [OUTPUT_RULES], reports: (topic) => topic === OUTPUT_RULES.topic };

/** What is read, and where the files are. Where several clusters have the same mistake, it is told with `<cluster>` for their names. */
function misplacedIn(clusters: readonly ClusterOutput[], root: string, out: string): ReadonlyMap<ClusterOutput, Misplaced> {
  const folders = new Map(clusters.map((cluster) => [cluster, path.join(out, cluster.name)]));
  const differing = clusters.flatMap((cluster) => {
    const [synced, folder] = [cluster.synced?.path, folders.get(cluster) ?? ''];
    // A link is refused when the output is compared, and leads anywhere.
    if (obstacleAt(out, `${cluster.name}/`)) return [];
    const actual = pathInWorkTree(root, folder);
    return synced === undefined || synced === actual ? [] : [{ cluster, folder, synced, actual }];
  });
  const ignored = ignoredOf(
    root,
    differing.map(({ folder }) => folder),
  );
  const found = differing.filter(({ folder }) => !ignored.has(folder));
  const general = ({ cluster, synced, actual }: (typeof found)[number]): Misplaced => {
    const patternOf = (each: string) => (path.basename(each) === cluster.name ? path.join(path.dirname(each), ANY_CLUSTER) : each);
    return { synced: patternOf(synced), actual: patternOf(actual) };
  };
  return new Map(
    [...groupedBy(found, (each) => JSON.stringify(general(each))).values()].flatMap((alike) =>
      alike.map((each) => [each.cluster, alike.length > 1 ? general(each) : each] as const),
    ),
  );
}

function findingsOf(cluster: ClusterOutput, misplaced: ReadonlyMap<ClusterOutput, Misplaced>, isUsual: boolean): Finding[] {
  const { synced, acceptances } = cluster;
  const where = misplaced.get(cluster);
  const found = withReasons(synced && where ? [saidOf(synced, where, isUsual)] : [], acceptances);
  return [...found, ...mistakesIn(acceptances, found, SCOPE)];
}

function saidOf({ isSet, place }: SyncedPath, { synced, actual }: Misplaced, isUsual: boolean): Finding {
  const problem = `Argo CD reads ${synced}${isSet ? '' : ', the default'}, but the files are in ${actual} of this repository`;
  const inEach = actual.endsWith(ANY_CLUSTER) ? ' in each cluster file, with its name' : '';
  const statement = OUTPUT_RULES.says(
    'path',
    problem,
    `set gitops.path: ${actual}${inEach}, or write them to ${path.dirname(synced)} with --out`,
  );
  // Another folder without a path of its own may be a preview.
  return (isSet || isUsual ? error : warning)(place, statement, { subject: 'gitops.path' });
}
