/** Azure Blob Storage. */
import type { StorageBackend } from '../backend';
import { azCommands } from './az-commands';
import { checkAzure } from './check';
import { declaredByAzure } from './declares';
import { renderedAzure } from './rendered';
import { reservedByAzure } from './reserved';
import { AZURE_RULES } from './rules';
import { type AzureSettings, azureConfig, serverOf } from './schema';
import { azureSetup, KEY_VARIABLE } from './setup';

export const azure = {
  title: 'Azure Blob Storage',
  schema: azureConfig,
  rules: AZURE_RULES,
  reserved: { variables: [KEY_VARIABLE, 'AZURE_STORAGE_ACCOUNT'], ...reservedByAzure },
  credentials: ['identity.workloadIdentity', 'identity.managedIdentity', 'accountKey'],
  rendered: renderedAzure,
  check: checkAzure,
  setup: azureSetup,
  commands: azCommands,
  dependencies: (settings) => ({
    destination: `the container ${settings.container} of the storage account ${settings.account}`,
    requirements: [`the container ${settings.container} in the storage account ${settings.account} (${serverOf(settings)})`],
    addresses: [{ address: serverOf(settings), field: 'account' }],
    objects: [],
    shared: `the container ${settings.container} of ${serverOf(settings)}${settings.prefix === undefined ? '' : ` with the prefix ${settings.prefix}`}`,
  }),
  declares: declaredByAzure,
} satisfies StorageBackend<AzureSettings>;
