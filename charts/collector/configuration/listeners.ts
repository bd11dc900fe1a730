/** What a configuration listens with: receivers, extensions, some exporters, and the server of the collector's own metrics. */
import { isLoopback, isPodItself } from '../../../lib/kubernetes/loopback';
import { at, isMap, listAt, type Path, textAt } from '../../../lib/yaml/parsed';
import { plainTypeOf } from '../components/processors';
import { componentText, pipelinesOf } from './pipelines';
import { hasPlaceholder } from './placeholders';

interface Socket {
  /** Where its settings are, in those of the component. */
  readonly below: string;
  /** That of the default address, which is on localhost. @default it needs an address, or the default is not judged */
  readonly port?: number;
  /** @default tcp */
  readonly transport?: 'tcp' | 'udp';
  /** The field with the address. @default endpoint */
  readonly field?: 'listen_address';
}

const SERVER: readonly Socket[] = [{ below: '' }];
const GRPC_AND_HTTP: readonly Socket[] = [{ below: 'protocols.grpc' }, { below: 'protocols.http' }];

/**
 * By their types, without underscores (config.go and factory.go of each in open-telemetry/opentelemetry-collector-contrib). The defaults are
 * the same from 0.114.0 to 0.158.0.
 */
const SOCKETS: Readonly<Record<'receivers' | 'exporters' | 'extensions', Readonly<Record<string, readonly Socket[]>>>> = {
  receivers: {
    otlp: [
      { below: 'protocols.grpc', port: 4317 },
      { below: 'protocols.http', port: 4318 },
    ],
    jaeger: [
      { below: 'protocols.grpc', port: 14250 },
      { below: 'protocols.thrift_http', port: 14268 },
      { below: 'protocols.thrift_compact', port: 6831, transport: 'udp' },
      { below: 'protocols.thrift_binary', port: 6832, transport: 'udp' },
    ],
    zipkin: [{ below: '', port: 9411 }],
    opencensus: [{ below: '', port: 55678 }],
    syslog: [
      { below: 'tcp', field: 'listen_address' },
      { below: 'udp', field: 'listen_address', transport: 'udp' },
    ],
    tcplog: [{ below: '', field: 'listen_address' }],
    udplog: [{ below: '', field: 'listen_address', transport: 'udp' }],
    statsd: [{ below: '', transport: 'udp' }],
    ...Object.fromEntries(['loki', 'otelarrow', 'skywalking'].map((type) => [type, GRPC_AND_HTTP])),
    ...Object.fromEntries(
      ['carbon', 'datadog', 'fluentforward', 'influxdb', 'sapm', 'signalfx', 'splunkhec', 'webhookevent'].map((type) => [type, SERVER]),
    ),
  },
  exporters: { prometheus: SERVER },
  extensions: {
    healthcheck: [{ below: '', port: 13133 }],
    pprof: [{ below: '', port: 1777 }],
    zpages: [{ below: '', port: 55679 }],
  },
};

export interface Listener {
  /** `receiver otlp/own (grpc)` */
  readonly who: string;
  /** Its place in the configuration. */
  readonly path: Path;
  /** `localhost:4317` */
  readonly address: string;
  /** All addresses of the pod are an empty text. */
  readonly host: string;
  readonly port: number;
  readonly transport: 'tcp' | 'udp';
}

/** All that are started, and whose address is known. */
export function listenersOf(config: unknown): Listener[] {
  const pipelines = pipelinesOf(config);
  const started = {
    extensions: listAt(config, 'service', 'extensions').map(String),
    exporters: pipelines.flatMap(({ exporters }) => exporters),
    receivers: pipelines.flatMap(({ receivers }) => receivers),
  };
  const kinds = Object.keys(started) as (keyof typeof started)[];
  return [...metricsOf(config), ...kinds.flatMap((kind) => [...new Set(started[kind])].flatMap((name) => ofComponent(config, kind, name)))];
}

function ofComponent(config: unknown, kind: keyof typeof SOCKETS, name: string): Listener[] {
  const type = plainTypeOf(name);
  const sockets = Object.hasOwn(SOCKETS[kind], type) ? (SOCKETS[kind][type] ?? []) : [];
  return sockets.flatMap(({ below, port, transport = 'tcp', field = 'endpoint' }) => {
    const path = [kind, name, ...(below === '' ? [] : below.split('.'))];
    const settings = at(config, ...path);
    // With this field, the extension listens by other ones.
    if (!isMap(settings) || settings.use_v2 !== undefined) return [];
    const own = textAt(settings, 'transport') ?? transport;
    if (own !== 'tcp' && own !== 'udp') return [];
    const address = textAt(settings, field) ?? (port && settings[field] === undefined ? `localhost:${port}` : undefined);
    const protocol = below.split('.').at(-1);
    const who = `${componentText(`${kind}/${name}`)}${protocol ? ` (${protocol})` : ''}`;
    return listener({ who, path: settings[field] === undefined ? path : [...path, field], address: address ?? '', transport: own });
  });
}

const IPV6 = /^[^${]*:/;

function metricsOf(config: unknown): Listener[] {
  const metrics = ['service', 'telemetry', 'metrics'];
  const level = textAt(config, ...metrics, 'level');
  if (level === 'none' || hasPlaceholder(level)) return [];
  return listAt(config, ...metrics, 'readers').flatMap((_, index) => {
    const path = [...metrics, 'readers', index, 'pull', 'exporter', 'prometheus'];
    const [host, port] = ['host', 'port'].map((field) => textAt(config, ...path, field));
    const address = host === undefined || port === undefined ? '' : `${IPV6.test(host) ? `[${host}]` : host}:${port}`;
    return listener({ who: 'the server of its metrics', path: [...path, 'port'], address, transport: 'tcp' });
  });
}

/** A variable is one address, whatever that is. Any free port is 0. */
function listener(known: Omit<Listener, 'host' | 'port'>): Listener[] {
  const [, host = '', port] = /^(\[.*\]|[^[\]]*):(\d+)$/.exec(known.address) ?? [];
  const isJudged = Number(port) > 0 && !host.includes('{{') && (!host.includes('$') || VARIABLE.test(host));
  return isJudged ? [{ ...known, host: sameHost(host), port: Number(port) }] : [];
}

const VARIABLE = /^\[?\$\{(?:env:)?(\w+)\}\]?$/;

/** One text for all ways to write a host. `0.0.0.0` is every address, also those of IPv6 (package net of Go). */
function sameHost(host: string): string {
  const variable = VARIABLE.exec(host);
  if (variable) return `$${variable[1]}`;
  if (isLoopback(host)) return host.includes(':') ? '::1' : host.toLowerCase().replace('localhost', '127.0.0.1');
  return isPodItself(host) ? '' : host.toLowerCase();
}
