/** S3, and every server with the same API. */
import { VARIABLES } from '../../credentials/secret';
import type { Dependencies, StorageBackend } from '../backend';
import type { ExpectedField } from '../rendered';
import { checkS3 } from './check';
import { renderedS3 } from './rendered';
import { S3_RULES } from './rules';
import { endpointOf, type S3Settings, s3Config, withNeedsOf } from './schema';
import { serverNamed } from './servers/servers';
import { s3Setup } from './setup';

/** The settings of the fields of `storage.trace.s3` (tempodb/backend/s3/config.go). */
const SETTINGS = {
  ...{ bucket: 'bucket', prefix: 'prefix', endpoint: 'endpoint', region: 'region', forcepathstyle: 'forcePathStyle' },
  ...{ insecure: 'insecure', insecure_skip_verify: 'insecureSkipVerify', tls_insecure_skip_verify: 'insecureSkipVerify' },
  ...{ tls_ca_path: 'ca', 'sse.type': 'sse', 'sse.kms_key_id': 'sse' },
};

/** The ways to get its two keys. */
const KEYS = ['externalSecret', 'sealedSecret', 'vaultPlugin', 'secret', 'existing'] as const;

export const s3 = {
  title: 'S3',
  schema: s3Config,
  rules: S3_RULES,
  credentials: [...KEYS, 'identity.irsa', 'identity.podIdentity', 'identity.instance'],
  reserved: { variables: VARIABLES, fields: SETTINGS },
  rendered: renderedS3,
  check: checkS3,
  setup: s3Setup,
  dependencies: dependenciesOf,
  declares: (settings) => declared(settings, withNeedsOf(settings).region),
} satisfies StorageBackend<S3Settings>;

const declared = ({ bucket, prefix, region: own, insecure }: S3Settings, region: string | undefined): ExpectedField[] => [
  { field: 'bucket', setting: 'bucket', value: bucket },
  ...(prefix === undefined ? [] : [{ field: 'prefix', setting: 'prefix', value: prefix }]),
  { field: 'insecure', setting: 'insecure', value: insecure, byDefault: false },
  { field: 'region', setting: own === undefined && region !== undefined ? 'server' : 'region', value: region },
];

function dependenciesOf(settings: S3Settings): Dependencies {
  const { bucket, insecure, insecureSkipVerify, region, ca, server, sse } = withNeedsOf(settings);
  const endpoint = endpointOf(settings);
  const { encryptionNeeds } = serverNamed(server) ?? {};
  return {
    destination: `the bucket ${bucket}`,
    requirements: [`the S3 server ${endpoint}`, ...(sse && encryptionNeeds ? [encryptionNeeds.requirement] : [])],
    addresses: [{ address: endpoint, field: settings.endpoint === undefined ? 'region' : 'endpoint' }],
    objects: ca ? [{ kind: 'ConfigMap', name: ca.configMap, keys: [ca.key] }] : [],
    bucket: {
      name: bucket,
      endpoint,
      insecure,
      region,
      ...(insecureSkipVerify && { insecureSkipVerify }),
      ...(ca && { ca }),
      ...(server && { server }),
    },
  };
}
