import type { S3Server } from './server';

export const minio: S3Server = {
  title: 'MinIO',
  admin: '`mc admin`',
  rclone: 'Minio',
  pathStyle: {
    says: 'The bucket is in the path of a request, unless `MINIO_DOMAIN` is set',
    source: 'https://github.com/minio/minio/blob/RELEASE.2025-09-07T16-13-09Z/docs/config/README.md',
  },
  bucketNames: {
    says: 'The bucket name minio is reserved',
    source: 'https://github.com/minio/minio/blob/RELEASE.2025-09-07T16-13-09Z/cmd/object-api-utils.go',
    refused: /^minio$/,
    problem: 'is a name that MinIO reserves',
    fix: 'use another name',
  },
  encryptionNeeds: {
    says: 'SSE-S3 and SSE-KMS need a key management system',
    source: 'https://github.com/minio/minio/blob/RELEASE.2025-09-07T16-13-09Z/docs/kms/README.md',
    requirement: 'a key management system of MinIO, for the encryption',
  },
  minioAdmin: {
    says: '`mc admin` creates users and policies',
    source: 'https://github.com/minio/minio/blob/RELEASE.2025-09-07T16-13-09Z/docs/multi-user/README.md',
  },
  further: [
    {
      says: 'Since October 2025, the community edition is published as source only, without images; its repository is archived',
      source: 'https://github.com/minio/minio/commit/9e49d5e7a648f00e26f2246f4dc28e6b07f8c84a',
    },
    {
      says: 'In September 2026, the images minio/minio, minio/mc and minio/console left Docker Hub; quay.io still serves minio and mc',
      source: 'https://github.com/makeplane/plane/pull/9829',
    },
    {
      says: 'The console of the community edition only browses objects since May 2025; users and policies are for `mc admin`',
      source: 'https://github.com/minio/object-browser/issues/3546',
    },
  ],
};
