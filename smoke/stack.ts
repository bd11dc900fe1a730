/** What the cluster file and dist/ say about the running stack, as far as smoke needs it. */
import type { SigningKeys } from '../charts/bucket/bucket-job';
import type { Endpoint } from '../charts/component';
import type { TempoProduct } from '../charts/tempo/product';
import type { Receiver } from '../charts/tempo/receivers';
import type { S3Bucket } from '../charts/tempo/storage/backend';
import type { Application } from '../verify/stack';
import type { Target } from './ends/ends';

export interface SmokeStack {
  /** The cluster's name. */
  readonly name: string;
  /** The path of the cluster file, the place of every finding. */
  readonly clusterFile: string;
  readonly tempo: SmokeTempo;
  /** Undefined without one in front of Tempo. */
  readonly collector?: SmokeCollector;
  /** The Applications of dist/, the root first. */
  readonly applications: readonly Application[];
  readonly argocd: {
    readonly namespace: string;
    /** Whether it installs the components in its own cluster, so that one kubectl sees both. */
    readonly isHere: boolean;
    readonly isAutomated: boolean;
  };
  /** The folder with the output: `dist/picluster`. */
  readonly folder: string;
  /** The Job that creates the bucket; undefined without one. */
  readonly bucketJob?: { readonly name: string; readonly namespace: string; readonly signsBy: SigningKeys };
  readonly vote?: Vote;
  readonly loki?: SmokeLoki;
  /** Prometheus, to which the metrics-generator sends the service graph; undefined without that processor. */
  readonly serviceGraph?: {
    /** The URL of its API, undefined if it is not known from that of its remote write. */
    readonly url?: string;
    readonly remoteWrite: string;
  };
  /** The S3 bucket of Tempo; undefined for another storage. */
  readonly bucket?: SmokeBucket;
}

export interface SmokeTempo {
  readonly namespace: string;
  /** Where Grafana queries it, by the data source of dist/: the very URL, without a slash at its end, and the headers. */
  readonly dataSource: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** The receivers of the cluster file, in its order. */
  readonly receivers: readonly { readonly receiver: Receiver; readonly endpoint: Endpoint }[];
  readonly searchesBy: TempoProduct['searchesBy'];
  /** The query API in the cluster, for a port-forward. */
  readonly query: Endpoint;
  /** The port of each process with /ready and /metrics. */
  readonly httpPort: number;
  /** Whether one process does everything. */
  readonly isMonolithic: boolean;
  /** The label that every pod of the Helm release has: `app.kubernetes.io/instance=tempo`. */
  readonly selector: string;
}

export interface SmokeCollector {
  readonly receivers: readonly { readonly receiver: Receiver; readonly target: Target }[];
  /** What it is, as a phrase: `the collector`, `the collector at otel.example.org:4318`. */
  readonly title: string;
  /** How long it waits before it keeps or drops a trace, such as `30s`; undefined if it keeps all of them. */
  readonly decisionWait?: string;
}

/** A request to the demo through Traefik. */
export interface Vote {
  readonly host: string;
  /** `https` if the entry point serves TLS. */
  readonly scheme: 'http' | 'https';
  readonly traefik: {
    readonly namespace: string;
    /** The header formats that it reads: `b3multi`, `tracecontext`. */
    readonly reads: readonly string[];
    /** The share of requests that is traced, 0..1. */
    readonly sampleRate: number;
    /** The collector outside of dist/ that receives its spans; undefined if Tempo does. */
    readonly collector?: string;
    /** Whether a collector of this stack drops a part of its traces. */
    readonly isSampled?: true;
    /** The label of its pods, for their logs. */
    readonly selector: string;
    readonly serviceName: string;
  };
  /** Whether the demo sends spans of its own. */
  readonly demoSendsSpans: boolean;
  /** The mesh; undefined without one. */
  readonly mesh?: { readonly version: string; readonly usesExtension: boolean };
  readonly demoNamespace: string;
  /** Whether an HTTPRoute leads to it. @default an Ingress */
  readonly byGateway?: true;
}

export interface SmokeLoki {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The expressions that Grafana applies to a log line for the link to a trace, as Grafana reads them. */
  readonly expressions: readonly string[];
}

/** Its endpoint is as a pod of Tempo uses it. */
export interface SmokeBucket extends S3Bucket {
  /** The Secret with the keys, and its keys; undefined for an identity of the pods. */
  readonly keys?: { readonly secret: string; readonly namespace: string; readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The folder of Tempo in it, empty or with a slash at its end. */
  readonly prefix: string;
}
