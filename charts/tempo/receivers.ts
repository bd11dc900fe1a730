/** The receivers of Tempo's distributor: the same keys and ports in every release that has them. */

export interface ReceiverFacts {
  /** The way below `traces` in the chart's values. */
  readonly values: readonly [string, string?];
  readonly port: number;
  /** Where the protocol is served, for those that go over HTTP. */
  readonly path?: string;
}

/** Since chart 0.18.0 `traces.<receiver>.enabled` (facts: every release rendered). */
export const RECEIVERS = {
  'otlp-grpc': { values: ['otlp', 'grpc'], port: 4317 },
  'otlp-http': { values: ['otlp', 'http'], port: 4318, path: '/v1/traces' },
  zipkin: { values: ['zipkin'], port: 9411, path: '/api/v2/spans' },
  'jaeger-thrift-compact': { values: ['jaeger', 'thriftCompact'], port: 6831 },
  'jaeger-thrift-binary': { values: ['jaeger', 'thriftBinary'], port: 6832 },
  'jaeger-thrift-http': { values: ['jaeger', 'thriftHttp'], port: 14268, path: '/api/traces' },
  'jaeger-grpc': { values: ['jaeger', 'grpc'], port: 14250 },
  opencensus: { values: ['opencensus'], port: 55678 },
} as const satisfies Record<string, ReceiverFacts>;

export type Receiver = keyof typeof RECEIVERS;
