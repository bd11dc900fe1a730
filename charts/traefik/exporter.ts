/** Where Traefik sends its spans, in the form of its settings. */
import { type Endpoint, hostPort, url } from '../component';
import type { TraefikConfig } from './config';
import type { TraefikRelease } from './releases';
import type { Exporter } from './values';

/** The path of OTLP over HTTP (OpenTelemetry Protocol Specification). */
const OTLP_PATH = '/v1/traces';

/** The endpoints for the protocols that Traefik may use. */
export interface SpanEndpoints {
  readonly zipkin: () => Endpoint;
  /** HTTP if that is on, else gRPC. */
  readonly otlp: () => { readonly http: Endpoint } | { readonly grpc: Endpoint };
}

export function exporterFor({ traefik }: TraefikRelease, { zipkin, otlp }: SpanEndpoints, collector: TraefikConfig['collector']): Exporter {
  // With a collector, Tempo need not receive what Traefik sends.
  if (collector && traefik.protocol === 'OTLP') return toCollector(collector);
  if (traefik.protocol === 'Zipkin') return { zipkin: collector ? '' : url(zipkin()) };
  const endpoint = otlp();
  return 'http' in endpoint ? { otlpHttp: url(endpoint.http) } : { otlpGrpc: hostPort(endpoint.grpc) };
}

const toCollector = ({ endpoint, protocol }: NonNullable<TraefikConfig['collector']>): Exporter =>
  protocol === 'otlp-http' ? { otlpHttp: `http://${endpoint}${OTLP_PATH}` } : { otlpGrpc: endpoint };
