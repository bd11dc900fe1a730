/** What a cluster file declares: objects and hosts outside of dist/, versions, and expected settings of the output. */
import type { KeyFiles } from '../../charts/bucket/rclone';
import type { DerivedFieldConfig } from '../../charts/grafana/config';
import type { Metadata } from '../../charts/metadata/config';
import type { NamespacesConfig } from '../../charts/namespaces/config';
import type { MirrorConfig } from '../../charts/registry/image-mirrors';
import type { SchedulingConfig } from '../../charts/scheduling/config';
import type { Identity } from '../../charts/tempo/credentials/identity';
import type { SecretKey } from '../../charts/tempo/credentials/secret';
import type { KafkaConfig } from '../../charts/tempo/kafka/config';
import type { MetricsGeneratorConfig } from '../../charts/tempo/metrics-generator/config';
import type { Receiver } from '../../charts/tempo/receivers';
import type { ReceiverOptions } from '../../charts/tempo/receivers/options/config';
import type { Size } from '../../charts/tempo/size/sizes';
import type { S3Bucket } from '../../charts/tempo/storage/backend';
import type { NeededVariables } from '../../charts/tempo/values/process-variables';
import type { TraefikConfig } from '../../charts/traefik/config';

/** A Secret or ConfigMap that is not part of the output. */
export interface DeclaredObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namespace: string;
  /** Its keys. @default any */
  readonly keys?: readonly string[];
}

export interface Declared {
  /** Hosts that are not part of the output: as `host` or `host:port`, each with the keys that declare it. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  readonly objects: readonly DeclaredObject[];
  /** The protocols that Tempo must receive. */
  readonly receivers: readonly Receiver[];
  /** The AppProject that somebody else makes. @default those of the output */
  readonly project?: string;
  /** Whether the cluster file has other names for Applications and AppProjects than the usual ones. */
  readonly hasOwnNames?: true;
  /** Who makes the namespaces, and their Pod Security. @default the output, without labels */
  readonly namespaces?: NamespacesConfig;
  /** The namespaces whose Pod Security it tells: those that the stack installs into. @default none */
  readonly stackNamespaces?: ReadonlySet<string>;
  /** The namespace of Tempo, if Linkerd must inject its pods, whoever makes it. */
  readonly meshedNamespace?: string;
  /** The labels and annotations of everything. */
  readonly metadata?: Metadata;
  /** Where Argo CD reads the output from. */
  readonly gitops?: DeclaredGitops;
  /** Where Tempo stores traces. */
  readonly storage?: DeclaredStorage;
  /** The identity of Tempo's pods, if it replaces keys. */
  readonly identity?: Identity;
  /** The ServiceAccount to which the cloud gives that identity. @default two Tempos have two, during a migration */
  readonly account?: string;
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
  /** The monitoring of the stack itself; undefined without it. */
  readonly monitoring?: { readonly labels: Readonly<Record<string, string>> };
  /** Whether vulture writes and reads traces. */
  readonly hasVulture?: true;
  /** The collector between senders and Tempo: its workload, what it receives, and the workload of its second tier, which samples. */
  readonly collector?: { readonly name: string; readonly receivers: readonly Receiver[]; readonly sampling?: string };
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
  /** The demo, with the host and the entry point of its Ingress or HTTPRoute. @default an Ingress */
  readonly demo?: { readonly host: string; readonly entryPoint: string; readonly route?: 'ingress' | 'gateway' };
  /** The Job that creates the bucket; undefined without one. */
  readonly bucketJob?: DeclaredBucketJob;
  /** How Grafana gets its data sources; undefined without them. */
  readonly grafana?: { readonly instanceLabels?: Readonly<Record<string, string>> };
  /** Whether the proxies of Linkerd send everything to the port of the other proxy. @default as the newest release */
  readonly linkerdSendsToProxyPort?: boolean;
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
  readonly values: Readonly<Partial<Record<'tempo' | 'traefik' | 'vulture' | 'collector' | 'sampling', unknown>>>;
  /** The user's own values of each Helm release of Tempo, by its name. @default one release */
  readonly tempoReleases?: ReadonlyMap<string, unknown>;
  /** Where every pod of the stack runs. */
  readonly scheduling?: SchedulingConfig;
  /** Whether each pod of the stack has a NetworkPolicy. */
  readonly hasNetworkPolicies?: true;
  /** The mirrors of images. */
  readonly registry?: MirrorConfig;
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
