/** `npm run minio`: prints the commands that create bucket, user and policy, or in a cloud the bucket and the access to it. */

import { mcSteps } from '../charts/bucket/steps/mc';
import { bucketSteps } from '../charts/bucket/steps/steps';
import type { ClusterOutput } from '../charts/cluster-output';
import { synthesize } from '../charts/synthesize';
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { readSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, type Options, print, printFindings, run } from '../lib/command-line/command';

/** @returns the exit code: 0, or 1 if a cluster file is refused */
export function minio({ clusters, names }: Options): number {
  const { environment } = withPlaceholders(process.env);
  const synthesis = synthesize(readSources(clusters, names), environment);
  printFindings(synthesis.findings.filter(({ severity }) => severity === 'error'));
  if (synthesis.refused) return 1;
  for (const output of synthesis.clusters) print(linesFor(output).join('\n'));
  return 0;
}

function linesFor({ name, bucket, podIdentity, storageCommands }: ClusterOutput): string[] {
  if (storageCommands.length > 0) return [`# The storage of Tempo in ${name}, and its access to it.`, ...storageCommands];
  if (!bucket) return [`# ${name} needs no commands: its storage has no bucket, or the chart's own MinIO creates it.`];
  if (podIdentity) return bucketSteps({ cluster: name, bucket, podIdentity });
  return [
    `# Bucket, user and policy of Tempo in ${name}, for mc RELEASE.2024-10-08 or newer. Each command can be repeated.`,
    ...mcSteps(name, bucket),
  ];
}

if (require.main === module) {
  run({
    usage: 'npm run minio -- [--clusters DIR] [CLUSTER...]',
    description:
      "Prints the mc commands that create Tempo's bucket, user and policy: the manual way to do what the Job of `minio:` does. With `identity`, those of the AWS CLI. `npm run bucket` prints those of any server.",
    options: CLUSTERS_OPTION,
    run: minio,
  });
}
