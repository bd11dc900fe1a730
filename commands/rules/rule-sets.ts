/** All rules, in the order of docs/rules.md. */
import type { RuleSet } from '../../lib/findings/rules';
import { SMOKE_RULES } from '../../smoke/rules';
import { SYNTH_RULES } from '../../synthesis/rule-sets';
import { VERIFY_RULES } from '../../verify/rule-sets';

export const RULE_SETS: readonly RuleSet[] = [...SYNTH_RULES, ...VERIFY_RULES, SMOKE_RULES];
