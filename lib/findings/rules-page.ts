/** The page that describes the rules: docs/rules.md. */
import { homepage } from '../../package.json';

export const RULES_PAGE = 'docs/rules.md';

/** The anchor that GitHub gives to the heading of a rule: `addressesno-such-port` for `addresses/no-such-port`. */
export const anchorOf = (rule: string): string => rule.replace('/', '');

/** The URL of a rule's description. */
export const ruleUrl = (rule: string): string => `${homepage}/blob/main/${RULES_PAGE}#${anchorOf(rule)}`;
