/** What a cluster file declares to exist, and what it says of versions: all that dist/ does not hold itself. */
import type { ClusterFile } from '../../charts/cluster-file';
import { linkerdReleases } from '../../charts/linkerd/releases';
import { withStorage } from '../../charts/tempo/config';
import { externalSecretsReleases } from '../../charts/tempo/credentials/external-secrets-releases';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, VARIABLES } from '../../charts/tempo/credentials/secret';
import type { Receiver } from '../../charts/tempo/receivers';
import { distributedReleases } from '../../charts/tempo/releases';

/** A Secret or ConfigMap that somebody else makes. */
export interface DeclaredObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namespace: string;
  /** Its keys; absent, any. */
  readonly keys?: readonly string[];
}

export interface Declared {
  /** Hosts that are not part of the output: as `host` or `host:port`, each with the key that declares it. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly objects: readonly DeclaredObject[];
  /** What Tempo is to receive. */
  readonly receivers: readonly Receiver[];
  /** Where Argo CD finds the output. */
  readonly gitops?: { readonly repository: string; readonly revision: string };
  /** Where Tempo is to keep traces. */
  readonly storage?: { readonly bucket: string; readonly insecure: boolean; readonly region?: string };
  /** What the External Secrets operator is to fetch. */
  readonly externalSecret?: {
    /** Those that the operator in use serves. */
    readonly apiVersions: readonly string[];
    readonly store: string;
    readonly storeKind: string;
    readonly key: string;
    /** The property of each key of the Secret. */
    readonly properties: Readonly<Record<string, string>>;
  };
  /** Whether Loki is one of Grafana's data sources. */
  readonly loki?: boolean;
  /** The data source that the service map asks. */
  readonly prometheusUid?: string;
  /** The release of k3s that bundles Traefik. */
  readonly k3s?: string;
  /** Whether the proxies of Linkerd read W3C headers; absent where no mesh is declared. */
  readonly linkerdReadsW3c?: boolean;
  /** The share of requests that Traefik traces, 0 to 1. */
  readonly sampleRate?: number;
  /** Whether what is not in S3 yet is to be on volumes. */
  readonly isPersistent?: boolean;
  /** Values of the user's own, by the component that they are given to. */
  readonly values: { readonly tempo?: unknown; readonly traefik?: unknown };
  /** Whether a Secret in plain text was asked for by name. */
  readonly plaintext: boolean;
}

export const NOTHING_DECLARED: Declared = { hosts: new Map(), objects: [], receivers: [], values: {}, plaintext: false };

const hostOf = (url: string): string => new URL(url).host;

export function declaredBy({ gitops, tempo, minio, traefik, linkerd, grafana }: ClusterFile): Declared {
  const { storage, receivers, namespace, credentials, kafka, metricsGenerator } = withStorage(tempo, minio?.bundled);
  const hosts = new Map<string, string>();
  if (!minio?.bundled) hosts.set(storage.endpoint, 'tempo.storage.endpoint');
  if (kafka) hosts.set(kafka.address, 'tempo.kafka.address');
  if (metricsGenerator) hosts.set(hostOf(metricsGenerator.remoteWrite), 'tempo.metricsGenerator.remoteWrite');
  if (grafana?.loki) hosts.set(hostOf(grafana.loki.url), 'grafana.loki.url');
  const objects: DeclaredObject[] = [];
  if (storage.ca) {
    const ca = { kind: 'ConfigMap', name: storage.ca.configMap, keys: [storage.ca.key] } as const;
    objects.push({ ...ca, namespace });
    if (minio?.adminSecret) objects.push({ ...ca, namespace: minio.namespace });
  }
  if (credentials?.existing) {
    const secret = { kind: 'Secret', name: credentials.existing.name, keys: VARIABLES } as const;
    objects.push({ ...secret, namespace });
    if (minio?.adminSecret) objects.push({ ...secret, namespace: minio.namespace });
  }
  if (minio?.adminSecret)
    objects.push({ kind: 'Secret', name: minio.adminSecret, namespace: minio.namespace, keys: ['rootUser', 'rootPassword'] });
  if (minio?.bundled) {
    const keys = tempo.chart === undefined ? undefined : distributedReleases.find(tempo.chart).release?.minio?.keys;
    objects.push({ kind: 'Secret', name: minio.bundled.existingSecret, namespace, ...(keys && { keys: Object.values(keys) }) });
  }
  return {
    hosts,
    objects,
    receivers,
    gitops: { repository: gitops.repoURL, revision: gitops.revision },
    storage: { bucket: storage.bucket, insecure: storage.insecure, region: storage.region },
    ...(credentials?.externalSecret && { externalSecret: externalSecretBy(credentials.externalSecret) }),
    loki: grafana?.loki !== undefined,
    ...(grafana?.prometheus && { prometheusUid: grafana.prometheus.uid }),
    ...(traefik?.k3s !== undefined && { k3s: traefik.k3s }),
    ...(linkerd && { linkerdReadsW3c: linkerdReleases.find(linkerd.version).release?.readsW3c ?? true }),
    ...(traefik && { sampleRate: traefik.sampleRate }),
    isPersistent: tempo.persistence !== undefined,
    values: { tempo: tempo.values, traefik: traefik?.values },
    plaintext: credentials?.secret !== undefined,
  };
}

type External = NonNullable<NonNullable<NonNullable<ClusterFile['tempo']['credentials']>['externalSecret']>>;

function externalSecretBy({ operator, store, storeKind, key, accessKeyId, secretAccessKey }: External): Declared['externalSecret'] {
  return {
    apiVersions: externalSecretsReleases.find(operator).release?.served ?? ['external-secrets.io/v1'],
    ...{ store, storeKind, key },
    properties: { [ACCESS_KEY_ID]: accessKeyId, [SECRET_ACCESS_KEY]: secretAccessKey },
  };
}
