/** Limits of single tenants in the user's own values, which need multitenancy, and no client in this stack sends a tenant. */
import { keyOf } from '../../../lib/cluster-file/findings';
import { at } from '../../../lib/yaml/parsed';
import { FOR_ALL, noDefaultsIn, noOtherTenant, ONLY_TENANT, tenantsIn } from '../../tenants';
import type { Checked } from '../check/checked';
import { valuesKeyOf } from '../config';
import { distributedReleases, monolithicReleases, type TempoRelease } from '../releases';
import { tenantLimits, tenantLimitsKey } from '../retention/retention';
import { TEMPO_RULES } from '../rules';

const isRenamed = ({ overrides }: Pick<TempoRelease, 'overrides'>): boolean => overrides === 'overrides.defaults';

/** @param distributed the release is one of tempo-distributed, whose values of Tempo are at the top */
export function checkTenantLimits({ config, findings, distributed }: Checked, release: TempoRelease): void {
  const above = distributed ? [] : ['tempo'];
  const limits = tenantLimits(at(config.values, ...above), release);
  const unused = tenantsIn(limits).filter((tenant) => tenant !== ONLY_TENANT);
  if (unused.length === 0) return;
  const defaults = [...above, isRenamed(release) ? 'overrides.defaults' : 'global_overrides'].join('.');
  const key = valuesKeyOf(config);
  const place = [...key, ...above, tenantLimitsKey(release)];
  const fix = `set the limits in ${defaults} of ${keyOf(key)}`;
  const tenants = unused.filter((tenant) => tenant !== FOR_ALL);
  if (tenants.length > 0)
    findings.warning(place, TEMPO_RULES.says('unused-limits', noOtherTenant(tenants), `${fix}, or name ${ONLY_TENANT}`));
  if (tenants.length === unused.length) return;
  const table = distributed ? distributedReleases : monolithicReleases;
  const before = isRenamed(release) ? '' : ` before ${table.name} ${table.first(isRenamed)}`;
  findings.warning(place, TEMPO_RULES.says('unused-limits', `${noDefaultsIn(FOR_ALL, tenantLimitsKey(release))}${before}`, fix));
}
