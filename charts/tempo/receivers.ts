/** The receivers of Tempo's distributor. Keys and ports are the same in every release that has them. */
import { at, isMap, type Path, textAt } from '../../lib/yaml/parsed';

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

export const RECEIVER_NAMES = Object.keys(RECEIVERS) as Receiver[];

/** The standard port of each. */
export const RECEIVER_PORTS: readonly number[] = Object.values(RECEIVERS).map(({ port }) => port);

export const isUdp = (receiver: Receiver): boolean => 'isUdp' in RECEIVERS[receiver];

/** The path of a receiver below `receivers` in the configuration of Tempo or of a collector. */
export const pathOfReceiver = (receiver: Receiver): Path => {
  const [name, protocol]: readonly [string, string?] = RECEIVERS[receiver].configuration;
  return protocol ? [name, 'protocols', protocol] : [name];
};

/** Whether the configuration has a receiver, also one without options. @param receivers of the configuration */
export function hasReceiver(receivers: unknown, receiver: Receiver): boolean {
  const path = pathOfReceiver(receiver);
  const parent = at(receivers, ...path.slice(0, -1));
  return isMap(parent) && Object.hasOwn(parent, path.at(-1) ?? '');
}

/** Where a receiver listens; the host is empty if that is Tempo's own default. @param receivers of the configuration */
export function endpointOf(receivers: unknown, receiver: Receiver): { readonly host: string; readonly port: number } {
  const written = textAt(receivers, ...pathOfReceiver(receiver), 'endpoint');
  const endpoint = written ?? `:${RECEIVERS[receiver].port}`;
  const host = endpoint.slice(0, endpoint.lastIndexOf(':'));
  // An endpoint without a host, such as :9411, is that of all addresses.
  const isAll = host === '' && written?.startsWith(':');
  return { port: Number(endpoint.slice(endpoint.lastIndexOf(':') + 1)), host: isAll ? '0.0.0.0' : host };
}
