/** The cluster files and the output at a commit. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../charts/tempo/credentials/secret';
import { extendedBy } from '../lib/cluster-file/bases/bases';
import { type ClusterSource, readSources } from '../lib/cluster-file/sources';
import { Refusal, UsageError } from '../lib/command-line/errors';
import { writeFiles } from '../lib/files/write-files';
import { fileAt, filesAt } from '../lib/git/files-at';
import { pathInWorkTree, workTreeOf } from '../lib/git/work-tree';
import { FLEET_SOURCE } from '../lib/output/fleet-files';
import type { ClusterOutput } from '../synthesis/cluster-output';
import { clustersIn } from '../verify/change/read';
import { readCluster } from '../verify/read/cluster';
import type { Stack } from '../verify/stack';
import { clusterTask, type Task, UnreadableFiles } from '../verify/task';

export interface EarlierProps {
  readonly clusters: string;
  readonly out: string;
  /** A branch, a tag or a commit. */
  readonly ref: string;
  /** An empty folder. */
  readonly folder: string;
  readonly environment: Environment;
}

/** A cluster at the commit. */
export interface Earlier {
  readonly stack: Stack;
  /** What its cluster file declares and accepts; undefined if it cannot be read today. */
  readonly task?: Task;
  /** What synth makes of it today. */
  readonly output?: ClusterOutput;
}

/** @throws Refusal if there is no such commit */
export function clustersAt({ clusters, out, ref, folder, environment }: EarlierProps): Earlier[] {
  const output = path.join(folder, 'dist');
  mkdirSync(output);
  writeFiles(output, filesAt(out, ref));
  const described = sourcesIn(filesWithBases(clusters, ref, folder)).flatMap(
    (source) => describedCluster(source, output, environment) ?? [],
  );
  return clustersIn(output).map(
    (name) => described.find(({ stack }) => stack.name === name) ?? { stack: readCluster(output, name, undefined) },
  );
}

/** Writes the cluster files and what they extend, in their places below the work tree. @returns the folder with the cluster files */
function filesWithBases(clusters: string, ref: string, folder: string): string {
  const root = workTreeOf(clusters) ?? '';
  const tree = path.join(folder, 'tree');
  const files = path.join(tree, pathInWorkTree(root, clusters));
  mkdirSync(files, { recursive: true });
  const written = filesAt(clusters, ref);
  writeFiles(files, written);
  const fleet = root && fileAt(root, pathInWorkTree(root, path.join(path.dirname(clusters), FLEET_SOURCE)), ref);
  if (fleet) writeFiles(path.dirname(files), [[FLEET_SOURCE, fleet]]);
  const left = [...written.keys()].map((name) => path.join(files, name));
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    const bases = extendedBy(file, readFileSync(file, 'utf8')).filter(
      (base) => !existsSync(base) && !path.relative(tree, base).startsWith('..'),
    );
    for (const base of bases) {
      const content = fileAt(root, path.relative(tree, base), ref);
      if (content === undefined) continue;
      writeFiles(tree, [[path.relative(tree, base), content]]);
      left.push(base);
    }
  }
  return files;
}

function sourcesIn(folder: string): ClusterSource[] {
  try {
    return readSources(folder, []);
  } catch (error) {
    if (error instanceof Refusal || error instanceof UsageError) return [];
    throw error;
  }
}

/** Whether the output is fresh is a question about today's. */
function describedCluster(source: ClusterSource, out: string, environment: Environment): Earlier | undefined {
  try {
    const task = clusterTask({ source, out, environment, withChange: false });
    const { made } = task;
    return made && { stack: { ...made.stack, made: undefined }, task, output: made.stack.made?.synthesis.clusters[0] };
  } catch (error) {
    if (error instanceof UnreadableFiles) return undefined;
    throw error;
  }
}
