/** `npm run minio`: prints the commands that create bucket, user and policy, or in AWS the bucket and the access of an identity. */

import type { ClusterOutput } from '../charts/cluster-output';
import { type Bucket, bucketCommands, policy, serverOptions, serverUrl } from '../charts/minio/bucket';
import { synthesize } from '../charts/synthesize';
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { awsCommands } from '../charts/tempo/storage/s3/aws-commands';
import { readSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, type Options, print, printFindings, run } from '../lib/command-line/command';

const POLICY_FILE = 'user_policy.json';

/** @returns the exit code: 0, or 1 if a cluster file is refused */
export function minio({ clusters, names }: Options): number {
  const { environment } = withPlaceholders(process.env);
  const synthesis = synthesize(readSources(clusters, names), environment);
  printFindings(synthesis.findings.filter(({ severity }) => severity === 'error'));
  if (synthesis.refused) return 1;
  for (const output of synthesis.clusters) print(linesFor(output).join('\n'));
  return 0;
}

function linesFor({ name, bucket, podIdentity }: ClusterOutput): string[] {
  if (!bucket) return [`# ${name} needs no commands: the chart's MinIO creates the bucket, or the storage has none.`];
  if (!podIdentity) return commandsFor(name, bucket);
  return [
    `# Bucket of Tempo in ${name}, and its access by ${podIdentity.account}, for AWS CLI 2.`,
    ...awsCommands(bucket, policy(bucket), podIdentity),
  ];
}

function commandsFor(name: string, bucket: Bucket): string[] {
  const alias = `${name}-tempo`;
  return [
    `# Bucket, user and policy of Tempo in ${name}, for mc RELEASE.2024-10-08 or newer. Each command can be repeated.`,
    '# mc asks for the keys of an administrator of the server:',
    `mc${serverOptions(bucket)} alias set ${alias} ${serverUrl(bucket)}`,
    `cat > ${POLICY_FILE} <<'EOF'\n${JSON.stringify(policy(bucket), null, 2)}\nEOF`,
    '# The access key id of Tempo; mc asks for it again, and for its secret:',
    'ACCESS_KEY_ID=tempo',
    ...bucketCommands(bucket, { mc: `mc${serverOptions(bucket)}`, alias, accessKeyId: '"$ACCESS_KEY_ID"', policyFile: POLICY_FILE }),
  ];
}

if (require.main === module) {
  run({
    usage: 'npm run minio -- [--clusters DIR] [CLUSTER...]',
    description:
      "Prints the mc commands that create Tempo's bucket, user and policy: the manual way to do what the Job of `minio:` does. With `identity`, those of the AWS CLI.",
    options: CLUSTERS_OPTION,
    run: minio,
  });
}
