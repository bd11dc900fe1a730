/** Traefik's settings for tracing: as Helm values, and as flags for a Traefik without Helm. */

export interface Tracing {
  /** The URL of Tempo's Zipkin receiver. */
  readonly zipkin: string;
  /** 0 to 1 */
  readonly sampleRate: number;
}

/** The header of B3 that carries the trace id; the access log names it so. */
const TRACE_ID_HEADER = 'X-B3-Traceid';

/** Values for the chart releases whose Traefik speaks Zipkin, as in the seed. */
export function zipkinValues({ zipkin, sampleRate }: Tracing): object {
  return {
    logs: {
      access: {
        enabled: true,
        format: 'json',
        fields: { general: { defaultmode: 'keep' }, headers: { defaultmode: 'drop', names: { [TRACE_ID_HEADER]: 'keep' } } },
      },
    },
    tracing: { zipkin: { httpEndpoint: zipkin, sameSpan: true, id128Bit: true, sampleRate } },
    // Without it an Ingress has no status, and Argo CD shows it as progressing for ever (argoproj/argo-cd#968).
    providers: { kubernetesIngress: { publishedService: { enabled: true } } },
  };
}

/** The same as flags of the binary, Traefik 2. */
export function zipkinFlags({ zipkin, sampleRate }: Tracing): string[] {
  return [
    '--tracing.zipkin=true',
    `--tracing.zipkin.httpEndpoint=${zipkin}`,
    '--tracing.zipkin.sameSpan=true',
    '--tracing.zipkin.id128Bit=true',
    `--tracing.zipkin.sampleRate=${sampleRate}`,
    '--accesslog=true',
    '--accesslog.format=json',
    '--accesslog.fields.defaultmode=keep',
    '--accesslog.fields.headers.defaultmode=drop',
    `--accesslog.fields.headers.names.${TRACE_ID_HEADER}=keep`,
  ];
}
