/** How Tempo reaches S3: the same settings for both charts. */
import type { TempoConfig } from './config';
import type { Credentials } from './credentials/credentials';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from './credentials/secret';
import type { TempoRelease } from './releases';

/** Where the certificate of a private authority is mounted. */
const CA_FOLDER = '/etc/tempo-s3-ca';

/** The keys of `storage.trace.s3`, in the order of the seed. Tempo puts the variables in when it starts. */
export function s3Values({ storage }: TempoConfig, release: TempoRelease): Record<string, unknown> {
  return {
    bucket: storage.bucket,
    endpoint: storage.endpoint,
    ...(storage.region !== undefined && { region: storage.region }),
    access_key: `\${${ACCESS_KEY_ID}}`,
    secret_key: `\${${SECRET_ACCESS_KEY}}`,
    insecure: storage.insecure,
    ...(storage.ca && release.tlsCaPath && { tls_ca_path: `${CA_FOLDER}/${storage.ca.key}` }),
  };
}

/** The variables of every process that reads the configuration. */
export function variables({ storage }: TempoConfig, { secretName, keys }: Credentials, release: TempoRelease): object[] {
  const fromSecret = (name: string, key: string) => ({ name, valueFrom: { secretKeyRef: { name: secretName, key } } });
  return [
    fromSecret(ACCESS_KEY_ID, keys.accessKeyId),
    fromSecret(SECRET_ACCESS_KEY, keys.secretAccessKey),
    ...authorityVariables(storage, release),
  ];
}

/** Without tls_ca_path, Go's own variable adds the folder to the authorities that the image brings. */
export const authorityVariables = ({ ca }: TempoConfig['storage'], release: TempoRelease): object[] =>
  ca && !release.tlsCaPath ? [{ name: 'SSL_CERT_DIR', value: CA_FOLDER }] : [];

/** The volume with the private authority, and its mount; both empty without one. */
export function authorityVolume({ ca }: TempoConfig['storage']): { readonly volumes: object[]; readonly mounts: object[] } {
  if (!ca) return { volumes: [], mounts: [] };
  return {
    volumes: [{ name: 's3-ca', configMap: { name: ca.configMap } }],
    mounts: [{ name: 's3-ca', mountPath: CA_FOLDER, readOnly: true }],
  };
}

/** The processors behind the service map and the metrics of spans, for everybody. */
const PROCESSORS = ['service-graphs', 'span-metrics'];

/** The values that switch the metrics-generator's processors on, at the level where a chart has its overrides. */
export function processorValues({ overrides }: TempoRelease): Record<string, unknown> {
  if (overrides === 'chart') return {};
  if (overrides === 'global_overrides') return { global_overrides: { metrics_generator_processors: PROCESSORS } };
  return { overrides: { defaults: { metrics_generator: { processors: PROCESSORS } } } };
}
