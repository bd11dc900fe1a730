/** S3, and every server with the same API. */
import { VARIABLES } from '../../credentials/secret';
import type { CheckContext, Dependencies, StorageBackend, StorageFinding } from '../backend';
import { renderedS3 } from './rendered';
import { S3_RULES } from './rules';
import { type S3Settings, s3Config } from './schema';
import { s3Setup } from './setup';

export const s3 = {
  title: 'S3',
  schema: s3Config,
  rules: S3_RULES,
  reserved: { variables: VARIABLES },
  rendered: renderedS3,
  check: caWithoutTls,
  setup: s3Setup,
  dependencies: dependenciesOf,
  declares: ({ bucket, region, insecure }) => [
    { field: 'bucket', setting: 'bucket', value: bucket },
    { field: 'insecure', setting: 'insecure', value: insecure, byDefault: false },
    { field: 'region', setting: 'region', value: region },
  ],
} satisfies StorageBackend<S3Settings>;

function caWithoutTls({ insecure, ca }: S3Settings, { where }: CheckContext): readonly StorageFinding[] {
  if (!insecure || !ca) return [];
  const problem = `has no effect with ${where('insecure')}: true, which turns TLS off`;
  return [{ field: 'ca', statement: S3_RULES.says('ca-without-tls', problem, 'remove one of them') }];
}

function dependenciesOf({ bucket, endpoint, insecure, region, ca }: S3Settings): Dependencies {
  return {
    destination: `the bucket ${bucket}`,
    requirements: [`the S3 server ${endpoint}`],
    addresses: [{ address: endpoint, field: 'endpoint' }],
    objects: ca ? [{ kind: 'ConfigMap', name: ca.configMap, keys: [ca.key] }] : [],
    bucket: { name: bucket, endpoint, insecure, region, ...(ca && { ca }) },
  };
}
