/** The span address of Traefik, from its arguments. */
import type { Statement } from '../../lib/findings/finding';
import { ADDRESSES_RULES } from '../checks/addresses/rules';
import type { Container, Pod } from '../world/kubernetes';
import type { Lookup } from '../world/lookup';
import { schemeMistake, type Use } from './use';

export interface TraefikProcess {
  readonly pod: Pod;
  readonly container: Container;
  /** Its flags, by name in lower case. */
  readonly flags: ReadonlyMap<string, string>;
  /** Whether it is Traefik 2, which supports Zipkin and B3. */
  readonly isV2: boolean;
}

/** Every rendered Traefik: a container whose arguments define entry points. */
export function traefiksIn({ pods }: Lookup): TraefikProcess[] {
  return pods.flatMap((pod) =>
    pod.containers.flatMap((container) => {
      const flags = new Map(
        container.args.flatMap((arg): [string, string][] => {
          const [, name, value = 'true'] = /^--([\w.-]+)(?:=(.*))?$/s.exec(arg) ?? [];
          return name ? [[name.toLowerCase(), value]] : [];
        }),
      );
      if (![...flags.keys()].some((flag) => flag.startsWith('entrypoints.'))) return [];
      return [{ pod, container, flags, isV2: /:v?2\./.test(container.image) }];
    }),
  );
}

const EXPORTERS = [
  { flag: 'tracing.zipkin.httpendpoint', protocol: 'Zipkin' },
  { flag: 'tracing.otlp.http.endpoint', protocol: 'OTLP/HTTP' },
  { flag: 'tracing.otlp.grpc.endpoint', protocol: 'OTLP/gRPC' },
  { flag: 'tracing.opentelemetry.address', protocol: 'OTLP/gRPC' },
  { flag: 'tracing.jaeger.collector.endpoint', protocol: 'Jaeger/HTTP' },
  { flag: 'tracing.jaeger.localagenthostport', protocol: 'Jaeger/compact' },
] as const;

export const tracesBy = ({ flags }: TraefikProcess): readonly (typeof EXPORTERS)[number][] =>
  EXPORTERS.filter(({ flag }) => flags.has(flag));

/** The share of requests that it samples, 0 to 1. */
export const sampleRateOf = ({ flags }: TraefikProcess): number =>
  Number(flags.get('tracing.samplerate') ?? flags.get('tracing.zipkin.samplerate') ?? 1);

export function traefikUses(lookup: Lookup): Use[] {
  return traefiksIn(lookup).flatMap((traefik) =>
    tracesBy(traefik).map(({ flag, protocol }) => {
      const { pod, flags, isV2 } = traefik;
      return {
        ...{
          from: 'Traefik',
          to: 'Tempo',
          what: 'spans',
          protocol,
          address: flags.get(flag) ?? '',
          where: `--${flag}`,
          placed: pod.placed,
        },
        mistake: mistakeOf(flag, flags, isV2),
      };
    }),
  );
}

function mistakeOf(flag: string, flags: ReadonlyMap<string, string>, isV2: boolean): Statement | undefined {
  if (flag === 'tracing.zipkin.httpendpoint' && !isV2)
    return ADDRESSES_RULES.says('unsupported-protocol', 'Traefik 3 does not support Zipkin and does not start', 'use OTLP');
  if (flag !== 'tracing.otlp.grpc.endpoint') return undefined;
  if (flags.get('tracing.otlp.grpc.insecure') !== 'true' && !flags.has('tracing.otlp.grpc.tls'))
    return ADDRESSES_RULES.says('no-tls', 'Tempo does not serve TLS there', 'set tracing.otlp.grpc.insecure to true');
  return schemeMistake(flags.get(flag) ?? '');
}
