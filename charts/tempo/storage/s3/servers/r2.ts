import type { S3Server } from './server';

const API = 'https://developers.cloudflare.com/r2/api/s3/api/';

export const r2: S3Server = {
  title: 'Cloudflare R2',
  admin: 'the dashboard of Cloudflare',
  rclone: 'Cloudflare',
  pathStyle: {
    says: 'The endpoint is that of the account, and clients put the bucket in the path',
    source: 'https://github.com/rclone/rclone/blob/v1.75.0/backend/s3/provider/Cloudflare.yaml',
  },
  region: { says: 'The region is auto; an empty one and us-east-1 mean the same', source: `${API}#bucket-region`, value: 'auto' },
  regions: {
    says: 'Other regions are refused with InvalidRegionName',
    source: 'https://github.com/jeessy2/backup-x/issues/127',
    values: ['auto', 'us-east-1', 'wnam', 'enam', 'weur', 'eeur', 'apac', 'oc'],
  },
  bucketNames: {
    says: 'A bucket name has lower-case letters, digits and hyphens, but no dots',
    source: 'https://developers.cloudflare.com/r2/buckets/create-buckets/',
    refused: /\./,
    problem: 'has a dot, which Cloudflare R2 does not allow',
    fix: 'use a hyphen',
  },
  noEncryption: {
    says: 'The headers of SSE-S3 and SSE-KMS are not implemented',
    source: API,
    problem: 'Cloudflare R2 has neither SSE-S3 nor SSE-KMS, and encrypts every object anyway',
    fix: 'remove it',
  },
  evenParts: {
    says: 'All parts of an upload but the last must have the same length; Tempo before 2.10.0 cannot do that, so compaction fails for large blocks',
    source: 'https://github.com/grafana/tempo/issues/4099',
  },
  further: [
    { says: 'Every object is encrypted at rest', source: 'https://developers.cloudflare.com/r2/reference/data-security/' },
    { says: 'Object tagging and bucket policies are not implemented; Tempo needs tagging only with its setting `tags`', source: API },
    {
      says: 'A token of Object Read & Write cannot create buckets; one of Admin Read & Write can',
      source: 'https://developers.cloudflare.com/r2/api/tokens/',
    },
    {
      says: 'A bucket with a jurisdiction has an endpoint of its own, such as ACCOUNT.eu.r2.cloudflarestorage.com',
      source: 'https://developers.cloudflare.com/r2/api/tokens/',
    },
  ],
};
