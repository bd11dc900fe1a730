/** `npm run bucket`: prints all that has to be done by hand for the bucket of a cluster, by the means of its server. */
import { CLUSTERS_OPTION, type Options, run } from '../lib/command-line/command';
import { byServer, printSteps } from './print-steps';

/** @returns the exit code */
export const bucket = (options: Options): number => printSteps(options, byServer);

if (require.main === module) {
  run({
    usage: 'npm run bucket -- [--clusters DIR] [CLUSTER...]',
    description:
      'Prints what has to be done by hand for the bucket of Tempo, its user and its policy, or for the identity that accesses it: the commands of the server that tempo.storage names.',
    options: CLUSTERS_OPTION,
    run: bucket,
  });
}
