/** Mistakes in `accept:` and in tempo-gitops.accept.yaml. */
import { RuleSet } from '../rules';

export const ACCEPT_RULES = new RuleSet('accept', 'every acceptance matches a finding that can be accepted', {
  unused: {
    proves: 'every acceptance matches a finding',
    example: 'accept: hygiene/no-requests matches no finding of Deployment web; remove this item, or correct its object',
    wayOut: 'Remove the item, or correct its object: a name, a subject, a part, a file or a key as the finding shows it',
    isFinal: true,
  },
  'unknown-rule': {
    proves: 'every acceptance names a rule that exists',
    example: 'accept: unknown rule addresses/no-such-prot; did you mean addresses/no-such-port?',
    wayOut: 'Use the name of a rule as the finding or docs/rules.md shows it',
    isFinal: true,
  },
  final: {
    proves: 'no acceptance names a rule whose findings cannot be accepted',
    example: 'accept: render/failed cannot be accepted; remove this item, and correct what the rule reports',
    wayOut: 'Remove the item, and correct what the rule reports',
    isFinal: true,
  },
});
