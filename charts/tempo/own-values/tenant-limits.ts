/** Limits of single tenants in the user's own values, which need multitenancy, and no client in this stack sends a tenant. */
import { keyOf } from '../../../lib/cluster-file/findings';
import { at } from '../../../lib/yaml/parsed';
import { noOtherTenant, ONLY_TENANT, tenantsIn } from '../../tenants';
import type { Checked } from '../check/checked';
import { valuesKeyOf } from '../config';
import type { TempoRelease } from '../releases';
import { tenantLimits, tenantLimitsKey } from '../retention/retention';
import { TEMPO_RULES } from '../rules';

/** @param distributed the release is one of tempo-distributed, whose values of Tempo are at the top */
export function checkTenantLimits({ config, findings, distributed }: Checked, release: TempoRelease): void {
  const above = distributed ? [] : ['tempo'];
  const limits = tenantLimits(at(config.values, ...above), release);
  const unused = tenantsIn(limits).filter((tenant) => tenant !== ONLY_TENANT);
  if (unused.length === 0) return;
  const defaults = [...above, release.overrides === 'overrides.defaults' ? 'overrides.defaults' : 'global_overrides'].join('.');
  const key = valuesKeyOf(config);
  findings.warning(
    [...key, ...above, tenantLimitsKey(release)],
    TEMPO_RULES.says('unused-limits', noOtherTenant(unused), `set the limits in ${defaults} of ${keyOf(key)}, or name ${ONLY_TENANT}`),
  );
}
