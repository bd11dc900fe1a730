/** The configuration of Azure Blob Storage. It is the same for both charts. */
import { type Identity, identityMarks } from '../../credentials/identity';
import type { SecretKey } from '../../credentials/secret';
import type { SetupContext, StorageSetup } from '../backend';
import { EXPAND_ENV, reference } from '../expand-env';
import { AZURE_ENDPOINT, type AzureSettings } from './schema';

/** The variable with the key of the storage account. Tempo itself reads it too if the configuration has no key. */
export const KEY_VARIABLE = 'AZURE_STORAGE_KEY';

export const azureSetup = (settings: AzureSettings, { release: { tempo }, credentials }: SetupContext): StorageSetup => ({
  values: Object.fromEntries(
    Object.entries(fieldsOf(settings, credentials)).map(([field, value]) => [field.replaceAll('_', tempo.azureFields), value]),
  ),
  flags: credentials.secretKey ? EXPAND_ENV : {},
  variables: credentials.secretKey ? [keyVariable(credentials.secretKey)] : [],
  volumes: [],
  mounts: [],
  ...identityMarks(credentials.identity),
});

const keyVariable = ({ secret, key }: SecretKey) => ({ name: KEY_VARIABLE, valueFrom: { secretKeyRef: { name: secret, key } } });

interface Access {
  readonly identity?: Identity;
  readonly secretKey?: SecretKey;
}

/** The fields of `storage.trace.azure` that the settings and the credentials need. */
const fieldsOf = ({ account, container, prefix, endpoint }: AzureSettings, { identity, secretKey }: Access): StorageSetup['values'] => ({
  storage_account_name: account,
  container_name: container,
  ...(prefix !== undefined && { prefix }),
  ...(endpoint !== AZURE_ENDPOINT && { endpoint_suffix: endpoint }),
  ...(secretKey && { storage_account_key: reference(KEY_VARIABLE) }),
  ...(identity?.workloadIdentity !== undefined && { use_federated_token: true }),
  // Before Tempo 2.6 the id is enough, and since then it needs both.
  ...(identity?.managedIdentity !== undefined && { use_managed_identity: true, user_assigned_id: identity.managedIdentity }),
});
