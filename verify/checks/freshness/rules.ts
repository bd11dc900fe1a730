/** Differences between the output and its cluster file. */
import { RuleSet } from '../../../lib/findings/rules';

export const FRESHNESS_RULES = new RuleSet('freshness', 'the output is what synth generates from the cluster file', {
  missing: {
    proves: 'no file of the output is missing',
    example: 'is missing, but synth generates it from clusters/home.yaml; run `npm run synth`',
    wayOut: 'Run `npm run synth` and commit the output',
  },
  changed: {
    proves: 'no file of the output is edited, left over, or generated from an older cluster file',
    example: 'differs from the output of clusters/home.yaml; run `npm run synth`, or `npm run check` to see the difference',
    wayOut: 'Run `npm run synth` and commit the output; make changes in the cluster file',
  },
  obstacle: {
    proves: 'nothing that synth does not replace is in the place of an output file',
    example: 'was not written by `npm run synth`, which needs this path; move the file away',
    wayOut: 'Move it away, and run `npm run synth`. Nothing else of this cluster is reported until then',
    isFinal: true,
  },
});
