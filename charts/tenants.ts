/** How Tempo and Loki tell tenants apart, both by the library dskit (user/http.go). */
import { listed } from '../lib/findings/listed';

/** The header of a request that names the tenant. */
export const TENANT_HEADER = 'X-Scope-OrgID';

/** @param header the name of any header */
export const isTenantHeader = (header: string): boolean => header.toLowerCase() === TENANT_HEADER.toLowerCase();

/** The tenant of all traces in a Tempo without multitenancy (pkg/util/tenant.go), and the folder of its blocks. */
export const ONLY_TENANT = 'single-tenant';

/** What is no tenant in the file of their limits: the entry of all others, and a level too many, with which Tempo does not start. */
export const NO_TENANTS: readonly string[] = ['*', 'overrides'];

/** Why limits of tenants are never used, without multitenancy. @param tenants the tenants, or where their limits are */
export const noOtherTenant = (tenants: readonly string[]): string =>
  `${listed(tenants)} ${tenants.length > 1 ? 'have' : 'has'} no effect, because without multitenancy the only tenant is ${ONLY_TENANT}`;
