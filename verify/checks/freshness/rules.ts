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
});
