/** The fields of `storage.trace.azure` that users must not set, also by their names before Tempo 2.0. */
import type { ReservedNames } from '../backend';

const CREDENTIALS = 'set tempo.credentials';

const SETTINGS = { storage_account_name: 'account', container_name: 'container', prefix: 'prefix', endpoint_suffix: 'endpoint' };

const OTHER_FIELDS = {
  storage_account_key: CREDENTIALS,
  use_federated_token: CREDENTIALS,
  use_managed_identity: CREDENTIALS,
  user_assigned_id: CREDENTIALS,
};

export const reservedByAzure: Omit<ReservedNames, 'variables'> = {
  fields: byAllNames(SETTINGS),
  otherFields: byAllNames(OTHER_FIELDS),
};

function byAllNames(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => [...new Set([name, name.replaceAll('_', '-')])].map((each) => [each, value])),
  );
}
