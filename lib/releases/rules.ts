/** What is wrong with a version in the cluster file. */
import { RuleSet } from '../findings/rules';

export const RELEASE_RULES = new RuleSet('release', 'every version in the cluster file is one that this project knows', {
  incomplete: {
    proves: 'Each version is complete enough to say which release is meant',
    example: 'traefik.chart: traefik 27.0 has no patch number; use 27.0.2, the newest of 27.0',
    wayOut: 'Write all three numbers of the version',
    isFinal: true,
  },
  'known-bad': {
    proves: 'No version is of a release that works for nobody',
    example: 'tempo.chart: tempo-distributed 1.13.0 renders no ingester; use 1.12.0 or 1.13.2',
    wayOut: 'Use the release that the message names',
    isFinal: true,
  },
  unsupported: {
    proves: 'No version is older than the releases known here, or of another major',
    example: 'tempo.chart: tempo-distributed 0.20.0 is not supported; use 0.27.0 to 3.3.0',
    wayOut: 'Use a release of the range that the message names',
    isFinal: true,
  },
  'never-released': {
    proves: 'Each version was released',
    example: 'tempo.chart: tempo-distributed 2.3.7 was never released; use 2.3.2 or 2.4.2, the nearest',
    wayOut: 'Correct the version',
    isFinal: true,
  },
  'newer-than-known': {
    proves: 'No version is newer than the releases known here',
    example:
      'tempo.chart: tempo-distributed 3.4.0 is newer than any release known here, and is treated as 3.3.0; check the output before you merge',
    wayOut: 'Check the output before you merge, or update tempo-gitops',
  },
});
