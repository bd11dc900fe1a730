/** What the cluster file and dist/ say about the running stack, as far as smoke needs it. */
import type { Endpoint } from '../charts/component';
import type { Receiver } from '../charts/tempo/receivers';
import type { S3Bucket } from '../charts/tempo/storage/backend';
import type { Placed } from '../verify/stack';

export interface SmokeStack {
  /** The cluster's name. */
  readonly name: string;
  /** The path of the cluster file, the place of every finding. */
  readonly clusterFile: string;
  readonly tempo: SmokeTempo;
  /** The Applications of dist/; empty if nothing is in Argo CD's hands. */
  readonly applications: readonly SmokeApplication[];
  /** The Job that creates the bucket; undefined without one. */
  readonly bucketJob?: { readonly name: string; readonly namespace: string };
  readonly vote?: Vote;
  readonly loki?: SmokeLoki;
  /** Prometheus with the service graph; undefined without the processor service-graphs. */
  readonly serviceGraph?: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** The S3 bucket of Tempo; undefined for another storage. */
  readonly bucket?: SmokeBucket;
}

export interface SmokeTempo {
  readonly version: string;
  readonly namespace: string;
  /** Where Grafana queries it, by the data source of dist/: the very URL, without a slash at its end, and the headers. */
  readonly dataSource: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** The receivers of the cluster file, in its order. */
  readonly receivers: readonly { readonly receiver: Receiver; readonly endpoint: Endpoint }[];
  /** The query API in the cluster, for a port-forward. */
  readonly query: Endpoint;
  /** The port of each process with /ready and /metrics. */
  readonly httpPort: number;
  /** Whether one process does everything. */
  readonly isMonolithic: boolean;
  /** The label that every pod of the Helm release has: `app.kubernetes.io/instance=tempo`. */
  readonly selector: string;
}

export interface SmokeApplication {
  readonly name: string;
  /** Of Argo CD. */
  readonly namespace: string;
  /** The manifest in dist/. */
  readonly placed: Placed;
}

/** A request to the demo through Traefik. */
export interface Vote {
  readonly host: string;
  /** `https` if the entry point serves TLS. */
  readonly scheme: 'http' | 'https';
  readonly traefik: {
    readonly version: string;
    readonly namespace: string;
    /** The share of requests that is traced, 0..1. */
    readonly sampleRate: number;
    /** The collector outside of dist/ that receives its spans; undefined if Tempo does. */
    readonly collector?: string;
    /** The label of its pods, for their logs. */
    readonly selector: string;
    readonly serviceName: string;
  };
  /** Whether the demo sends spans of its own. */
  readonly demoSendsSpans: boolean;
  /** The mesh; undefined without one. */
  readonly mesh?: { readonly version: string; readonly usesExtension: boolean };
  readonly demoNamespace: string;
}

export interface SmokeLoki {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The expressions that Grafana applies to a log line for the link to a trace, as Grafana reads them. */
  readonly expressions: readonly string[];
}

export interface SmokeBucket extends S3Bucket {
  /** The Secret with the keys, and its keys; undefined for an identity of the pods. */
  readonly keys?: { readonly secret: string; readonly namespace: string; readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The folder of Tempo in it, empty or with a slash at its end. */
  readonly prefix: string;
  /** Whether the bucket is in the host name of each request, as minio-go decides. */
  readonly inHost: boolean;
}
