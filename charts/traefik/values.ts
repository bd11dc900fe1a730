/** Traefik's Helm values for tracing: a pure function of the span endpoint and the release. */
import type { Values } from '../user-values';
import { ALL_PROPAGATORS } from './product';
import type { TraefikRelease } from './releases';

/** The span endpoint, in the form of Traefik's settings. */
export type Exporter = { readonly zipkin: string } | { readonly otlpHttp: string } | { readonly otlpGrpc: string };

export interface Tracing {
  readonly exporter: Exporter;
  /** 0 to 1 */
  readonly sampleRate: number;
  /** Whether to send trace context in B3 headers, for applications that read no others. */
  readonly b3: boolean;
}

export function traefikValues(tracing: Tracing, release: TraefikRelease): Values {
  return {
    ...accessLogValues(release, tracing.sampleRate),
    ...tracingValues(tracing, release),
    // Without it an Ingress has no status, and Argo CD shows it as Progressing forever (argoproj/argo-cd#968).
    ...(!release.publishesService && { providers: { kubernetesIngress: { publishedService: { enabled: true } } } }),
  };
}

/** The headers with the decision of sampling that a log line must keep: none if every request is sampled. */
export const sampledHeadersOf = ({ traefik: { sampledHeaders } }: TraefikRelease, sampleRate: number): readonly string[] =>
  sampleRate < 1 ? sampledHeaders : [];

function accessLogValues(release: TraefikRelease, sampleRate: number): Values {
  const { traefik, accessLog } = release;
  const headers = [...sampledHeadersOf(release, sampleRate), ...(traefik.traceIdHeader === undefined ? [] : [traefik.traceIdHeader])];
  const names = headers.length === 0 ? {} : { names: Object.fromEntries(headers.map((header) => [header, 'keep'])) };
  const common = { enabled: true, format: 'json' };
  return {
    ...(accessLog !== 'accessLog' && {
      logs: { access: { ...common, fields: { general: { defaultmode: 'keep' }, headers: { defaultmode: 'drop', ...names } } } },
    }),
    ...(accessLog !== 'logs.access' && {
      accessLog: { ...common, fields: { defaultMode: 'keep', headers: { defaultMode: 'drop', ...names } } },
    }),
  };
}

function tracingValues({ exporter, sampleRate, b3 }: Tracing, release: TraefikRelease): Values {
  if ('zipkin' in exporter) {
    return release.tracing === 'flags'
      ? { additionalArguments: zipkinFlags(exporter.zipkin, sampleRate) }
      : { tracing: { zipkin: { httpEndpoint: exporter.zipkin, sameSpan: true, id128Bit: true, sampleRate } } };
  }
  const otlp =
    'otlpHttp' in exporter
      ? { enabled: true, http: { enabled: true, endpoint: exporter.otlpHttp } }
      : { enabled: true, grpc: { enabled: true, endpoint: exporter.otlpGrpc, insecure: true } };
  return {
    tracing: { ...(release.sampleRate !== 'never' && { sampleRate }), otlp },
    ...(b3 && !release.traefik.propagation.includes(B3) && { env: propagationVariables(release) }),
  };
}

/** The format with multiple headers, as OTEL_PROPAGATORS names it. */
const B3 = 'b3multi';

const propagationVariables = ({ envReplacesDefaults }: TraefikRelease): object[] => [
  ...(envReplacesDefaults ? defaultVariables() : []),
  { name: 'OTEL_PROPAGATORS', value: ALL_PROPAGATORS },
];

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
