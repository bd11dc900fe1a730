/** `npm run bucket`: prints all that has to be done by hand for the bucket of a cluster, by the means of its server. */
import { bucketSteps } from '../charts/bucket/steps/steps';
import type { ClusterOutput } from '../charts/cluster-output';
import { synthesize } from '../charts/synthesize';
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { readSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, type Options, print, printFindings, run } from '../lib/command-line/command';

/** @returns the exit code: 0, or 1 if a cluster file is refused */
export function bucket({ clusters, names }: Options): number {
  const { environment } = withPlaceholders(process.env);
  const synthesis = synthesize(readSources(clusters, names), environment);
  printFindings(synthesis.findings.filter(({ severity }) => severity === 'error'));
  if (synthesis.refused) return 1;
  for (const output of synthesis.clusters) print(linesFor(output).join('\n'));
  return 0;
}

function linesFor({ name, bucket: created, bucketCreator, podIdentity, storageCommands }: ClusterOutput): string[] {
  if (storageCommands.length > 0) return [`# The storage of Tempo in ${name}, and its access to it.`, ...storageCommands];
  if (!created) return [`# ${name} needs no commands: its storage has no bucket, or the chart's own MinIO creates it.`];
  return bucketSteps({
    ...{ cluster: name, bucket: created },
    ...(podIdentity && { podIdentity }),
    ...(bucketCreator && { creator: bucketCreator }),
  });
}

if (require.main === module) {
  run({
    usage: 'npm run bucket -- [--clusters DIR] [CLUSTER...]',
    description:
      'Prints what has to be done by hand for the bucket of Tempo, its user and its policy, or for the identity that accesses it: the commands of the server that tempo.storage names.',
    options: CLUSTERS_OPTION,
    run: bucket,
  });
}
