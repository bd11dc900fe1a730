/** Google Cloud Storage. */
import type { StorageBackend } from '../backend';
import { checkGcs } from './check';
import { gcloudCommands } from './gcloud-commands';
import { GCS_HOST, renderedGcs } from './rendered';
import { GCS_RULES } from './rules';
import { type GcsSettings, gcsConfig } from './schema';
import { FILE_VARIABLE, gcsSetup } from './setup';

/** Fields that lead to another server than that of Google. The second one also turns the authentication off. */
const OTHER_FIELDS = {
  endpoint: `remove it, because tempo.storage.gcs stores traces at ${GCS_HOST}`,
  insecure: `remove it, because ${GCS_HOST} wants the credentials of Tempo`,
};

export const gcs = {
  title: 'Google Cloud Storage',
  schema: gcsConfig,
  rules: GCS_RULES,
  reserved: { variables: [FILE_VARIABLE], fields: { bucket_name: 'bucket', prefix: 'prefix' }, otherFields: OTHER_FIELDS },
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
    { field: 'insecure', value: false, byDefault: false },
  ],
} satisfies StorageBackend<GcsSettings>;
