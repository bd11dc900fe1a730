/** `npm run minio`: prints the commands that create bucket, user and policy, or in a cloud the bucket and the access to it. */
import { mcSteps } from '../charts/bucket/steps/mc';
import { bucketSteps } from '../charts/bucket/steps/steps';
import { lacksAdminApi } from '../charts/minio/hosted';
import { CLUSTERS_OPTION, run } from '../lib/command-line/command';
import { byServer, printSteps, type WithBucket } from './print-steps';

/** The steps for one cluster. */
export function byMc(output: WithBucket): string[] {
  const { name, bucket, podIdentity } = output;
  if (podIdentity) return bucketSteps({ cluster: name, bucket, podIdentity });
  const other = lacksAdminApi(bucket);
  if (other)
    return [`# ${other} has no admin API of MinIO, which mc needs. So these are the commands of \`npm run bucket\`.`, ...byServer(output)];
  return [
    `# Bucket, user and policy of Tempo in ${name}, for mc RELEASE.2024-10-08 or newer. Each command can be repeated.`,
    ...mcSteps(name, bucket),
  ];
}

if (require.main === module) {
  run({
    usage: 'npm run minio -- [--clusters DIR] [CLUSTER...]',
    description:
      "Prints the mc commands that create Tempo's bucket, user and policy: the manual way to do what the Job of `minio:` does. With `identity`, those of the AWS CLI; for a server without the admin API of MinIO, those of `npm run bucket`.",
    options: CLUSTERS_OPTION,
    run: (options) => printSteps(options, byMc),
  });
}
