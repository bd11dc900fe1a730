/** The expected fields of the rendered `storage.trace.azure`, by the names of Tempo 2.0 and newer. */
import type { Identity } from '../../credentials/identity';
import type { ExpectedField } from '../rendered';
import { AZURE_ENDPOINT, type AzureSettings } from './schema';

export const declaredByAzure = (
  { account, container, prefix, endpoint }: AzureSettings,
  identity: Identity | undefined,
): readonly ExpectedField[] => [
  { field: 'storage_account_name', setting: 'account', value: account },
  { field: 'container_name', setting: 'container', value: container },
  { field: 'prefix', setting: 'prefix', value: prefix },
  { field: 'endpoint_suffix', setting: 'endpoint', value: endpoint, byDefault: AZURE_ENDPOINT },
  { field: 'use_federated_token', ...flagOf(identity, 'workloadIdentity') },
  { field: 'use_managed_identity', ...flagOf(identity, 'managedIdentity') },
  ...(identity?.managedIdentity === undefined
    ? [{ field: 'user_assigned_id', value: undefined }]
    : [{ field: 'user_assigned_id', neededBy: keyOf('managedIdentity'), value: identity.managedIdentity }]),
  ...(identity ? [{ field: 'storage_account_key', value: undefined }] : []),
];

const keyOf = (kind: keyof Identity) => ['tempo', 'credentials', 'identity', kind];

/** Tempo uses the first of the two that is true, and a key only without both. */
const flagOf = (identity: Identity | undefined, kind: keyof Identity): Omit<ExpectedField, 'field'> => ({
  ...(identity?.[kind] !== undefined && { neededBy: keyOf(kind) }),
  value: identity?.[kind] !== undefined,
  byDefault: false,
});
