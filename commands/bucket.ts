/** `npm run bucket`: prints all that has to be done by hand for the bucket of a cluster, by the means of its server. */
import { bucketSteps } from '../charts/bucket/steps/steps';
import { CLUSTERS_OPTION, run } from '../lib/command-line/command';
import { printSteps, type WithBucket } from './print-steps';

/** The steps for one cluster. */
export const byServer = ({ name, bucket, bucketCreator, podIdentity }: WithBucket): string[] =>
  bucketSteps({
    ...{ cluster: name, bucket },
    ...(podIdentity && { podIdentity }),
    ...(bucketCreator && { creator: bucketCreator }),
  });

if (require.main === module) {
  run({
    usage: 'npm run bucket -- [--clusters DIR] [CLUSTER...]',
    description:
      'Prints what has to be done by hand for the bucket of Tempo, its user and its policy, or for the identity that accesses it: the commands of the server that tempo.storage names.',
    options: CLUSTERS_OPTION,
    run: (options) => printSteps(options, byServer),
  });
}
