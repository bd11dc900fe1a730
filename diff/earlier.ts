/** The cluster files and the output at a commit. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../charts/tempo/credentials/secret';
import { type ClusterSource, readSources } from '../lib/cluster-file/sources';
import { Refusal, UsageError } from '../lib/command-line/command';
import { filesAt } from '../lib/git/files-at';
import { writeFiles } from '../lib/output/write-files';
import { clustersIn } from '../verify/change/read';
import { readCluster } from '../verify/read/cluster';
import type { Stack } from '../verify/stack';
import { clusterTask, UnreadableFile } from '../verify/task';

export interface EarlierProps {
  readonly clusters: string;
  readonly out: string;
  /** A branch, a tag or a commit. */
  readonly ref: string;
  /** An empty folder. */
  readonly folder: string;
  readonly environment: Environment;
}

/**
 * @returns the manifests of each cluster, with what its cluster file declared if it can be read today
 * @throws Refusal if there is no such commit
 */
export function stacksAt({ clusters, out, ref, folder, environment }: EarlierProps): Stack[] {
  const [files, output] = [path.join(folder, 'clusters'), path.join(folder, 'dist')];
  for (const each of [files, output]) mkdirSync(each);
  writeFiles(files, filesAt(clusters, ref));
  writeFiles(output, filesAt(out, ref));
  const described = sourcesIn(files).flatMap((source) => describedStack(source, output, environment) ?? []);
  return clustersIn(output).map((name) => described.find((stack) => stack.name === name) ?? readCluster(output, name, undefined));
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
function describedStack(source: ClusterSource, out: string, environment: Environment): Stack | undefined {
  try {
    const { made } = clusterTask({ source, out, environment, withChange: false });
    return made && { ...made.stack, made: undefined };
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}
