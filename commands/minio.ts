/** `npm run minio`: prints the commands that create bucket, user and policy, or in a cloud the bucket and the access to it. */

import { mcSteps } from '../charts/bucket/steps/mc';
import { bucketSteps } from '../charts/bucket/steps/steps';
import { CLUSTERS_OPTION, run } from '../lib/command-line/command';
import { printSteps, type WithBucket } from './print-steps';

/** The steps for one cluster. */
export function byMc({ name, bucket, podIdentity }: WithBucket): string[] {
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
    run: (options) => printSteps(options, byMc),
  });
}
