/** Conflicts between the settings of Azure Blob Storage. */
import { RuleSet } from '../../../../lib/findings/rules';

export const AZURE_RULES = new RuleSet('azure', 'the settings of Azure Blob Storage are consistent', {
  'no-such-field': {
    proves: 'this Tempo has the setting',
    example:
      'tempo.storage.azure.prefix: Tempo 2.1.1 has no such setting and does not start with it; pin tempo.chart 1.5.0 or newer, or remove it',
    wayOut: 'Use a newer release of the chart, or remove the key',
  },
  'other-cloud': {
    proves: 'the workload identity is one of Azure',
    example:
      'tempo.credentials.identity.workloadIdentity: tempo@lab.iam.gserviceaccount.com is an identity of Google Cloud, and tempo.storage.azure is in Azure; use the clientId that `az identity show` prints',
    wayOut: 'Use the client id of the managed identity',
  },
  'no-federated-token': {
    proves: 'this Tempo can use the workload identity of AKS',
    example:
      'tempo.credentials.identity.workloadIdentity: cannot be used by Tempo 2.0.1; pin tempo.chart 1.3.0 or newer, or use managedIdentity',
    wayOut: 'Use a newer release of the chart, or `managedIdentity`',
  },
  'not-blob-endpoint': {
    proves: 'Tempo does not take Azure for its emulator',
    example:
      'tempo.storage.azure.endpoint: labtraces.blob.core.windows.net does not start with blob., so Tempo takes it for the emulator and uses plain HTTP; use blob.core.windows.net',
    wayOut: 'Use the end of the host name, from `blob.` on',
  },
  'identity-for-emulator': {
    proves: 'an identity is used with Azure itself',
    example:
      'tempo.storage.azure.endpoint: azurite.storage:10000 does not start with blob., so Tempo uses plain HTTP, over which no token of an identity is sent; use accountKey',
    wayOut: 'Use `accountKey`, or remove `endpoint`',
  },
});
