/** Checks that the limits of a tenant, which inherit nothing from the defaults, are used, and leave out nothing that it needs. */
import { isLimitGroup } from '../../../charts/tempo/config-fields/fields';
import { FOR_ALL, noDefaultsIn, noOtherTenant, ONLY_TENANT, tenantsIn } from '../../../charts/tenants';
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { at, isMap, listAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { isMonolithic, processorsOf, type RunningTempo, targetOf } from '../../world/tempo';
import { wantsTenant } from '../../world/tempo-server';
import { tenantLimitsFile, tenantLimitsIn } from '../../world/tenant-limits';
import { CONFIGURATION_RULES } from './rules';

/** The entry of all tenants without their own. */
const OTHERS = '*';

export function checkTenantLimits(tempo: RunningTempo, world: World): Finding[] {
  const file = tenantLimitsFile(tempo, world);
  if (!file) return [];
  const about = { ...aboutObject(file.placed.object), part: file.key };
  const all = tenantLimitsIn(file.text);
  const used = usedLimits(tempo, all);
  const unused = tenantsIn(all).filter((tenant) => !(tenant in used));
  return [
    ...Object.entries(used).flatMap(([tenant, limits]) =>
      whatIsMissing(tempo, tenant, limits).map((statement) => error(file.placed.place, statement, about)),
    ),
    ...neverUsed(tempo, unused, all).map((statement) => warning(file.placed.place, statement, about)),
  ];
}

/** @param unused the tenants without traces */
function neverUsed(tempo: RunningTempo, unused: readonly string[], all: Readonly<Record<string, unknown>>): Statement[] {
  const keyOf = (tenant: string) => `overrides.${tenant}`;
  const says = (some: readonly string[], problem: string, more: string) => {
    const areFlat = some.some((tenant) => isFlat(all[tenant]));
    return CONFIGURATION_RULES.says('unused-limits', problem, `set the limits in ${keyOfLimits(tempo, areFlat)} of ${tempo.key}${more}`);
  };
  const tenants = unused.filter((tenant) => tenant !== FOR_ALL);
  return [
    ...(tenants.length > 0 ? [says(tenants, noOtherTenant(tenants.map(keyOf)), `, or name ${ONLY_TENANT}`)] : []),
    ...(unused.includes(FOR_ALL) ? [says([FOR_ALL], noDefaultsIn(keyOf(FOR_ALL), 'this file'), '')] : []),
  ];
}

/** Whether limits are in the format of Tempo before 2.3, which later releases read too. A group shows that an unknown field is beside it. */
const isFlat = (limits: unknown): boolean =>
  isMap(limits) &&
  !Object.keys(limits).some(isLimitGroup) &&
  Object.entries(limits).some(([field, value]) => !isMap(value) && field !== 'forwarders');

/** Where the limits of all tenants are. */
const keyOfLimits = ({ config }: RunningTempo, areFlat: boolean): string =>
  !areFlat || isMap(at(config, 'overrides', 'defaults')) ? 'overrides.defaults' : 'overrides';

/** The entries that Tempo looks up. It ignores those that are null. Limits of all tenants are meant by `defaults`, and no tenant. */
function usedLimits(tempo: RunningTempo, limits: Readonly<Record<string, unknown>>): Record<string, Record<string, unknown>> {
  const entries = Object.entries(limits).flatMap(([tenant, each]) => (isMap(each) && tenant !== FOR_ALL ? [[tenant, each] as const] : []));
  if (tempo.readers.some((reader) => wantsTenant(tempo, reader))) return Object.fromEntries(entries);
  const only = entries.find(([tenant]) => tenant === ONLY_TENANT) ?? entries.find(([tenant]) => tenant === OTHERS);
  return only ? Object.fromEntries([only]) : {};
}

/** Without these two, nothing may be sent (`AllowN` of modules/distributor/distributor.go). The other limits are off at 0. */
const RATE = ['rate_limit_bytes', 'burst_size_bytes'] as const;

function whatIsMissing(tempo: RunningTempo, tenant: string, limits: Record<string, unknown>): Statement[] {
  const areFlat = isFlat(limits);
  const [rate, processors] = areFlat
    ? [RATE.map((field) => [`ingestion_${field}`]), ['metrics_generator_processors']]
    : [RATE.map((field) => ['ingestion', field]), ['metrics_generator', 'processors']];
  const receives = tempo.readers.some((reader) => isMonolithic(reader) || targetOf(reader) === 'distributor');
  const refused = receives ? rate.filter((path) => !at(limits, ...path)) : [];
  const lost = processorsOf(tempo).names.length > 0 && listAt(limits, ...processors).length === 0 ? [processors] : [];
  const says = lacks(tempo, tenant, areFlat);
  return [
    ...(refused.length > 0 ? [says(refused, 'Tempo refuses its traces')] : []),
    ...(lost.length > 0 ? [says(lost, 'the metrics-generator makes no metrics')] : []),
  ];
}

const lacks = (tempo: RunningTempo, tenant: string, areFlat: boolean) => (fields: readonly (readonly string[])[], result: string) => {
  const isOnly = !tempo.readers.some((reader) => wantsTenant(tempo, reader));
  const whom = isOnly ? 'the only tenant' : tenant === OTHERS ? 'every other tenant' : 'that tenant';
  const names = listed(fields.map((path) => path.join('.')));
  const problem = `overrides.${tenant} replaces all defaults for ${whom} and lacks ${names}, so ${result}`;
  const fix = `add ${fields.length > 1 ? 'them' : 'it'}, or set the limits in ${keyOfLimits(tempo, areFlat)} of the configuration`;
  return CONFIGURATION_RULES.says('missing-limits', problem, fix);
};
