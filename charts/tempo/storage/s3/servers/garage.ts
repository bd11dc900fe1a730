import type { S3Server } from './server';

const COMPATIBILITY = 'https://garagehq.deuxfleurs.fr/documentation/reference-manual/s3-compatibility/';

export const garage: S3Server = {
  title: 'Garage',
  admin: '`garage key`',
  rclone: 'Other',
  pathStyle: {
    says: 'The bucket is in the path of a request, unless `root_domain` and a wildcard in DNS are set up',
    source: 'https://garagehq.deuxfleurs.fr/documentation/reference-manual/configuration/#s3_root_domain',
  },
  region: {
    says: 'Requests for another region than its `s3_region` are refused with AuthorizationHeaderMalformed; its guides set garage',
    source: 'https://garagehq.deuxfleurs.fr/documentation/reference-manual/configuration/#s3_region',
    value: 'garage',
  },
  bucketNames: {
    says: 'A bucket name does not start with xn--, nor contain .xn--, nor end with -s3alias',
    source: 'https://git.deuxfleurs.fr/Deuxfleurs/garage/src/tag/v1.2.0/src/model/bucket_alias_table.rs',
    refused: /(^|\.)xn--|-s3alias$/,
    problem: 'has a prefix or suffix that Garage refuses',
    fix: 'use another name',
  },
  noEncryption: {
    says: 'There is no server-side encryption other than SSE-C',
    source: COMPATIBILITY,
    problem: 'Garage has neither SSE-S3 nor SSE-KMS',
    fix: 'remove it, and encrypt the disks of Garage',
  },
  bucketOfOneKey: {
    says: 'A bucket that a key creates by S3 has a local alias: only this key finds it by name',
    source: 'https://git.deuxfleurs.fr/Deuxfleurs/garage/src/tag/v1.2.0/src/api/s3/bucket.rs',
  },
  further: [
    {
      says: 'Bucket policies and ACLs do not exist; each key has read, write and owner permissions for each bucket',
      source: COMPATIBILITY,
    },
    { says: 'Object tagging does not exist; Tempo needs it only with its setting `tags`', source: COMPATIBILITY },
    {
      says: 'The S3 endpoint has no TLS of its own; a reverse proxy provides it',
      source: 'https://garagehq.deuxfleurs.fr/documentation/reference-manual/configuration/#s3_api_bind_addr',
    },
    {
      says: 'Garage makes the id and the secret of a key; store both as the credentials of Tempo',
      source: 'https://garagehq.deuxfleurs.fr/documentation/quick-start/',
    },
  ],
};
