/** Limits of single tenants in the user's own values, which need multitenancy, and no client in this stack sends a tenant. */
import { keyOf } from '../../../lib/cluster-file/findings';
import { isMap } from '../../../lib/yaml/parsed';
import { NO_TENANTS, noOtherTenant, ONLY_TENANT } from '../../tenants';
import type { Checked } from '../check/checked';
import { valuesKeyOf } from '../config';
import type { TempoRelease } from '../releases';
import { tenantLimits, tenantLimitsKey } from '../retention/retention';
import { TEMPO_RULES } from '../rules';

/** @param distributed the release is one of tempo-distributed, whose values of Tempo are at the top */
export function checkTenantLimits({ config, findings, distributed }: Checked, release: TempoRelease): void {
  const above = distributed ? [] : ['tempo'];
  const values = above.reduce<unknown>((all, key) => (isMap(all) ? all[key] : undefined), config.values);
  const limits = tenantLimits(values, release);
  const unused = Object.keys(limits).filter((name) => ![ONLY_TENANT, ...NO_TENANTS].includes(name) && isMap(limits[name]));
  if (unused.length === 0) return;
  const defaults = [...above, release.overrides === 'overrides.defaults' ? 'overrides.defaults' : 'global_overrides'].join('.');
  const key = valuesKeyOf(config);
  findings.warning(
    [...key, ...above, tenantLimitsKey(release)],
    TEMPO_RULES.says('unused-limits', noOtherTenant(unused), `set the limits in ${defaults} of ${keyOf(key)}, or name ${ONLY_TENANT}`),
  );
}
