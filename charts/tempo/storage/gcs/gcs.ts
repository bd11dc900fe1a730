/** Google Cloud Storage. */
import type { StorageBackend } from '../backend';
import { checkGcs } from './check';
import { gcloudCommands } from './gcloud-commands';
import { GCS_HOST, renderedGcs } from './rendered';
import { GCS_RULES } from './rules';
import { type GcsSettings, gcsConfig } from './schema';
import { FILE_VARIABLE, gcsSetup } from './setup';

export const gcs = {
  title: 'Google Cloud Storage',
  schema: gcsConfig,
  rules: GCS_RULES,
  reserved: { variables: [FILE_VARIABLE] },
  credentials: ['identity.workloadIdentity', 'identity.instance', 'serviceAccountKey'],
  rendered: renderedGcs,
  check: checkGcs,
  setup: gcsSetup,
  commands: ({ bucket }, user) => gcloudCommands(bucket, user),
  dependencies: ({ bucket, prefix }) => ({
    destination: `the bucket ${bucket}`,
    requirements: [`the bucket ${bucket} of Google Cloud Storage`],
    addresses: [{ address: GCS_HOST, field: 'bucket' }],
    objects: [],
    shared: `the bucket ${bucket} of Google Cloud Storage${prefix === undefined ? '' : ` with the prefix ${prefix}`}`,
  }),
  declares: ({ bucket, prefix }) => [
    { field: 'bucket_name', setting: 'bucket', value: bucket },
    { field: 'prefix', setting: 'prefix', value: prefix },
    // It also turns the authentication off.
    { field: 'insecure', value: false, byDefault: false },
  ],
} satisfies StorageBackend<GcsSettings>;
