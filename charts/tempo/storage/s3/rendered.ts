/** Describes the rendered `storage.trace.s3`. */
import { at, textAt } from '../../../../lib/yaml/parsed';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../credentials/secret';
import type { CredentialField, RenderedAddress, RenderedBackend } from '../rendered';

/** Environment variables of minio-go's credential providers, which work without keys in the configuration. */
const CREDENTIAL_VARIABLE = /^(AWS_(ACCESS_KEY_ID|ACCESS_KEY|WEB_IDENTITY_TOKEN_FILE|ROLE_ARN)|MINIO_(ACCESS_KEY|ROOT_USER))$/;

const CREDENTIALS: readonly CredentialField[] = [
  {
    field: 'access_key',
    variable: ACCESS_KEY_ID,
    accepts: (text) => /\$\{.*(KEY_ID|USER|ACCESS_KEY)\}/.test(text) && !/SECRET/.test(text),
  },
  { field: 'secret_key', variable: SECRET_ACCESS_KEY, accepts: (text) => /SECRET/.test(text) },
];

export const renderedS3: RenderedBackend = {
  credentials: CREDENTIALS,
  findsCredentialsBy: (variable) => CREDENTIAL_VARIABLE.test(variable),
  addresses: (part) => [serverAddress(part)],
};

/** The server as a URL. The client takes host and port from `endpoint`, and the scheme from `insecure`. */
function serverAddress(part: Readonly<Record<string, unknown>>): RenderedAddress {
  const endpoint = textAt(part, 'endpoint') ?? '';
  const base = { field: 'endpoint', protocol: 'S3', address: endpoint };
  if (endpoint.includes('://'))
    return { ...base, mistake: { problem: 'an S3 endpoint must not have a scheme', fix: 'use host or host:port' } };
  if (!endpoint) return { ...base, mistake: { problem: 'is empty', fix: 'use host or host:port' } };
  // A path is refused by minio-go, utils.go, isValidEndpointURL.
  if (/\/./.test(endpoint))
    return { ...base, mistake: { problem: 'an S3 endpoint must not have a path, and Tempo does not start', fix: 'use host or host:port' } };
  return { ...base, address: `${at(part, 'insecure') === true ? 'http' : 'https'}://${endpoint}` };
}
