/** Reads the clusters of an output folder as sides of a change. */
import path from 'node:path';
import { documentOf } from '../../lib/cluster-file/bases/bases';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { isFolder } from '../../lib/files/file-kind';
import { namesIn, readPlainText } from '../../lib/files/plain-file';
import { type Finding, note, type Place, topicOf, warning } from '../../lib/findings/finding';
import { gitObstacle } from '../../lib/git/git';
import { workTreeOf } from '../../lib/git/work-tree';
import { isOurs } from '../../lib/output/header';
import type { Path } from '../../lib/yaml/parsed';
import type { ReleaseToRender } from '../../synthesis/cluster-output';
import { RENDER_RULES } from '../checks/render/rules';
import { readCluster } from '../read/cluster';
import type { Stack } from '../stack';
import { CHANGE_RULES } from './rules';

/** The folders of clusters in an output folder: those with a file that synth wrote. @param names the clusters to look for. @default all */
export function clustersIn(out: string, names?: readonly string[]): string[] {
  return (names ?? namesIn(out))
    .filter((name) => isFolder(path.join(out, name)))
    .filter((name) =>
      namesIn(path.join(out, name)).some((file) => file.endsWith('.k8s.yaml') && isOurs(textOf(path.join(out, name, file)))),
    )
    .sort();
}

function textOf(file: string): string {
  try {
    return readPlainText(file);
  } catch {
    return '';
  }
}

/** The manifests of the clusters in an output folder. @param releases those that synth renders now, by cluster. @default unknown */
export const stacksIn = (
  out: string,
  names?: readonly string[],
  releases: ReadonlyMap<string, readonly ReleaseToRender[]> = new Map(),
): Stack[] => clustersIn(out, names).map((name) => readCluster(out, name, undefined, { releases: releases.get(name) }));

/**
 * Both sides of a change, without the clusters whose new files cannot be read: they would seem to be removed. A new cluster that cannot be
 * read may be an old one under another name, so that nothing is known of those that seem to be gone.
 */
export function bothReadable<Side extends Pick<Stack, 'name' | 'damage'>>(
  before: readonly Side[],
  after: readonly Side[],
): [before: Side[], after: Side[]] {
  const damaged = after.filter(({ damage }) => damage).map(({ name }) => name);
  const mayBeRenamed = damaged.some((name) => !before.some((side) => side.name === name));
  const isThere = (side: Side) => after.some(({ name }) => name === side.name);
  const readable = (sides: readonly Side[]) => sides.filter(({ name }) => !damaged.includes(name));
  return [readable(before).filter((side) => !mayBeRenamed || isThere(side)), readable(after)];
}

/** Warns about what cannot be read in the old output, so that its changes are unknown. @param isCommitted whether a commit has it so */
export const notCompared = ({ findings, damage }: Pick<Stack, 'findings' | 'damage'>, isCommitted = false): Finding[] =>
  findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, place, problem, fix }) => {
      // The file is right if only a chart is not available.
      const isOfChart = !damage && topicOf({ rule }) === RENDER_RULES.topic;
      return warning(
        place,
        CHANGE_RULES.says('not-compared', `${problem}, so what changes in it is unknown`, isOfChart ? fix : isCommitted ? OTHER : COMPARE),
      );
    });

/** The same about the output of a cluster that is not in the output folder, where git cannot tell whether a commit has it. */
export function notComparedWithHead(out: string, name: string): Finding[] {
  const root = workTreeOf(out);
  const obstacle = root === undefined ? undefined : gitObstacle(root);
  if (!obstacle) return [];
  const { problem, fix, isInstalled } = obstacle;
  const said = CHANGE_RULES.says(
    'not-compared',
    `is not compared with that of HEAD, because ${problem}`,
    `${fix}, and run the command again`,
  );
  return [(isInstalled ? warning : note)({ file: path.join(out, name) }, said)];
}

const COMPARE = 'compare with the commit by `npm run verify -- --from HEAD`, or restore it with git and run the command again';
const OTHER = 'compare with a commit in which it can be read';

/** Places of keys in cluster files. @param clusters the names of clusters with their files; another cluster's place is its folder */
export function placesIn(
  clusters: readonly { readonly name: string; readonly source: ClusterSource }[],
  out: string,
): (cluster: string, ...keys: Path[]) => Place {
  const sources = new Map(clusters.map(({ name, source }) => [name, source]));
  const documents = new Map<string, ReturnType<typeof documentOf>>();
  return (cluster, ...keys) => {
    const source = sources.get(cluster);
    if (!source) return { file: path.join(out, cluster) };
    // Few clusters have findings.
    const document = documents.get(cluster) ?? documentOf(source);
    documents.set(cluster, document);
    const key = keys.find((each) => document.has(each)) ?? keys.at(-1) ?? [];
    return { file: source.file, ...document.placeOfKey(key) };
  };
}
