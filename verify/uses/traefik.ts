/** The span address of Traefik, from its arguments. */
import { TENANT_HEADER } from '../../charts/tenants';
import { STATIC_FILES } from '../../charts/traefik/own-values/static-file';
import type { Statement } from '../../lib/findings/finding';
import { ADDRESSES_RULES } from '../checks/addresses/rules';
import type { World } from '../stack';
import { fileState } from '../world/file-in-container';
import type { Container, Pod } from '../world/kubernetes';
import type { Lookup } from '../world/lookup';
import { schemeMistake, type Use } from './use';

export interface TraefikProcess {
  readonly pod: Pod;
  readonly container: Container;
  /** Its flags, by name in lower case. */
  readonly flags: ReadonlyMap<string, string>;
  /** The file with its static configuration, with which it ignores all flags; undefined if none is known. */
  readonly staticFile?: string;
  /** Whether it is Traefik 2, which supports Zipkin and B3. */
  readonly isV2: boolean;
}

/** Every rendered Traefik: a container whose arguments define entry points. */
export function traefiksIn(lookup: Lookup): TraefikProcess[] {
  return lookup.pods.flatMap((pod) =>
    pod.containers.flatMap((container) => {
      const flags = effective(container.args);
      if (![...flags.keys()].some((flag) => flag.startsWith('entrypoints.'))) return [];
      const isMounted = (file: string) =>
        container.mounts.some(({ path }) => path === file) || fileState(file, { pod, container }, lookup).state === 'present';
      const staticFile = flags.get('configfile') || STATIC_FILES.find(isMounted);
      return [{ pod, container, flags, ...(staticFile && { staticFile }), isV2: /:v?2\./.test(container.image) }];
    }),
  );
}

/**
 * The last of several flags with the same name is the effective one. A section with another value than true is off, whatever is set
 * below it: `--accesslog=false` (traefik/paerser parser/nodes_metadata.go, Disabled).
 */
function effective(args: readonly string[]): Map<string, string> {
  const flags = new Map(
    args.flatMap((arg, index): [string, string][] => {
      const [, name, value] = /^--?([\w.-]+)(?:=(.*))?$/s.exec(arg) ?? [];
      const next = args[index + 1];
      return name ? [[name.toLowerCase(), value ?? (next !== undefined && !next.startsWith('-') ? next : 'true')]] : [];
    }),
  );
  const off = [...flags].flatMap(([name, value]) => (!isTrue(value) && SECTIONS.test(name) ? [`${name}.`] : []));
  return new Map([...flags].filter(([name]) => !off.some((section) => name.startsWith(section))));
}

/** Whether the value of a flag is true. */
const isTrue = (value = ''): boolean => /^true$/i.test(value);

/** Whether a switch is on, such as `providers.kubernetesingress.disableingressclasslookup`. */
export const hasSwitch = (flags: TraefikProcess['flags'], name: string): boolean => isTrue(flags.get(name));

/** Whether a section is on, such as `accesslog`: by its own flag, or by one below it. */
export const hasSection = (flags: TraefikProcess['flags'], section: string): boolean =>
  hasSwitch(flags, section) || [...flags.keys()].some((name) => name.startsWith(`${section}.`));

/** The provider of Ingresses. */
export const INGRESS_PROVIDER = 'providers.kubernetesingress';

/** The sections of Traefik's static configuration for traces, access log and Ingresses that can be turned off as a whole. */
const SECTIONS = /^(accesslog|tracing(\.\w+(\.(http|grpc))?)?|providers\.kubernetes\w+)$/;

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

export function traefikUses({ declared }: World, lookup: Lookup): Use[] {
  return traefiksIn(lookup).flatMap((traefik) =>
    tracesBy(traefik).map(({ flag, protocol }) => {
      const { pod, flags, isV2 } = traefik;
      return {
        ...{
          from: 'Traefik',
          to: declared.traefikSpans?.collector ? 'the collector' : 'Tempo',
          what: 'spans',
          protocol,
          address: flags.get(flag) ?? '',
          where: `--${flag}`,
          placed: pod.placed,
        },
        hasTenant: flags.has(`${flag.replace(/\.\w+$/, '')}.headers.${TENANT_HEADER.toLowerCase()}`),
        mistake: mistakeOf(flag, flags, isV2),
      };
    }),
  );
}

/** Without a scheme, Traefik 3 sends to its default, localhost, and Traefik 2 fails to send. */
const WITH_SCHEME = ['tracing.zipkin.httpendpoint', 'tracing.otlp.http.endpoint', 'tracing.jaeger.collector.endpoint'];

function mistakeOf(flag: string, flags: ReadonlyMap<string, string>, isV2: boolean): Statement | undefined {
  if (flag === 'tracing.zipkin.httpendpoint' && !isV2)
    return ADDRESSES_RULES.says('unsupported-protocol', 'Traefik 3 does not support Zipkin and does not start', 'use OTLP');
  if (/^https?:\/\//i.test(flags.get(flag) ?? '') === false && WITH_SCHEME.includes(flag))
    return ADDRESSES_RULES.says('no-scheme', 'Traefik takes only a URL there', 'begin it with http://');
  if (flag !== 'tracing.otlp.grpc.endpoint') return undefined;
  if (flags.get('tracing.otlp.grpc.insecure') !== 'true' && !flags.has('tracing.otlp.grpc.tls'))
    return ADDRESSES_RULES.says('no-tls', 'Tempo does not serve TLS there', 'set tracing.otlp.grpc.insecure to true');
  return schemeMistake(flags.get(flag) ?? '');
}
