/** What the commands share that print steps for the storage of each cluster. */
import { bucketSteps } from '../charts/bucket/steps/steps';
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { readSources } from '../lib/cluster-file/sources';
import { type Options, print } from '../lib/command-line/command';
import type { ClusterOutput } from '../synthesis/cluster-output';
import { filesOf, synthesize } from '../synthesis/synthesize';
import { printErrors } from './print-errors';

/** A cluster with a bucket. */
export type WithBucket = ClusterOutput & { readonly bucket: NonNullable<ClusterOutput['bucket']> };

/** The steps for one cluster, by the means of its server. */
export const byServer = ({ name, bucket, bucketCreator, podIdentity }: WithBucket): string[] =>
  bucketSteps({
    ...{ cluster: name, bucket },
    ...(podIdentity && { podIdentity }),
    ...(bucketCreator && { creator: bucketCreator }),
  });

/**
 * Prints the commands for the storage of each cluster.
 * @param stepsOf those for a bucket
 * @returns the exit code: 0, or 1 if a cluster file is refused
 */
export function printSteps({ clusters, names }: Options, stepsOf: (output: WithBucket) => readonly string[]): number {
  const { environment } = withPlaceholders(process.env);
  const synthesis = synthesize(readSources(clusters, names), environment);
  printErrors(synthesis.findings, filesOf(synthesis));
  if (synthesis.refused) return 1;
  for (const output of synthesis.clusters) print(linesFor(output, stepsOf).join('\n'));
  return 0;
}

function linesFor(output: ClusterOutput, stepsOf: (output: WithBucket) => readonly string[]): readonly string[] {
  const { name, bucket, storageCommands } = output;
  if (storageCommands.length > 0) return [`# The storage of Tempo in ${name}, and its access to it.`, ...storageCommands];
  if (!bucket) return [`# ${name} needs no commands: its storage has no bucket, or the chart's own MinIO creates it.`];
  return stepsOf({ ...output, bucket });
}
