/** A component's use of an address: the address, and what it sends there. */
import type { Receiver } from '../../charts/tempo/receivers';
import type { About, Statement } from '../../lib/findings/finding';
import { entryOf } from '../../lib/yaml/parsed';
import { ADDRESSES_RULES } from '../checks/addresses/rules';
import type { Placed } from '../stack';

export interface Use {
  /** `Traefik`, `Linkerd`, `emojivoto`, `vulture`, `Grafana`, `Tempo`, `bucket Job`, or the name of the object that has the address. */
  readonly from: string;
  readonly to: string;
  /** What is sent: `spans`, `queries`, `requests`, `blocks`. */
  readonly what: string;
  /** `Zipkin`, `OTLP/HTTP`, `OTLP/gRPC`, `OpenCensus`, `Jaeger/HTTP`, `Jaeger/gRPC`, `HTTP`, `S3`, `Kafka`. */
  readonly protocol: string;
  /** The configured address: a URL, or `host:port`. */
  readonly address: string;
  /** Where it is configured, as a phrase: `--tracing.zipkin.httpEndpoint`, `data source Tempo`. */
  readonly where: string;
  /** The object that has the address. @default `from` */
  readonly about?: About;
  /** Whether the connection is within one component. @default false */
  readonly isInternal?: boolean;
  /** Whether the client finds the ports of the endpoints, and does not use its own. @default false */
  readonly byEndpoints?: boolean;
  readonly placed: Pick<Placed, 'place' | 'namespace'>;
  /** The ServiceAccount that the server must have in the mesh. */
  readonly identity?: string;
  /** The namespace of that ServiceAccount, if it is set separately. */
  readonly identityNamespace?: string;
  /** Whether it names a tenant, or may name one. @default false */
  readonly hasTenant?: boolean;
  /** Whether a client without a scheme in its address uses TLS. @default unknown */
  readonly hasTls?: boolean;
  /** What to do if its Service does not exist. @default one of the other Services there */
  readonly withoutService?: string;
  /** A mistake in the use itself, independent of its destination. */
  readonly mistake?: Statement;
}

/** The receiver of Tempo for each protocol. */
const RECEIVER_OF: Readonly<Record<string, Receiver>> = {
  Zipkin: 'zipkin',
  'OTLP/HTTP': 'otlp-http',
  'OTLP/gRPC': 'otlp-grpc',
  OpenCensus: 'opencensus',
  'Jaeger/HTTP': 'jaeger-thrift-http',
  'Jaeger/gRPC': 'jaeger-grpc',
  'Jaeger/compact': 'jaeger-thrift-compact',
};

/** The receiver for a use; undefined if it does not send spans. */
export const receiverFor = ({ protocol }: Pick<Use, 'protocol'>): Receiver | undefined => RECEIVER_OF[protocol];

/** The parts of an address. */
export interface AddressParts {
  readonly scheme?: string;
  readonly host: string;
  /** The port in the address, else the default of the scheme. */
  readonly port?: number;
  readonly isPortWritten: boolean;
  readonly path: string;
}

/** A mistake if the address of a gRPC server has a scheme. */
export const schemeMistake = (address: string): Statement | undefined =>
  /:\/\//.test(address) ? ADDRESSES_RULES.says('scheme', 'a gRPC address must not have a scheme', 'use host:port') : undefined;

const PORTS: Record<string, number> = { http: 80, https: 443 };

/** An address without its user and password. */
export const withoutUser = (text: string): string => text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#@\s]*@/i, '$1');

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:.]+\]|[^/:?#\s[\]]+)(?::(\d+))?(\/[^?#\s]*)?([?#]\S*)?$/i;

/** @returns undefined if it is not an address */
export function addressOf(text: string): AddressParts | undefined {
  const [, scheme, host = '', port, path = ''] = ADDRESS.exec(withoutUser(text)) ?? [];
  if (!host || !/^(\[.*\]|[a-z0-9._-]+)$/i.test(host)) return undefined;
  const number = port === undefined ? (scheme && entryOf(PORTS, scheme.toLowerCase())) || undefined : Number(port);
  return {
    ...(scheme && { scheme: scheme.toLowerCase() }),
    host: host.replace(/\.$/, ''),
    port: number,
    isPortWritten: port !== undefined,
    path,
  };
}
