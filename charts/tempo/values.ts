/** Helm values of tempo-distributed: a pure function of the cluster file and the release. */
import type { Release } from '../../lib/releases';
import type { TempoConfig } from './config';
import { ACCESS_KEY_ID, CREDENTIALS_SECRET, SECRET_ACCESS_KEY } from './credentials';
import { RECEIVERS, type ReceiverFacts } from './receivers';
import type { TempoRelease, Workload } from './releases';

type Values = Record<string, unknown>;

/** Tempo reads `${NAME}` in its configuration only with this flag, and only in this spelling of one argument. */
const EXPAND_ENV = '-config.expand-env=true';

const CA_FOLDER = '/etc/tempo-s3-ca';

const fromSecret = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: CREDENTIALS_SECRET, key: name } } });

/** @returns the values, in the order of the seed */
export function tempoValues(config: TempoConfig, release: Release<TempoRelease>): Values {
  const values: Values = {
    traces: receiverValues(config),
    storage: { trace: { backend: 's3', s3: s3Values(config, release) } },
  };
  const own: Partial<Record<Workload, Values>> = {
    ...(config.logReceivedSpans && { distributor: { config: { log_received_spans: { enabled: true } } } }),
    ...(config.persistence && { ingester: { persistence: { enabled: true, ...config.persistence } } }),
  };
  for (const workload of release.workloads) {
    const shared = release.expandEnvUnder === 'workloads' ? expandEnv(config, release, release.dropsExtraEnv.includes(workload)) : {};
    const merged = { ...own[workload], ...shared };
    if (Object.keys(merged).length > 0) values[workload] = merged;
  }
  if (release.expandEnvUnder === 'defaults') values.defaults = expandEnv(config, release, false);
  // The chart's own MinIO is on by default up to 1.2.1.
  values.minio = { enabled: false };
  return values;
}

function receiverValues({ receivers }: TempoConfig): Values {
  const traces: Record<string, Values> = {};
  // In the order of RECEIVERS, so that sorting the list in the cluster file changes nothing in the cluster.
  for (const [name, { values }] of Object.entries<ReceiverFacts>(RECEIVERS)) {
    if (!receivers.some((receiver) => receiver === name)) continue;
    const [protocol, transport] = values;
    traces[protocol] = { ...traces[protocol], ...(transport ? { [transport]: { enabled: true } } : { enabled: true }) };
  }
  return traces;
}

function s3Values({ storage }: TempoConfig, release: TempoRelease): Values {
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

/** Flag, variables and the private authority, for one workload or for all of them. */
function expandEnv({ storage: { ca } }: TempoConfig, release: TempoRelease, byEnvFrom: boolean): Values {
  // Without tls_ca_path, Go's own variable adds the folder to the authorities that the image brings.
  const variables = [
    ...(byEnvFrom ? [] : [fromSecret(ACCESS_KEY_ID), fromSecret(SECRET_ACCESS_KEY)]),
    ...(ca && !release.tlsCaPath ? [{ name: 'SSL_CERT_DIR', value: CA_FOLDER }] : []),
  ];
  return {
    extraArgs: [EXPAND_ENV],
    ...(variables.length > 0 && { extraEnv: variables }),
    ...(byEnvFrom && { extraEnvFrom: [{ secretRef: { name: CREDENTIALS_SECRET } }] }),
    ...(ca && {
      extraVolumes: [{ name: 's3-ca', configMap: { name: ca.configMap } }],
      extraVolumeMounts: [{ name: 's3-ca', mountPath: CA_FOLDER, readOnly: true }],
    }),
  };
}
