/** One component's use of another: an address that it is given, and what it sends there. */
import type { Placed } from '../stack';

export interface Use {
  /** `Traefik`, `Linkerd`, `emojivoto`, `Grafana`, `Tempo`, `bucket Job`, or the object that it stands in. */
  readonly from: string;
  readonly to: string;
  /** What travels: `spans`, `queries`, `requests`, `blocks`. */
  readonly what: string;
  /** `Zipkin`, `OTLP/HTTP`, `OTLP/gRPC`, `OpenCensus`, `Jaeger/HTTP`, `HTTP`, `S3`, `Kafka`. */
  readonly protocol: string;
  /** The address as it is written: a URL, or `host:port`. */
  readonly address: string;
  /** Where it is written, as a phrase: `--tracing.zipkin.httpEndpoint`, `data source Tempo`. */
  readonly where: string;
  /** What it belongs to, where several have the same: `web`. */
  readonly of?: string;
  readonly placed: Pick<Placed, 'place' | 'namespace'>;
  /** The ServiceAccount that the other end has to run as, in a mesh. */
  readonly identity?: string;
  /** The namespace of that ServiceAccount, where it is given for itself. */
  readonly identityNamespace?: string;
  /** What is wrong with it whatever its address: `what is wrong; what to do`. */
  readonly mistake?: string;
}

/** An address in its parts. */
export interface Address {
  readonly scheme?: string;
  readonly host: string;
  /** As it is written, else the one that the scheme stands for. */
  readonly port?: number;
  readonly isPortWritten: boolean;
  readonly path: string;
}

/** What is wrong with an address that gRPC dials. */
export const schemeMistake = (address: string): string | undefined =>
  /:\/\//.test(address) ? 'has a scheme, which gRPC does not take; write host:port' : undefined;

const PORTS: Record<string, number> = { http: 80, https: 443 };

/** An address without the user and the password that may stand in it. */
export const withoutUser = (text: string): string => text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#@\s]*@/i, '$1');

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:.]+\]|[^/:?#\s[\]]+)(?::(\d+))?(\/[^?#\s]*)?([?#]\S*)?$/i;

/** Undefined for what is no address. */
export function addressOf(text: string): Address | undefined {
  const [, scheme, host = '', port, path = ''] = ADDRESS.exec(withoutUser(text)) ?? [];
  if (!host || !/^(\[.*\]|[a-z0-9._-]+)$/i.test(host)) return undefined;
  const number = port === undefined ? (scheme && PORTS[scheme.toLowerCase()]) || undefined : Number(port);
  return {
    ...(scheme && { scheme: scheme.toLowerCase() }),
    host: host.replace(/\.$/, ''),
    port: number,
    isPortWritten: port !== undefined,
    path,
  };
}
