/** Requirements of `bucket:` in the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const BUCKET_RULES = new RuleSet('bucket', 'the Job for a bucket on any S3 server has a bucket to create, and keys that can', {
  'no-bucket': {
    proves: 'the storage of Tempo has an S3 bucket if `bucket` is set',
    example: 'bucket: needs an S3 bucket, but tempo.storage (line 9) stores traces in Azure; remove bucket, or set tempo.storage.s3',
    wayOut: 'Remove `bucket`, or store traces in S3',
  },
  'no-keys': {
    proves: 'the Job has keys',
    example: 'bucket: uses the keys of Tempo, and tempo.credentials.identity has none; add adminSecret, or remove bucket',
    wayOut: 'Set `adminSecret`, or remove `bucket`',
  },
  'hidden-bucket': {
    proves: 'Tempo finds the bucket that the Job creates',
    example:
      'bucket.adminSecret: Garage hides a bucket that a key creates by S3 from every other key; remove adminSecret, so that the key of Tempo creates it',
    wayOut: 'Remove `adminSecret`, and allow the key of Tempo to create buckets',
  },
  'namespace-unused': {
    proves: 'the namespace of the Job is used',
    example: 'bucket.namespace: has no effect without adminSecret, because the Job is where the keys of Tempo are; remove it',
    wayOut: 'Remove `namespace`, or set `adminSecret`',
  },
});
