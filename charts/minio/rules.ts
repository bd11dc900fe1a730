/** Requirements of `minio:` in the cluster file. */
import type { Statement } from '../../lib/findings/finding';
import { RuleSet } from '../../lib/findings/rules';

export const MINIO_RULES = new RuleSet('minio', 'the bucket Job has a bucket to create', {
  'no-bucket': {
    proves: 'the storage of Tempo has an S3 bucket if `minio` is set',
    example: 'minio: needs an S3 bucket, but tempo.storage (line 9) stores traces in Azure; remove minio, or set tempo.storage.s3',
    wayOut: 'Remove `minio`, or store traces in S3',
  },
  'no-keys': {
    proves: 'the user that the bucket Job creates has keys',
    example: 'minio: creates a user with keys, and tempo.credentials.identity has none; remove minio',
    wayOut: 'Remove `minio`, or use keys',
  },
  'namespace-unused': {
    proves: '`minio.namespace` is set only where a bucket Job runs in it',
    example: 'minio.namespace: has no effect with minio.bundled (line 9), which is in the namespace of Tempo; remove it',
    wayOut: 'Remove `minio.namespace`',
  },
  'no-admin-api': {
    proves: 'the server of the bucket Job has the admin API of MinIO',
    example: 'minio: creates the user by the admin API of MinIO, which Garage does not have; use bucket instead',
    wayOut: 'Use `bucket` instead of `minio`',
  },
});

/** @param title the server */
export const withoutAdminApi = (title: string): Statement =>
  MINIO_RULES.says('no-admin-api', `creates the user by the admin API of MinIO, which ${title} does not have`, 'use bucket instead');

/**
 * @param title the storage backend
 * @param where the key of the storage with its line
 */
export const withoutBucket = (title: string, where: string): Statement =>
  MINIO_RULES.says('no-bucket', `needs an S3 bucket, but ${where} stores traces in ${title}`, 'remove minio, or set tempo.storage.s3');

/** @param where the key of the chart's own MinIO with its line */
export const withoutJob = (where: string): Statement =>
  MINIO_RULES.says('namespace-unused', `has no effect with ${where}, which is in the namespace of Tempo`, 'remove it');

export const withoutKeys = (): Statement =>
  MINIO_RULES.says('no-keys', 'creates a user with keys, and tempo.credentials.identity has none', 'remove minio');
