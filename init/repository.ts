/** The git repository, which may be larger than the folder of init. */
import path from 'node:path';
import { relativePath } from '../lib/cluster-file/formats/texts';
import { readSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, OUT_OPTION } from '../lib/command-line/command';
import { Refusal } from '../lib/command-line/errors';
import { isFolder } from '../lib/files/file-kind';
import { listed } from '../lib/findings/listed';
import { ignoredOf, pathInWorkTree, workTreeOf } from '../lib/git/work-tree';
import { readClusterFile } from '../verify/read/cluster';

const [CLUSTERS, OUT] = [CLUSTERS_OPTION.clusters.default, OUT_OPTION.out.default];

/** The working directory from the root of its repository; undefined at the root, and outside of a repository. */
export function folderInRepository(): string | undefined {
  const root = workTreeOf('.');
  return (root !== undefined && pathInWorkTree(root, '.')) || undefined;
}

/** Where Argo CD finds the output, if that is not the default of `gitops.path`. */
export function outputIn(folder: string | undefined, cluster: string): string | undefined {
  return folder === undefined ? undefined : `${folder}/${OUT}/${cluster}`;
}

/** @throws {Refusal} if `gitops.path` cannot name the output in that folder */
export function refuseOddFolder(folder: string): void {
  const { success } = relativePath(OUT).safeParse(folder);
  if (!success)
    throw new Refusal(
      `${folder}/: gitops.path cannot name this folder of the repository; run init in one whose path has only letters, digits, dots, hyphens and underscores`,
    );
}

/**
 * Cluster files that are there already.
 * @throws {Refusal} if the folder has other YAML, which synth would read as cluster files
 */
export function presentClusters(): readonly string[] {
  const sources = isFolder(CLUSTERS) ? clusterFiles() : [];
  const other = sources.find((source) => !readClusterFile(source).config);
  if (other)
    throw new Refusal(
      `${other.file} is not a cluster file, or has a mistake, and synth reads all YAML in ${CLUSTERS}/; run init in a folder of its own, or move it away`,
    );
  return sources.map(({ file }) => file);
}

function clusterFiles() {
  try {
    return readSources(CLUSTERS, []);
  } catch (error) {
    if (error instanceof Refusal) return []; // it has no YAML
    throw error;
  }
}

/** What must be committed, and git ignores: a note on it. @param files those of init */
export function ignoredNotes(files: readonly string[], cluster: string): string[] {
  const root = workTreeOf('.');
  if (root === undefined) return [];
  const needed = [...files, `${OUT}/${cluster}/applications.k8s.yaml`, `__snapshots__/${cluster}.yaml`, 'charts.lock', 'package-lock.json'];
  const ignored = [...ignoredOf(root, needed)].map((file) => (file.startsWith(`${OUT}/`) ? `${OUT}/` : path.normalize(file)));
  if (ignored.length === 0) return [];
  return [
    `git ignores ${listed(ignored)}, which must be committed; correct the .gitignore that names ${ignored.length > 1 ? 'them' : 'it'}`,
  ];
}
