/**
 * Traefik itself: what each of its releases decides, whichever chart or k3s ships it.
 *
 * From its tags: pkg/tracing for the protocols and the propagation, pkg/middlewares/accesslog for what is logged.
 */
import { ReleaseTable } from '../../lib/releases/table';

export interface TraefikProduct {
  /** What it sends spans by here: Traefik 3 does not start with Zipkin. */
  readonly protocol: 'Zipkin' | 'OTLP';
  /** How it hands a trace on in headers, unless OTEL_PROPAGATORS says otherwise. */
  readonly propagation: readonly string[];
  /** The header with the trace id that it adds to a request before it logs the request; absent, it adds it to a copy. */
  readonly traceIdHeader?: string;
  /** The fields of a JSON access log line that hold the trace id, the current name first; empty where it logs none. */
  readonly traceIdFields: readonly string[];
}

/** The header of B3 that carries the trace id, as Go writes it. */
export const B3_TRACE_ID = 'X-B3-Traceid';

/** The field of an access log line with a header of the request, if the access log keeps that one. */
export const headerField = (header: string): string => `request_${header}`;

export const traefikProduct = new ReleaseTable<TraefikProduct>({
  name: 'Traefik',
  released: `
    2.4.0-14 2.5.0-7 2.6.0-7 2.7.0-3 2.8.0-8 2.9.1-10 2.10.0-7 2.11.0-54
    3.0.0-4 3.1.0-7 3.2.0-5 3.3.0-7 3.4.0-5 3.5.0-6 3.6.0-25 3.7.0-14`,
  facts: [
    ['2.4.0', { protocol: 'Zipkin', propagation: ['b3multi'], traceIdHeader: B3_TRACE_ID, traceIdFields: [headerField(B3_TRACE_ID)] }],
    // Propagation by OpenTelemetry, into the proxy's copy of the request (traefik/traefik#10465).
    ['3.0.0', { protocol: 'OTLP', propagation: ['tracecontext', 'baggage'], traceIdHeader: undefined, traceIdFields: [] }],
    ['3.2.0', { traceIdFields: ['TraceId'] }],
    ['3.3.0', { traceIdFields: [] }], // lost (traefik/traefik#11449)
    ['3.3.3', { traceIdFields: ['TraceId'] }], // traefik/traefik#11450
    ['3.6.11', { traceIdFields: ['trace_id', 'TraceId'] }], // the name of OpenTelemetry; the former one stays, deprecated
  ],
});
