/** The settings of Azure Blob Storage in the cluster file. */
import type * as z from 'zod';
import { endpoint } from '../../../../lib/cluster-file/formats/addresses';
import { blobContainer, objectPrefix, storageAccount } from '../../../../lib/cluster-file/formats/storage';
import { lazyObject } from '../../../../lib/cluster-file/schema/lazy';

/** The endpoint of the public cloud, which is Tempo's default too. */
export const AZURE_ENDPOINT = 'blob.core.windows.net';

export const azureConfig = lazyObject(() => ({
  account: storageAccount().describe('The storage account'),
  container: blobContainer().describe('The container for traces'),
  endpoint: endpoint(AZURE_ENDPOINT, { name: 'the client of Azure', plain: '' })
    .default(AZURE_ENDPOINT)
    .describe('The end of the host names of storage accounts, which differs between the clouds of Azure; or the emulator as host:port'),
  prefix: objectPrefix().optional().describe('A folder in the container, without a slash at the ends'),
}));

export type AzureSettings = z.infer<typeof azureConfig>;

/** Whether the endpoint is one of Azure. Tempo takes any other for its emulator: plain HTTP, with the account in the path. */
export const isOfAzure = (endpoint: string): boolean => endpoint.startsWith('blob.');

/** The server as `host` or `host:port`. */
export const serverOf = ({ account, endpoint }: Pick<AzureSettings, 'account' | 'endpoint'>): string =>
  isOfAzure(endpoint) ? `${account}.${endpoint}` : endpoint;
