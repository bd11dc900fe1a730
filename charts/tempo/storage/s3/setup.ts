/** The S3 configuration of Tempo. It is the same for both charts. */
import { identityMarks } from '../../credentials/identity';
import { ACCESS_KEY_ID, type CredentialsSecret, SECRET_ACCESS_KEY } from '../../credentials/secret';
import type { TempoRelease } from '../../releases';
import type { SetupContext, StorageSetup, Variable } from '../backend';
import { EXPAND_ENV, reference } from '../expand-env';
import { endpointOf, type S3Settings, withNeedsOf } from './schema';
import { serverNamed } from './servers/servers';

/**
 * Bytes, for servers whose parts must have the same length. Such an upload has at most 10,000 parts, so this is enough for the
 * largest block of Tempo, of 100 GiB by default, and it is buffered in memory.
 */
const PART_SIZE = 16 * 1024 * 1024;

/** The mount path for the certificate of a private authority. */
const CA_FOLDER = '/etc/tempo-s3-ca';

export function s3Setup(settings: S3Settings, { release, credentials }: SetupContext): StorageSetup {
  const { identity } = credentials;
  return {
    values: s3Values(settings, release, identity === undefined),
    // Without keys, there is nothing to expand.
    flags: identity ? {} : EXPAND_ENV,
    variables: [
      ...(identity ? [] : keyVariables(credentials)),
      // Without tls_ca_path, this variable of Go adds the folder to the authorities of the image.
      ...(settings.ca && !release.tempo.tlsCaPath ? [{ name: 'SSL_CERT_DIR', value: CA_FOLDER }] : []),
    ],
    ...authority(settings),
    ...identityMarks(identity),
  };
}

/** The keys of `storage.trace.s3`, in the order of the seed. */
function s3Values(settings: S3Settings, { tempo }: TempoRelease, hasKeys: boolean): StorageSetup['values'] {
  const { bucket, region, prefix, forcePathStyle, insecure, insecureSkipVerify, ca, sse, server } = withNeedsOf(settings);
  return {
    bucket,
    ...(prefix !== undefined && { prefix }),
    endpoint: endpointOf(settings),
    ...(region !== undefined && { region }),
    ...(hasKeys && { access_key: reference(ACCESS_KEY_ID), secret_key: reference(SECRET_ACCESS_KEY) }),
    insecure,
    ...(forcePathStyle && { forcepathstyle: true }),
    ...(serverNamed(server)?.evenParts && tempo.evenParts && { part_size: PART_SIZE }),
    ...(insecureSkipVerify && { [tempo.skipVerify]: true }),
    ...(ca && tempo.tlsCaPath && { tls_ca_path: `${CA_FOLDER}/${ca.key}` }),
    ...(sse && { sse: { type: sse.type, ...(sse.kmsKeyId !== undefined && { kms_key_id: sse.kmsKeyId }) } }),
  };
}

const keyVariables = ({ secretName, keys }: CredentialsSecret): Variable[] => [
  fromSecret(ACCESS_KEY_ID, secretName, keys.accessKeyId),
  fromSecret(SECRET_ACCESS_KEY, secretName, keys.secretAccessKey),
];

const fromSecret = (name: string, secret: string, key: string): Variable => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key } },
});

/** The volume with the private authority, and its mount; both empty without one. */
function authority({ ca }: S3Settings): Pick<StorageSetup, 'volumes' | 'mounts'> {
  if (!ca) return { volumes: [], mounts: [] };
  return {
    volumes: [{ name: 's3-ca', configMap: { name: ca.configMap } }],
    mounts: [{ name: 's3-ca', mountPath: CA_FOLDER, readOnly: true }],
  };
}
