/** The settings of S3 in the cluster file. */
import * as z from 'zod';
import { endpoint } from '../../../../lib/cluster-file/formats/addresses';
import { dataKey, objectName } from '../../../../lib/cluster-file/formats/kubernetes';
import { bucket, objectPrefix, region } from '../../../../lib/cluster-file/formats/storage';
import { plainLine } from '../../../../lib/cluster-file/formats/texts';
import { lazyObject } from '../../../../lib/cluster-file/schema/lazy';
import { SERVER_NAMES, type ServerName, serverNamed } from './servers/servers';

const ENCRYPTIONS = ['SSE-S3', 'SSE-KMS'] as const;

export const s3Config = lazyObject(() => ({
  bucket: bucket().describe('The S3 bucket for traces'),
  endpoint: endpoint().optional().describe('The S3 server as host or host:port, without a scheme; default Amazon S3 in the region'),
  region: region().optional().describe('The S3 region; required without an endpoint'),
  prefix: objectPrefix().optional().describe('A folder in the bucket, without a slash at the ends'),
  forcePathStyle: z
    .boolean()
    .optional()
    .describe('Whether the bucket is in the path of each request, and not in the host name; default as the server needs it, or else false'),
  insecure: z.boolean().default(false).describe('Whether to use plain HTTP instead of TLS'),
  insecureSkipVerify: z.boolean().default(false).describe('Whether Tempo accepts any certificate of the S3 server'),
  ca: lazyObject(() => ({
    configMap: objectName('minio-ca').describe('A ConfigMap in the namespace of Tempo and in that of the bucket Job'),
    key: dataKey('ca.crt').default('ca.crt').describe('The key with the certificate in PEM format'),
  }))
    .optional()
    .describe('The private authority that signed the certificate of the S3 server'),
  sse: lazyObject(() => ({
    type: z.enum(ENCRYPTIONS).describe('With a key of the S3 server, or of its key management'),
    kmsKeyId: plainLine('alias/tempo').optional().describe('The key, for SSE-KMS'),
  }))
    .optional()
    .describe('How the S3 server encrypts traces; default as the bucket is configured'),
  server: z.enum(SERVER_NAMES).optional().describe('The program or service that serves S3; sets what it needs, and refuses what it lacks'),
}));

/** The region of a partition of AWS with a domain of its own. */
const isInChina = (region: string): boolean => region.startsWith('cn-');

/** The S3 server: that of the settings, or Amazon S3. */
export const endpointOf = ({ endpoint: own, region = '' }: Pick<S3Settings, 'endpoint' | 'region'>): string =>
  own ?? `s3.${region}.amazonaws.com${isInChina(region) ? '.cn' : ''}`;

/** Whether an endpoint is one of Amazon S3. */
export const isAmazon = (endpoint: string): boolean => /\.amazonaws\.com(\.cn)?(:\d+)?$/.test(endpoint);

/** The S3 server, if the cluster file or the endpoint says which it is. */
export const serverOf = ({ server, endpoint }: { readonly server?: ServerName; readonly endpoint: string }): ServerName | undefined =>
  server ?? (isAmazon(endpoint) ? 'aws' : undefined);

export type S3Settings = z.infer<typeof s3Config>;

/** The settings with what the server needs, where the cluster file says nothing. */
export function withNeedsOf(settings: S3Settings): S3Settings {
  const server = serverNamed(settings.server);
  const region = settings.region ?? server?.region?.value;
  return {
    ...settings,
    ...(region !== undefined && { region }),
    forcePathStyle: settings.forcePathStyle ?? server?.pathStyle !== undefined,
  };
}
