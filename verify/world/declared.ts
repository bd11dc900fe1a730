/** The declarations of a cluster file: objects and hosts outside of dist/, versions, and expected settings of the output. */
import { ADMIN_NAMESPACE } from '../../charts/bucket/config';
import { ADMIN_KEYS, bucketScript, type KeyFiles } from '../../charts/bucket/rclone';
import { FOLDERS } from '../../charts/bucket/script';
import type { ClusterFile } from '../../charts/cluster-file';
import { type DerivedFieldConfig, INSTANCE_LABELS } from '../../charts/grafana/config';
import { linkerdReleases } from '../../charts/linkerd/releases';
import { script } from '../../charts/minio/script';
import { type TempoConfig, withStorage } from '../../charts/tempo/config';
import { externalSecretsReleases } from '../../charts/tempo/credentials/external-secrets-releases';
import type { Identity } from '../../charts/tempo/credentials/identity';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, type SecretKey } from '../../charts/tempo/credentials/secret';
import { vaultPlaceholder } from '../../charts/tempo/credentials/vault-plugin';
import type { KafkaConfig } from '../../charts/tempo/kafka/config';
import type { MetricsGeneratorConfig } from '../../charts/tempo/metrics-generator/config';
import { type NeededVariables, neededVariables } from '../../charts/tempo/process-variables';
import type { ReceiverOptions } from '../../charts/tempo/receiver-options/config';
import type { Receiver } from '../../charts/tempo/receivers';
import { distributedReleases } from '../../charts/tempo/releases';
import type { Size } from '../../charts/tempo/size/sizes';
import type { S3Bucket } from '../../charts/tempo/storage/backend';
import { TEMPO } from '../../charts/tempo/workloads';
import type { TraefikConfig } from '../../charts/traefik/config';
import { keyOf } from '../../lib/cluster-file/findings';

/** A Secret or ConfigMap that is not part of the output. */
export interface DeclaredObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namespace: string;
  /** Its keys. @default any */
  readonly keys?: readonly string[];
}

export interface Declared {
  /** Hosts that are not part of the output: as `host` or `host:port`, each with the key that declares it. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly objects: readonly DeclaredObject[];
  /** The protocols that Tempo must receive. */
  readonly receivers: readonly Receiver[];
  /** Where Argo CD reads the output from. */
  readonly gitops?: DeclaredGitops;
  /** Where Tempo stores traces. */
  readonly storage?: DeclaredStorage;
  /** The identity of Tempo's pods, if it replaces keys. */
  readonly identity?: Identity;
  /** The key of a service account, which Tempo's processes read from a file. */
  readonly credentialFile?: SecretKey;
  /** What the External Secrets operator must fetch. */
  readonly externalSecret?: {
    /** The API versions that the operator in use serves. */
    readonly apiVersions: readonly string[];
    readonly store: string;
    readonly storeKind: string;
    readonly key: string;
    /** The property of each key of the Secret. */
    readonly properties: Readonly<Record<string, string>>;
    /** What the API server adds to each `remoteRef` that lacks it. */
    readonly remoteRef: Readonly<Record<string, string>>;
  };
  /** What the SealedSecret has. */
  readonly sealedSecret?: {
    /** By the key of the Secret. */
    readonly ciphertexts: Readonly<Record<string, string>>;
    /** `strict`, `namespace-wide` or `cluster-wide` */
    readonly scope: string;
  };
  /** The placeholder of each key of the Secret, which argocd-vault-plugin replaces. */
  readonly vaultPlugin?: Readonly<Record<string, string>>;
  /** The cert-manager ClusterIssuer of the webhook of Linkerd's Jaeger extension. */
  readonly webhookIssuer?: string;
  /** Grafana's data source for Loki. */
  readonly loki?: {
    readonly url: string;
    readonly uid: string;
    readonly tenant?: string;
    readonly derivedFields: readonly DerivedFieldConfig[];
  };
  /** The uid of the data source for the service map. */
  readonly prometheusUid?: string;
  /** The release of k3s that bundles Traefik. */
  readonly k3s?: string;
  /** The demo, with the host and the entry point of its Ingress. */
  readonly demo?: { readonly host: string; readonly entryPoint: string };
  /** The Job that creates the bucket; undefined without one. */
  readonly bucketJob?: DeclaredBucketJob;
  /** How Grafana gets its data sources; undefined without them. */
  readonly grafana?: { readonly instanceLabels?: Readonly<Record<string, string>> };
  /** Whether the proxies of Linkerd read W3C headers; undefined without a mesh. */
  readonly linkerdReadsW3c?: boolean;
  /** The share of requests that Traefik traces, 0 to 1. */
  readonly sampleRate?: number;
  /** The size of Tempo; undefined for that of the chart. */
  readonly size?: Size;
  /** How Tempo connects to Kafka; undefined without it. */
  readonly kafka?: KafkaConfig;
  /** The options of the receivers. */
  readonly receiverOptions?: ReceiverOptions;
  /** What the metrics-generator must do; undefined without one. */
  readonly generator?: MetricsGeneratorConfig;
  /** Credentials that only some processes of Tempo use. */
  readonly credentials?: readonly NeededVariables[];
  /** What the spans of Traefik have, and the collector that receives them instead of Tempo. */
  readonly traefikSpans?: Pick<TraefikConfig, 'serviceName' | 'resourceAttributes' | 'collector'>;
  /** Whether traces that are not in the storage yet must be on volumes. */
  readonly isPersistent?: boolean;
  /** The user's own values, by component. */
  readonly values: { readonly tempo?: unknown; readonly traefik?: unknown };
  /** The user's own values of each Helm release of Tempo, by its name. @default one release */
  readonly tempoReleases?: ReadonlyMap<string, unknown>;
  /** Whether the cluster file allows a plaintext Secret. */
  readonly plaintext: boolean;
}

export interface DeclaredBucketJob {
  /** The key of the cluster file. */
  readonly key: 'minio' | 'bucket';
  /** The command that its script must have. */
  readonly command: string;
  readonly script: string;
  /** The files with the keys that a plain S3 client uses. */
  readonly keys?: KeyFiles;
}

export interface DeclaredGitops {
  readonly repository: string;
  readonly revision: string;
  /** Where Argo CD runs. */
  readonly namespace: string;
  /** Whether Argo CD syncs without being asked. */
  readonly isAutomated: boolean;
}

export interface DeclaredStorage {
  /** The backend: its key (`s3`) and its name in messages. */
  readonly name: string;
  readonly title: string;
  /** The key of the cluster file that declares it. */
  readonly key: string;
  /** `the bucket k3s-tempo` */
  readonly destination: string;
  /** The expected fields of `storage.trace.<name>`. */
  readonly fields: readonly DeclaredField[];
  readonly bucket?: S3Bucket;
}

export interface DeclaredField {
  /** `bucket` */
  readonly field: string;
  /** The key of the cluster file with this value: `tempo.storage.bucket`. */
  readonly key?: string;
  /** Or the key that needs this value. Without both, nothing in the cluster file sets the field. */
  readonly neededBy?: string;
  /** If undefined, the field must be absent. */
  readonly value?: string | boolean;
  /** Tempo's default. */
  readonly byDefault?: string | boolean;
}

export const NOTHING_DECLARED: Declared = { hosts: new Map(), objects: [], receivers: [], values: {}, plaintext: false };

export function declaredBy(config: ClusterFile): Declared {
  const { domain, gitops, tempo, minio, traefik, linkerd, grafana, emojivoto } = config;
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
    ...(credentials?.identity && { identity: credentials.identity }),
    ...(credentials?.serviceAccountKey && { credentialFile: credentials.serviceAccountKey }),
    ...(credentials?.externalSecret && { externalSecret: externalSecretBy(credentials.externalSecret) }),
    ...(credentials?.sealedSecret && { sealedSecret: sealedSecretBy(credentials.sealedSecret) }),
    ...(credentials?.vaultPlugin && { vaultPlugin: vaultPluginBy(credentials.vaultPlugin) }),
    ...(linkerd?.webhookIssuer && { webhookIssuer: linkerd.webhookIssuer }),
    ...(grafana?.loki && { loki: { ...grafana.loki, derivedFields: grafana.loki.derivedFields ?? [] } }),
    ...(grafana?.prometheus && { prometheusUid: grafana.prometheus.uid }),
    ...(traefik?.k3s !== undefined && { k3s: traefik.k3s }),
    ...(linkerd && { linkerdReadsW3c: linkerdReleases.find(linkerd.version).release?.readsW3c ?? true }),
    ...(traefik && { sampleRate: traefik.sampleRate, traefikSpans: traefik }),
    ...(emojivoto && { demo: { host: emojivoto.host ?? `emojivoto.${domain}`, entryPoint: emojivoto.entrypoint } }),
    ...bucketJobBy(config, storage),
    ...(grafana && { grafana: { ...(grafana.via === 'operator' && { instanceLabels: grafana.instanceLabels ?? INSTANCE_LABELS }) } }),
    ...(tempo.size && { size: tempo.size }),
    ...(tempo.kafka && { kafka: tempo.kafka }),
    receiverOptions: tempo.receiverOptions,
    ...(tempo.metricsGenerator && { generator: tempo.metricsGenerator }),
    credentials: neededVariables(tempo),
    isPersistent: tempo.persistence !== undefined,
    values: { tempo: tempo.values, traefik: traefik?.values },
    tempoReleases: new Map([...(tempo.migration ? [[TEMPO, tempo.migration.values] as const] : []), [tempo.releaseName, tempo.values]]),
    plaintext: credentials?.secret !== undefined,
  };
}

type Storage = TempoConfig['storage'];

const hostOf = (url: string): string => new URL(url).host;

function hostsBy({ tempo: { kafka, metricsGenerator }, minio, traefik, grafana }: ClusterFile, storage: Storage): Declared['hosts'] {
  const { addresses } = storage.dependencies;
  return new Map<string, string>([
    ...(minio?.bundled ? [] : addresses.map(({ address, field }): [string, string] => [address, storage.keyText(field)])),
    ...(kafka ? [[kafka.address, 'tempo.kafka.address'] as const] : []),
    ...(metricsGenerator ? [[hostOf(metricsGenerator.remoteWrite), 'tempo.metricsGenerator.remoteWrite'] as const] : []),
    ...(traefik?.collector ? [[traefik.collector.endpoint, 'traefik.collector'] as const] : []),
    ...(grafana?.loki ? [[hostOf(grafana.loki.url), 'grafana.loki.url'] as const] : []),
  ]);
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
function storageObjects(
  { tempo: { namespace }, minio, bucket: job }: ClusterFile,
  { dependencies: { objects, bucket } }: Storage,
): DeclaredObject[] {
  const mounted = objects.map((object) => ({ ...object, namespace }));
  const place = minio?.adminSecret ? minio.namespace : job?.adminSecret ? (job.namespace ?? ADMIN_NAMESPACE) : undefined;
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
    secrets.push({ kind: 'Secret', name: minio.adminSecret, namespace: minio.namespace, keys: ['rootUser', 'rootPassword'] });
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
