/** The rules of verify, without the checks that apply them: synth knows the names too. */
import type { RuleSet } from '../lib/findings/rules';
import { CHANGE_RULES } from './change/rules';
import { ADDRESSES_RULES } from './checks/addresses/rules';
import { ARGOCD_RULES } from './checks/argocd/rules';
import { CONFIGURATION_RULES } from './checks/configuration/rules';
import { FRESHNESS_RULES } from './checks/freshness/rules';
import { HYGIENE_RULES } from './checks/hygiene/rules';
import { IDENTITY_RULES } from './checks/identity/rules';
import { MICROSERVICES_RULES } from './checks/microservices/rules';
import { RENDER_RULES } from './checks/render/rules';
import { SHAPE_RULES } from './checks/shape/rules';
import { VALUES_RULES } from './checks/values/rules';
import { SERVER_RULES } from './server/rules';
import { UPGRADE_RULES } from './upgrade/rules';

/** In the order of the report. */
const OF_CHECKS: readonly RuleSet[] = [
  FRESHNESS_RULES,
  RENDER_RULES,
  ARGOCD_RULES,
  VALUES_RULES,
  MICROSERVICES_RULES,
  CONFIGURATION_RULES,
  ADDRESSES_RULES,
  IDENTITY_RULES,
  SHAPE_RULES,
  HYGIENE_RULES,
];

/** The rules of each check, of changes, of upgrades and of a real API server. */
export const VERIFY_RULES: readonly RuleSet[] = [...OF_CHECKS, CHANGE_RULES, UPGRADE_RULES, SERVER_RULES];
