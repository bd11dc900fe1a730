/** How the output can differ from its cluster file. */
import { RuleSet } from '../../../lib/findings/rules';

export const FRESHNESS_RULES = new RuleSet('freshness', 'the output is what the cluster file makes today', {
  missing: {
    proves: 'every file that the cluster file asks for is in the output',
    example: 'is missing, and clusters/home.yaml asks for it; run `npm run synth`',
    wayOut: 'Run `npm run synth` and commit the output',
  },
  changed: {
    proves: 'no file of the output was edited by hand, left over, or made from an older cluster file',
    example: 'differs from what clusters/home.yaml makes; run `npm run synth`, or `npm run check` to see the difference',
    wayOut: 'Run `npm run synth` and commit the output; a change belongs into the cluster file',
  },
});
