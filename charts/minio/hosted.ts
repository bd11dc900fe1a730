/** S3 services that others run, by the domain of their endpoints. None of them has the admin API of MinIO. */
import type { S3Bucket } from '../tempo/storage/backend';
import { serverNamed } from '../tempo/storage/s3/servers/servers';

const SERVICES: readonly (readonly [domain: RegExp, title: string])[] = [
  [/(^|\.)s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$/, 'Amazon S3'],
  [/\.r2\.cloudflarestorage\.com$/, 'Cloudflare R2'],
  [/(^|\.)storage\.googleapis\.com$/, 'Google Cloud Storage'],
  [/\.digitaloceanspaces\.com$/, 'DigitalOcean Spaces'],
  [/\.backblazeb2\.com$/, 'Backblaze B2'],
  [/\.wasabisys\.com$/, 'Wasabi'],
  [/\.your-objectstorage\.com$/, 'Hetzner Object Storage'],
  [/(^|\.)s3\.[a-z0-9.-]+\.(cloud\.ovh\.net|io\.cloud\.ovh\.us)$/, 'OVHcloud Object Storage'],
  [/(^|\.)s3\.[a-z0-9-]+\.scw\.cloud$/, 'Scaleway Object Storage'],
  [/\.linodeobjects\.com$/, 'Linode Object Storage'],
];

/** The name of the server of a bucket, if it surely lacks the admin API of MinIO; undefined if it may have it. */
export function lacksAdminApi({ server, endpoint }: Pick<S3Bucket, 'server' | 'endpoint'>): string | undefined {
  const declared = serverNamed(server);
  if (declared) return declared.minioAdmin ? undefined : declared.title;
  const host = endpoint.replace(/:\d+$/, '');
  return SERVICES.find(([domain]) => domain.test(host))?.[1];
}
