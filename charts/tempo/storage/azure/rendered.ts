/** Describes the rendered `storage.trace.azure`. */
import { textAt } from '../../../../lib/yaml/parsed';
import type { RenderedAddress, RenderedBackend } from '../rendered';
import { AZURE_ENDPOINT, isOfAzure, serverOf } from './schema';
import { KEY_VARIABLE } from './setup';

export const renderedAzure: RenderedBackend = {
  credentials: [{ field: 'storage_account_key', variable: KEY_VARIABLE, accepts: (text) => text !== '' }],
  // Of Tempo itself, and of the webhook of AKS.
  findsCredentialsBy: (variable) => [KEY_VARIABLE, 'AZURE_FEDERATED_TOKEN_FILE'].includes(variable),
  renamed: (part) => Object.fromEntries(Object.entries(part).map(([field, value]) => [field.replaceAll('-', '_'), value])),
  addresses: (part) => [serverAddress(part)],
};

function serverAddress(part: Readonly<Record<string, unknown>>): RenderedAddress {
  const endpoint = textAt(part, 'endpoint_suffix') || AZURE_ENDPOINT;
  const base = { field: 'endpoint_suffix', protocol: 'HTTP' };
  if (endpoint.includes('://'))
    return {
      ...base,
      address: endpoint,
      mistake: { problem: 'an endpoint of Azure must not have a scheme', fix: 'use host or host:port' },
    };
  const server = serverOf({ account: textAt(part, 'storage_account_name') ?? '', endpoint });
  return { ...base, address: `${isOfAzure(endpoint) ? 'https' : 'http'}://${server}` };
}
