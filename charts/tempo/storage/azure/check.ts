/** Checks the settings of Azure Blob Storage, by themselves and against a release of Tempo. */
import { isOfGoogle, WORKLOAD_IDENTITY } from '../../credentials/identity';
import type { CheckContext, StorageFinding } from '../backend';
import { prefixFindings } from '../later-settings';
import { AZURE_RULES } from './rules';
import { AZURE_ENDPOINT, type AzureSettings, isOfAzure } from './schema';

export const checkAzure = (settings: AzureSettings, context: CheckContext): readonly StorageFinding[] => [
  ...prefixFindings(settings.prefix, context, (problem, fix) => AZURE_RULES.says('no-such-field', problem, fix)),
  ...server(settings, context),
  ...workloadIdentity(context),
];

/** Domains of Azure, in all its clouds. */
const OF_AZURE = /\.(windows\.net|azure\.net|usgovcloudapi\.net|chinacloudapi\.cn|cloudapi\.de)(:\d+)?$/;

function server({ endpoint }: AzureSettings, { identity }: CheckContext): StorageFinding[] {
  if (isOfAzure(endpoint)) return [];
  const problem = `${endpoint} does not start with blob., so Tempo`;
  if (OF_AZURE.test(endpoint)) {
    const [end = AZURE_ENDPOINT] = /blob\..*$/.exec(endpoint) ?? [];
    const statement = AZURE_RULES.says('not-blob-endpoint', `${problem} takes it for the emulator and uses plain HTTP`, `use ${end}`);
    return [{ field: 'endpoint', statement }];
  }
  if (!identity) return [];
  const token = `${problem} uses plain HTTP, over which no token of an identity is sent`;
  return [{ field: 'endpoint', statement: AZURE_RULES.says('identity-for-emulator', token, 'use accountKey') }];
}

function workloadIdentity({ identity: { workloadIdentity: used } = {}, release: { tempo }, pin }: CheckContext): StorageFinding[] {
  if (used === undefined) return [];
  if (isOfGoogle(used)) {
    const problem = `${used} is an identity of Google Cloud, and tempo.storage.azure is in Azure`;
    return [
      { key: WORKLOAD_IDENTITY, statement: AZURE_RULES.says('other-cloud', problem, 'use the clientId that `az identity show` prints') },
    ];
  }
  if (tempo.federatedToken) return [];
  const problem = `cannot be used by Tempo ${tempo.version}`;
  const fix = `${pin(({ federatedToken }) => federatedToken)}, or use managedIdentity`;
  return [{ key: WORKLOAD_IDENTITY, statement: AZURE_RULES.says('no-federated-token', problem, fix) }];
}
