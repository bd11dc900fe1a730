/** Checks that the limits of a tenant, which inherit nothing from the defaults, leave out nothing that it needs. */
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { at, isMap, listAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { isMonolithic, processorsOf, type RunningTempo, targetOf } from '../../world/tempo';
import { wantsTenant } from '../../world/tempo-server';
import { tenantLimitsFile, tenantLimitsIn } from '../../world/tenant-limits';
import { CONFIGURATION_RULES } from './rules';

/** The tenant without multitenancy (pkg/util/auth.go), and the entry of all tenants without their own. */
const ONLY_TENANT = 'single-tenant';
const OTHERS = '*';

export function checkTenantLimits(tempo: RunningTempo, world: World): Finding[] {
  const file = tenantLimitsFile(tempo, world);
  if (!file) return [];
  const about = { ...aboutObject(file.placed.object), part: file.key };
  return Object.entries(usedLimits(tempo, tenantLimitsIn(file.text))).flatMap(([tenant, limits]) =>
    whatIsMissing(tempo, tenant, limits).map((statement) => error(file.placed.place, statement, about)),
  );
}

/** The entries that Tempo looks up. It ignores those that are null. */
function usedLimits(tempo: RunningTempo, limits: Readonly<Record<string, unknown>>): Record<string, Record<string, unknown>> {
  const entries = Object.entries(limits).flatMap(([tenant, each]) => (isMap(each) ? [[tenant, each] as const] : []));
  if (tempo.readers.some((reader) => wantsTenant(tempo, reader))) return Object.fromEntries(entries);
  const only = entries.find(([tenant]) => tenant === ONLY_TENANT) ?? entries.find(([tenant]) => tenant === OTHERS);
  return only ? Object.fromEntries([only]) : {};
}

/** Without these two, nothing may be sent (`AllowN` of modules/distributor/distributor.go). The other limits are off at 0. */
const RATE = ['rate_limit_bytes', 'burst_size_bytes'] as const;

function whatIsMissing(tempo: RunningTempo, tenant: string, limits: Record<string, unknown>): Statement[] {
  const isFlat = Object.entries(limits).some(([field, value]) => !isMap(value) && field !== 'forwarders');
  const [rate, processors] = isFlat
    ? [RATE.map((field) => [`ingestion_${field}`]), ['metrics_generator_processors']]
    : [RATE.map((field) => ['ingestion', field]), ['metrics_generator', 'processors']];
  const receives = tempo.readers.some((reader) => isMonolithic(reader) || targetOf(reader) === 'distributor');
  const refused = receives ? rate.filter((path) => !at(limits, ...path)) : [];
  const lost = processorsOf(tempo).names.length > 0 && listAt(limits, ...processors).length === 0 ? [processors] : [];
  const says = lacks(tempo, tenant, isFlat);
  return [
    ...(refused.length > 0 ? [says(refused, 'Tempo refuses its traces')] : []),
    ...(lost.length > 0 ? [says(lost, 'the metrics-generator makes no metrics')] : []),
  ];
}

const lacks = (tempo: RunningTempo, tenant: string, isFlat: boolean) => (fields: readonly (readonly string[])[], result: string) => {
  const isOnly = !tempo.readers.some((reader) => wantsTenant(tempo, reader));
  const whom = isOnly ? 'the only tenant' : tenant === OTHERS ? 'every other tenant' : 'that tenant';
  const names = listed(fields.map((path) => path.join('.')));
  const problem = `overrides.${tenant} replaces all defaults for ${whom} and lacks ${names}, so ${result}`;
  const hasScopes = !isFlat || isMap(at(tempo.config, 'overrides', 'defaults'));
  const fix = `add ${fields.length > 1 ? 'them' : 'it'}, or set the limits in ${hasScopes ? 'overrides.defaults' : 'overrides'} of the configuration`;
  return CONFIGURATION_RULES.says('missing-limits', problem, fix);
};
