/** Reads the clusters of an output folder as sides of a change. */
import path from 'node:path';
import { Document } from '../../lib/cluster-file/document';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { type Finding, type Place, topicOf, warning } from '../../lib/findings/finding';
import { isFolder } from '../../lib/output/file-kind';
import { isOurs } from '../../lib/output/header';
import { namesIn, readPlainFile } from '../../lib/output/plain-file';
import type { Path } from '../../lib/yaml/parsed';
import { RENDER_RULES } from '../checks/render/rules';
import { readCluster } from '../read/cluster';
import type { Stack } from '../stack';
import { CHANGE_RULES } from './rules';

/** The folders of clusters in an output folder: those with a file that synth wrote. @param names the clusters to look for. @default all */
export function clustersIn(out: string, names?: readonly string[]): string[] {
  if (!isFolder(out)) return [];
  return namesIn(out)
    .filter((name) => (names?.includes(name) ?? true) && isFolder(path.join(out, name)))
    .filter((name) =>
      namesIn(path.join(out, name)).some((file) => file.endsWith('.k8s.yaml') && isOurs(textOf(path.join(out, name, file)))),
    )
    .sort();
}

function textOf(file: string): string {
  try {
    return readPlainFile(file).toString('utf8');
  } catch {
    return '';
  }
}

/** The manifests of the clusters in an output folder. */
export const stacksIn = (out: string, names?: readonly string[]): Stack[] =>
  clustersIn(out, names).map((name) => readCluster(out, name, undefined));

/** Warns about files of the old output that cannot be read, so that their changes are unknown. */
export const notCompared = ({ findings }: Pick<Stack, 'findings'>): Finding[] =>
  findings
    .filter(({ severity }) => severity === 'error')
    .map((finding) => {
      // A chart that is not available is no mistake in the file.
      const fix = topicOf(finding) === RENDER_RULES.topic ? finding.fix : 'restore it with git, and run the command again';
      return warning(finding.place, CHANGE_RULES.says('not-compared', `${finding.problem}, so what changes in it is unknown`, fix));
    });

/** Places of keys in cluster files. @param clusters the names of clusters with their files; another cluster's place is its folder */
export function placesIn(
  clusters: readonly { readonly name: string; readonly source: ClusterSource }[],
  out: string,
): (cluster: string, key: Path) => Place {
  const documents = new Map(clusters.map(({ name, source }) => [name, { file: source.file, document: new Document(source.text) }]));
  return (cluster, key) => {
    const found = documents.get(cluster);
    return found ? { file: found.file, ...found.document.placeOfKey(key) } : { file: path.join(out, cluster) };
  };
}
