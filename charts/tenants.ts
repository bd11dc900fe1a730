/** How Tempo and Loki tell tenants apart, both by the library dskit (user/http.go). */
import { listed } from '../lib/findings/listed';
import { isMap } from '../lib/yaml/parsed';

/** The header of a request that names the tenant. */
export const TENANT_HEADER = 'X-Scope-OrgID';

/** @param header the name of any header */
export const isTenantHeader = (header: string): boolean => header.toLowerCase() === TENANT_HEADER.toLowerCase();

/** The tenant of all traces in a Tempo without multitenancy (pkg/util/tenant.go), and the folder of its blocks. */
export const ONLY_TENANT = 'single-tenant';

/** Entries beside those of tenants: that of all other tenants, and a repeated level, with which Tempo does not start. */
const BESIDE_TENANTS: readonly string[] = ['*', 'overrides'];

/** The tenants with limits of their own. @param limits the content of the file of the limits of tenants */
export const tenantsIn = (limits: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(limits).filter((name) => !BESIDE_TENANTS.includes(name) && isMap(limits[name]));

/** The key of the limits of all tenants in the configuration. In the file of the limits of tenants, Tempo takes it for the name of one. */
export const FOR_ALL = 'defaults';

/** Why limits for all tenants have no effect there. @param where `overrides.defaults` @param what has limits of tenants: `this file` */
export const noDefaultsIn = (where: string, what: string): string =>
  `${where} has no effect, because ${what} has the limits of single tenants`;

/** Why limits of tenants are never used, without multitenancy. @param tenants the tenants, or where their limits are */
export const noOtherTenant = (tenants: readonly string[]): string =>
  `${listed(tenants)} ${tenants.length > 1 ? 'have' : 'has'} no effect, because without multitenancy the only tenant is ${ONLY_TENANT}`;
