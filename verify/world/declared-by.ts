/** Reads the declarations of a cluster file. */
import { ADMIN_NAMESPACE } from '../../charts/bucket/config';
import { ADMIN_KEYS, bucketScript } from '../../charts/bucket/rclone';
import { FOLDERS } from '../../charts/bucket/script';
import type { ClusterFile } from '../../charts/cluster-file';
import { COLLECTOR, SAMPLING } from '../../charts/collector/collector';
import { INSTANCE_LABELS } from '../../charts/grafana/config';
import { linkerdReleases } from '../../charts/linkerd/releases';
import { script } from '../../charts/minio/script';
import { adminNamespaceOf, namespacesOf } from '../../charts/namespaces/owners';
import { type TempoConfig, withStorage } from '../../charts/tempo/config';
import { externalSecretsReleases } from '../../charts/tempo/credentials/external-secrets-releases';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../charts/tempo/credentials/secret';
import { vaultPlaceholder } from '../../charts/tempo/credentials/vault-plugin';
import { fullnameOf } from '../../charts/tempo/names/names';
import { TEMPO } from '../../charts/tempo/names/workloads';
import { distributedReleases } from '../../charts/tempo/releases';
import { ROOT_KEYS } from '../../charts/tempo/storage/s3/servers/root-keys';
import { neededVariables } from '../../charts/tempo/values/process-variables';
import { keyOf } from '../../lib/cluster-file/findings';
import { groupedBy } from '../../lib/findings/grouped-by';
import type { Declared, DeclaredObject, DeclaredStorage } from './declared';

export function declaredBy(config: ClusterFile): Declared {
  const { domain, gitops, registry, scheduling, tempo, minio, traefik, linkerd, grafana, emojivoto, monitoring, vulture, collector } =
    config;
  const { storage, receivers, credentials } = withStorage(tempo, minio?.bundled);
  return {
    hosts: hostsBy(config, storage),
    objects: joined([
      ...[...storageObjects(config, storage), ...credentialObjects(config), ...loginObjects(config)],
      ...[...minioObjects(config), ...adminObjects(config)],
    ]),
    receivers,
    gitops: {
      repository: gitops.repoURL,
      revision: gitops.revision,
      namespace: gitops.namespace,
      isAutomated: gitops.sync === 'automated',
    },
    storage: storageBy(storage),
    ...(credentials?.identity && { identity: credentials.identity, ...(!tempo.migration && { account: fullnameOf(tempo) }) }),
    ...(credentials?.serviceAccountKey && { credentialFile: credentials.serviceAccountKey }),
    ...(credentials?.externalSecret && { externalSecret: externalSecretBy(credentials.externalSecret) }),
    ...(credentials?.sealedSecret && { sealedSecret: sealedSecretBy(credentials.sealedSecret) }),
    ...(credentials?.vaultPlugin && { vaultPlugin: vaultPluginBy(credentials.vaultPlugin) }),
    ...(vulture && { hasVulture: true as const }),
    ...(config.networkPolicies && { hasNetworkPolicies: true as const }),
    ...(collector?.chart !== undefined && {
      collector: { name: COLLECTOR, receivers: collector.receivers, ...(collector.tailSampling && { sampling: SAMPLING }) },
    }),
    ...(monitoring && { monitoring: { labels: monitoring.labels } }),
    ...(linkerd?.webhookIssuer && { webhookIssuer: linkerd.webhookIssuer }),
    ...(grafana?.loki && { loki: { ...grafana.loki, derivedFields: grafana.loki.derivedFields ?? [] } }),
    ...(grafana?.prometheus && { prometheusUid: grafana.prometheus.uid }),
    ...(traefik?.k3s !== undefined && { k3s: traefik.k3s }),
    ...(linkerd && proxiesBy(linkerd)),
    ...(traefik && { sampleRate: traefik.sampleRate, traefikSpans: traefik }),
    ...(emojivoto && { demo: { host: emojivoto.host ?? `emojivoto.${domain}`, entryPoint: emojivoto.entrypoint, route: emojivoto.route } }),
    ...bucketJobBy(config, storage),
    ...(grafana && { grafana: { ...(grafana.via === 'operator' && { instanceLabels: grafana.instanceLabels ?? INSTANCE_LABELS }) } }),
    ...(tempo.size && { size: tempo.size }),
    ...(tempo.kafka && { kafka: tempo.kafka }),
    receiverOptions: tempo.receiverOptions,
    ...(tempo.metricsGenerator && { generator: tempo.metricsGenerator }),
    credentials: neededVariables(tempo),
    isPersistent: tempo.persistence !== undefined,
    values: {
      ...{ tempo: tempo.values, traefik: traefik?.values, vulture: vulture?.values },
      ...{ collector: collector?.values, sampling: collector?.tailSampling?.values },
    },
    tempoReleases: new Map([...(tempo.migration ? [[TEMPO, tempo.migration.values] as const] : []), [tempo.releaseName, tempo.values]]),
    ...(gitops.project !== undefined && { project: gitops.project }),
    ...((gitops.project !== undefined || gitops.names?.project !== undefined) && { hasOwnNames: true as const }),
    ...(registry && { registry }),
    ...(config.namespaces && { namespaces: config.namespaces }),
    stackNamespaces: new Set(namespacesOf(config)),
    ...(linkerd && { meshedNamespace: tempo.namespace }),
    ...(scheduling && { scheduling }),
    ...(config.metadata && { metadata: config.metadata }),
    plaintext: credentials?.secret !== undefined,
  };
}

function proxiesBy({ version }: NonNullable<ClusterFile['linkerd']>): Pick<Declared, 'linkerdReadsW3c' | 'linkerdSendsToProxyPort'> {
  const { release } = linkerdReleases.find(version);
  return { linkerdReadsW3c: release?.readsW3c ?? true, linkerdSendsToProxyPort: release?.sendsToProxyPort ?? true };
}

type Storage = TempoConfig['storage'];

const hostOf = (url: string): string => new URL(url).host;

function hostsBy(
  { tempo: { kafka, metricsGenerator }, minio, traefik, grafana, collector }: ClusterFile,
  storage: Storage,
): Declared['hosts'] {
  const { addresses } = storage.dependencies;
  const declared: readonly (readonly [address: string, key: string])[] = [
    ...(minio?.bundled ? [] : addresses.map(({ address, field }) => [address, storage.keyText(field)] as const)),
    ...(kafka ? [[kafka.address, 'tempo.kafka.address'] as const] : []),
    ...(metricsGenerator ? [[hostOf(metricsGenerator.remoteWrite), 'tempo.metricsGenerator.remoteWrite'] as const] : []),
    ...(collector?.external ? [[collector.external.endpoint, 'collector.external'] as const] : []),
    ...(collector?.spanMetrics ? [[hostOf(collector.spanMetrics.remoteWrite), 'collector.spanMetrics.remoteWrite'] as const] : []),
    ...(traefik?.collector ? [[traefik.collector.endpoint, 'traefik.collector'] as const] : []),
    ...(grafana?.loki ? [[hostOf(grafana.loki.url), 'grafana.loki.url'] as const] : []),
  ];
  const byAddress = groupedBy(declared, ([address]) => address);
  return new Map([...byAddress].map(([address, all]) => [address, all.map(([, key]) => key)]));
}

/** One object per name, with all its keys: a Secret may have several credentials. */
function joined(objects: readonly DeclaredObject[]): DeclaredObject[] {
  const found = new Map<string, DeclaredObject>();
  for (const object of objects) {
    const id = `${object.kind} ${object.namespace} ${object.name}`;
    const other = found.get(id);
    const { keys: _, ...anyKeys } = object;
    const keys = [...(other?.keys ?? []), ...(object.keys ?? [])];
    found.set(id, object.keys && (!other || other.keys) ? { ...object, keys } : anyKeys);
  }
  return [...found.values()];
}

/** What Tempo and the bucket Job mount to reach the storage. */
function storageObjects(config: ClusterFile, { dependencies: { objects, bucket } }: Storage): DeclaredObject[] {
  const mounted = objects.map((object) => ({ ...object, namespace: config.tempo.namespace }));
  const place = adminNamespaceOf(config);
  if (!bucket?.ca || place === undefined) return mounted;
  const { configMap: name, key } = bucket.ca;
  return [...mounted, { kind: 'ConfigMap', name, keys: [key], namespace: place }];
}

/** An existing Secret, in every namespace that uses it. */
function credentialObjects({ tempo: { namespace, credentials }, minio }: ClusterFile): DeclaredObject[] {
  const single = credentials?.serviceAccountKey ?? credentials?.accountKey;
  if (single) return [{ kind: 'Secret', name: single.secret, keys: [single.key], namespace }];
  if (!credentials?.existing) return [];
  const { name, accessKeyId, secretAccessKey } = credentials.existing;
  const namespaces = [namespace, ...(minio?.adminSecret ? [minio.namespace] : [])];
  return namespaces.map((each) => ({ kind: 'Secret', name, keys: [accessKeyId, secretAccessKey], namespace: each }));
}

/** The Secrets of single processes of Tempo, each key by itself. */
const loginObjects = ({ tempo }: ClusterFile): DeclaredObject[] =>
  neededVariables(tempo)
    .flatMap(({ variables }) => variables)
    .map(({ valueFrom: { secretKeyRef } }) => ({
      kind: 'Secret',
      name: secretKeyRef.name,
      keys: [secretKeyRef.key],
      namespace: tempo.namespace,
    }));

/** The Secrets with root credentials of MinIO. */
function minioObjects({ tempo, minio }: ClusterFile): DeclaredObject[] {
  const secrets: DeclaredObject[] = [];
  if (minio?.adminSecret)
    secrets.push({ kind: 'Secret', name: minio.adminSecret, namespace: minio.namespace, keys: Object.values(ROOT_KEYS) });
  if (minio?.bundled) {
    const keys = tempo.chart === undefined ? undefined : distributedReleases.find(tempo.chart).release?.minio?.keys;
    secrets.push({
      kind: 'Secret',
      name: minio.bundled.existingSecret,
      namespace: tempo.namespace,
      ...(keys && { keys: Object.values(keys) }),
    });
  }
  return secrets;
}

/** The Secret with the keys of an administrator of another S3 server. */
function adminObjects({ bucket }: ClusterFile): DeclaredObject[] {
  if (bucket?.adminSecret === undefined) return [];
  const { namespace = ADMIN_NAMESPACE, adminSecret: name } = bucket;
  return [{ kind: 'Secret', name, namespace, keys: [ADMIN_KEYS.accessKeyId, ADMIN_KEYS.secretAccessKey] }];
}

/** The script reads the keys of the Secret with the credentials, or those of an administrator. */
function bucketJobBy(
  { minio, bucket: job, tempo: { credentials } }: ClusterFile,
  { dependencies: { bucket } }: Storage,
): Pick<Declared, 'bucketJob'> {
  const { accessKeyId = ACCESS_KEY_ID, secretAccessKey = SECRET_ACCESS_KEY } = credentials?.existing ?? {};
  if (bucket && minio?.adminSecret)
    return { bucketJob: { key: 'minio', command: 'mc mb', script: script(bucket, { keys: { accessKeyId, secretAccessKey } }) } };
  if (!bucket || !job) return {};
  const keys = job.adminSecret === undefined ? { folder: FOLDERS.user, accessKeyId, secretAccessKey } : ADMIN_KEYS;
  return { bucketJob: { key: 'bucket', command: 'rclone mkdir', script: bucketScript(bucket, keys), keys } };
}

function storageBy(storage: Storage): DeclaredStorage {
  const { name, title, expected, dependencies } = storage;
  const fields = expected.map(({ setting, neededBy, ...field }) => ({
    ...field,
    ...(setting !== undefined && { key: storage.keyText(setting) }),
    ...(neededBy && { neededBy: keyOf(neededBy) }),
  }));
  return {
    name,
    title,
    key: storage.keyText(),
    destination: dependencies.destination,
    fields,
    ...(dependencies.bucket && { bucket: dependencies.bucket }),
  };
}

type Credentials = NonNullable<ClusterFile['tempo']['credentials']>;
type External = NonNullable<Credentials['externalSecret']>;

function externalSecretBy({ operator, store, storeKind, key, accessKeyId, secretAccessKey }: External): Declared['externalSecret'] {
  const { release } = externalSecretsReleases.find(operator);
  return {
    apiVersions: release?.served ?? ['external-secrets.io/v1'],
    remoteRef: release?.remoteRef ?? {},
    ...{ store, storeKind, key },
    properties: { [ACCESS_KEY_ID]: accessKeyId, [SECRET_ACCESS_KEY]: secretAccessKey },
  };
}

const sealedSecretBy = ({
  accessKeyId,
  secretAccessKey,
  scope,
}: NonNullable<Credentials['sealedSecret']>): NonNullable<Declared['sealedSecret']> => ({
  ciphertexts: { [ACCESS_KEY_ID]: accessKeyId, [SECRET_ACCESS_KEY]: secretAccessKey },
  scope,
});

const vaultPluginBy = ({ path, accessKeyId, secretAccessKey }: NonNullable<Credentials['vaultPlugin']>): Declared['vaultPlugin'] => ({
  [ACCESS_KEY_ID]: vaultPlaceholder(path, accessKeyId),
  [SECRET_ACCESS_KEY]: vaultPlaceholder(path, secretAccessKey),
});
