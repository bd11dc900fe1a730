/** Traefik's Helm values for tracing: a pure function of the span endpoint and the release. */
import { textAt } from '../../lib/yaml/parsed';
import type { Values } from '../helm-values/user-values';
import { ALL_PROPAGATORS } from './product';
import type { TraefikRelease } from './releases';

/** The span endpoint, in the form of Traefik's settings. */
export type Exporter = { readonly zipkin: string } | { readonly otlpHttp: string } | { readonly otlpGrpc: string };

export interface Tracing {
  readonly exporter: Exporter;
  /** 0 to 1 */
  readonly sampleRate: number;
  /** @default traefik */
  readonly serviceName?: string;
  readonly resourceAttributes?: Readonly<Record<string, string>>;
  /** Whether to send trace context in B3 headers, for applications that read no others. */
  readonly b3: boolean;
}

export interface TraefikValuesProps extends Tracing {
  /** Whether the provider for Ingresses is on. */
  readonly servesIngresses: boolean;
  /** The user's own values. */
  readonly user: Readonly<Values>;
}

export function traefikValues({ servesIngresses, user, ...tracing }: TraefikValuesProps, release: TraefikRelease): Values {
  return {
    ...accessLogValues(release, tracing.sampleRate, user),
    ...tracingValues(tracing, release),
    // Without it an Ingress has no status, and Argo CD shows it as Progressing forever (argoproj/argo-cd#968).
    ...(!release.publishesService && servesIngresses && { providers: { kubernetesIngress: { publishedService: { enabled: true } } } }),
  };
}

/** The headers with the decision of sampling that a log line must keep: none if every request is sampled. */
export const sampledHeadersOf = ({ traefik: { sampledHeaders } }: TraefikRelease, sampleRate: number): readonly string[] =>
  sampleRate < 1 ? sampledHeaders : [];

function accessLogValues(release: TraefikRelease, sampleRate: number, user: Readonly<Values>): Values {
  const { traefik, accessLog } = release;
  const headers = [...sampledHeadersOf(release, sampleRate), ...(traefik.traceIdHeader === undefined ? [] : [traefik.traceIdHeader])];
  const names = headers.length === 0 ? {} : { names: Object.fromEntries(headers.map((header) => [header, 'keep'])) };
  // Of headers that the link does not read, the user decides.
  const modeOf = (...path: string[]) => (traefik.traceIdHeader === undefined && textAt(user, ...path)) || 'drop';
  const common = { enabled: true, format: 'json' };
  return {
    ...(accessLog !== 'accessLog' && {
      logs: {
        access: {
          ...common,
          fields: {
            general: { defaultmode: 'keep' },
            headers: { defaultmode: modeOf('logs', 'access', 'fields', 'headers', 'defaultmode'), ...names },
          },
        },
      },
    }),
    ...(accessLog !== 'logs.access' && {
      accessLog: {
        ...common,
        fields: { defaultMode: 'keep', headers: { defaultMode: modeOf('accessLog', 'fields', 'headers', 'defaultMode'), ...names } },
      },
    }),
  };
}

function tracingValues(tracing: Tracing, release: TraefikRelease): Values {
  const { exporter, sampleRate, serviceName } = tracing;
  const flags = [
    ...('zipkin' in exporter && release.tracing === 'flags' ? zipkinFlags(exporter.zipkin, sampleRate) : []),
    ...(serviceName && !release.hasServiceName ? [`--tracing.serviceName=${serviceName}`] : []),
  ];
  const values = {
    ...(serviceName && release.hasServiceName && { serviceName }),
    ...('zipkin' in exporter ? zipkinValues(exporter.zipkin, sampleRate, release) : otlpValues(exporter, sampleRate, release)),
  };
  const env = 'zipkin' in exporter ? [] : variables(tracing, release);
  return {
    ...(flags.length > 0 && { additionalArguments: flags }),
    ...(Object.keys(values).length > 0 && { tracing: values }),
    ...(env.length > 0 && { env: [...(release.envReplacesDefaults ? defaultVariables() : []), ...env] }),
  };
}

const zipkinValues = (httpEndpoint: string, sampleRate: number, { tracing }: TraefikRelease): object =>
  tracing === 'flags' ? {} : { zipkin: { httpEndpoint, sameSpan: true, id128Bit: true, sampleRate } };

function otlpValues(exporter: Exclude<Exporter, { zipkin: string }>, sampleRate: number, release: TraefikRelease): object {
  const otlp =
    'otlpHttp' in exporter
      ? { enabled: true, http: { enabled: true, endpoint: exporter.otlpHttp } }
      : { enabled: true, grpc: { enabled: true, endpoint: exporter.otlpGrpc, insecure: true } };
  return { ...(release.sampleRate !== 'never' && { sampleRate }), otlp };
}

/** The format with multiple headers, as OTEL_PROPAGATORS names it. */
const B3 = 'b3multi';

/** The variable with the attributes of the service, separated by commas, each value in URL encoding. */
export const RESOURCE_ATTRIBUTES = 'OTEL_RESOURCE_ATTRIBUTES';

const variables = ({ b3, resourceAttributes = {} }: Tracing, { traefik }: TraefikRelease): object[] => [
  ...(b3 && !traefik.propagation.includes(B3) ? [{ name: 'OTEL_PROPAGATORS', value: ALL_PROPAGATORS }] : []),
  ...(Object.keys(resourceAttributes).length > 0 ? [{ name: RESOURCE_ATTRIBUTES, value: attributesText(resourceAttributes) }] : []),
];

export const attributesText = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .toSorted()
    .join(',');

/** The default `env` of charts with `envReplacesDefaults`, which is lost when `env` is set. */
export const defaultVariables = (): { name: string; valueFrom: object }[] => [
  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
];

/** The tracing of Traefik 2 as flags of the binary. */
export const zipkinFlags = (endpoint: string, sampleRate: number): string[] => [
  '--tracing.zipkin=true',
  `--tracing.zipkin.httpEndpoint=${endpoint}`,
  '--tracing.zipkin.sameSpan=true',
  '--tracing.zipkin.id128Bit=true',
  `--tracing.zipkin.sampleRate=${sampleRate}`,
];
