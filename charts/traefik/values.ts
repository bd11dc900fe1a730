/** Traefik's settings for tracing: a pure function of where spans go and of the release. */
import type { Values } from '../user-values';
import type { TraefikRelease } from './releases';

/** Where spans go, as Traefik's settings need it. */
export type Exporter = { readonly zipkin: string } | { readonly otlpHttp: string } | { readonly otlpGrpc: string };

export interface Tracing {
  readonly exporter: Exporter;
  /** 0 to 1 */
  readonly sampleRate: number;
  /** Whether the trace's context travels in B3 headers, for those behind Traefik who read nothing else. */
  readonly b3: boolean;
}

export function traefikValues(tracing: Tracing, release: TraefikRelease): Values {
  return {
    ...accessLogValues(release),
    ...tracingValues(tracing, release),
    // Without it an Ingress has no status, and Argo CD shows it as progressing for ever (argoproj/argo-cd#968).
    ...(!release.publishesService && { providers: { kubernetesIngress: { publishedService: { enabled: true } } } }),
  };
}

function accessLogValues({ traefik: { traceIdHeader }, accessLog }: TraefikRelease): Values {
  const names = traceIdHeader === undefined ? {} : { names: { [traceIdHeader]: 'keep' } };
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

/** B3 in several headers, as OTEL_PROPAGATORS names it. */
const B3 = 'b3multi';

const propagationVariables = ({ envReplacesDefaults }: TraefikRelease): object[] => [
  ...(envReplacesDefaults ? defaultVariables() : []),
  { name: 'OTEL_PROPAGATORS', value: B3 },
];

/** What the charts with `envReplacesDefaults` ship in `env`, and lose when it is set. */
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
