/** Types for `main.ts` beside your `clusters/`: charts of your own, in the output of each cluster. */

/** The address of a Service in the cluster. */
export interface Address {
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  /** The path of the protocol, with a leading slash. */
  readonly path?: string;
}

/** A receiver of Tempo, as in `tempo.receivers` of the cluster file. */
export type ReceiverName =
  | 'otlp-grpc'
  | 'otlp-http'
  | 'zipkin'
  | 'jaeger-thrift-compact'
  | 'jaeger-thrift-binary'
  | 'jaeger-thrift-http'
  | 'jaeger-grpc'
  | 'opencensus';

/** The cluster that the charts are for. */
export interface ClusterInfo {
  /** Its name, the prefix of its Applications. */
  readonly name: string;
  /** `domain` of the cluster file. */
  readonly domain: string;
  readonly tempo: {
    readonly namespace: string;
    /** Its HTTP API. */
    readonly query: Address;
    /**
     * Where spans for it are received: by the collector of the cluster file if it has the receiver, else by Tempo.
     * @throws Error if `tempo.receivers` does not list the receiver, and no collector here has it
     */
    readonly receiver: (name: ReceiverName) => Address;
  };
}

/** A Chart of cdk8s: its id is the name of its Application and of its file, and its namespace is required. */
export interface OwnChart {
  readonly node: { readonly id: string };
  readonly namespace?: string;
  /** The objects. */
  toJson(): readonly unknown[];
}

/** What `main.ts` exports by default: the charts of a cluster. */
export type Components = (cluster: ClusterInfo) => readonly OwnChart[];
