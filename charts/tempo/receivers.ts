/** The receivers of Tempo's distributor. Keys and ports are the same in every release that has them. */

export interface ReceiverFacts {
  /** The path below `traces` in the values of tempo-distributed. */
  readonly values: readonly [string, string?];
  /** The path in Tempo's configuration: the receiver and, for some, its protocol. */
  readonly configuration: readonly [string, string?];
  readonly port: number;
  /** The URL path of the protocol, if it uses HTTP. */
  readonly path?: string;
  /** Whether it listens on UDP, as Jaeger's agent did. */
  readonly isUdp?: true;
}

/** `traces.<receiver>.enabled` exists since chart 0.18.0 (every release was rendered). */
export const RECEIVERS = {
  'otlp-grpc': { values: ['otlp', 'grpc'], configuration: ['otlp', 'grpc'], port: 4317 },
  'otlp-http': { values: ['otlp', 'http'], configuration: ['otlp', 'http'], port: 4318, path: '/v1/traces' },
  zipkin: { values: ['zipkin'], configuration: ['zipkin'], port: 9411, path: '/api/v2/spans' },
  'jaeger-thrift-compact': { values: ['jaeger', 'thriftCompact'], configuration: ['jaeger', 'thrift_compact'], port: 6831, isUdp: true },
  'jaeger-thrift-binary': { values: ['jaeger', 'thriftBinary'], configuration: ['jaeger', 'thrift_binary'], port: 6832, isUdp: true },
  'jaeger-thrift-http': { values: ['jaeger', 'thriftHttp'], configuration: ['jaeger', 'thrift_http'], port: 14268, path: '/api/traces' },
  'jaeger-grpc': { values: ['jaeger', 'grpc'], configuration: ['jaeger', 'grpc'], port: 14250 },
  opencensus: { values: ['opencensus'], configuration: ['opencensus'], port: 55678 },
} as const satisfies Record<string, ReceiverFacts>;

export type Receiver = keyof typeof RECEIVERS;

export const isUdp = (receiver: Receiver): boolean => 'isUdp' in RECEIVERS[receiver];
