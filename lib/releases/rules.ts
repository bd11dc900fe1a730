/** Mistakes in versions of the cluster file. */
import { RuleSet } from '../findings/rules';

export const RELEASE_RULES = new RuleSet('release', 'every version in the cluster file is supported', {
  incomplete: {
    proves: 'every version identifies one release',
    example: 'traefik.chart: traefik 27.0 has no patch number; use 27.0.2, the newest of 27.0',
    wayOut: 'Write all three numbers of the version',
    isFinal: true,
  },
  'known-bad': {
    proves: 'no version is known to be broken',
    example: 'tempo.chart: tempo-distributed 1.13.0 renders no ingester; use 1.12.0 or 1.13.2',
    wayOut: 'Use the release that the message names',
    isFinal: true,
  },
  unsupported: {
    proves: 'no version is older or of a later major than the known releases',
    example: 'tempo.chart: tempo-distributed 0.20.0 is not supported; use 0.27.0 to 3.3.0',
    wayOut: 'Use a release in the range that the message names',
    isFinal: true,
  },
  'never-released': {
    proves: 'every version was released',
    example: 'tempo.chart: tempo-distributed 2.3.7 was never released; use 2.3.2 or 2.4.2, the nearest',
    wayOut: 'Correct the version',
    isFinal: true,
  },
  'newer-than-known': {
    proves: 'no version is newer than the known releases',
    example:
      'tempo.chart: tempo-distributed 3.4.0 is newer than any release known here, and is treated as 3.3.0; check the output before you merge',
    wayOut: 'Check the output before you merge, or update tempo-gitops',
  },
});
