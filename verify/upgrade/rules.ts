/** What `npm run upgrade` says about the releases of a cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const UPGRADE_RULES = new RuleSet('upgrade', 'every release in the cluster file is the newest one that is known and fits', {
  available: {
    proves: 'no newer release fits the rest of the cluster file',
    example: 'tempo.chart: 2.14.4 can move to 2.23.4; write it with --write',
    wayOut: 'Write the newer release with --write, or by hand',
    isFinal: true,
  },
  blocked: {
    proves: 'the rest of the cluster file fits the next release',
    example:
      'tempo.chart: 2.23.5 does not fit: tempo.receivers: opencensus was removed from Tempo in 2.10.6 (chart 2.23.5), and tempo.chart (line 11) is 2.23.5; remove it, or pin chart 2.23.4 or older',
    wayOut: 'Do what the finding of the next release says, or stay',
    isFinal: true,
  },
  changes: {
    proves: 'the newer release has the same ports, receivers, values and formats as the pinned one',
    example: 'tempo.chart: from 1.41.0, query port: 3200 instead of 3100',
    wayOut: 'Change what is outside of this stack accordingly',
    isFinal: true,
  },
  plan: {
    proves: 'no newer release needs more than another number in the cluster file',
    example:
      'tempo.chart: set in tempo: chart: 3.3.0, releaseName: tempo-3, kafka: {address: host:port}, migration: {from: 2.26.2, stage: side-by-side}',
    wayOut: 'Do the steps in order, one merge for each',
    isFinal: true,
  },
  together: {
    proves: 'all newer releases fit together',
    example:
      'linkerd.version: 2.18 is not written, because it does not fit tempo.chart 2.26.2; write one of them by --keys, and run the command again',
    wayOut: 'Write one of them by --keys, and run the command again',
    isFinal: true,
  },
});
