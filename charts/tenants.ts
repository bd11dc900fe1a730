/** How Tempo and Loki tell tenants apart, both by the library dskit (user/http.go). */

/** The header of a request that names the tenant. */
export const TENANT_HEADER = 'X-Scope-OrgID';

/** @param header the name of any header */
export const isTenantHeader = (header: string): boolean => header.toLowerCase() === TENANT_HEADER.toLowerCase();

/** The tenant of all traces in a Tempo without multitenancy (pkg/util/tenant.go), and the folder of its blocks. */
export const ONLY_TENANT = 'single-tenant';
