/**
 * Facts about each release of Traefik itself, independent of the chart or k3s that ships it.
 *
 * From its tags: pkg/tracing for the protocols and the propagation, pkg/middlewares/accesslog for the logged fields.
 */
import { ReleaseTable } from '../../lib/releases/table';
import { REFUSED_BY_3, SECTIONS } from './releases/flags';

export interface TraefikProduct {
  /** The protocol that this stack uses to send spans. Traefik 3 does not start with Zipkin. */
  readonly protocol: 'Zipkin' | 'OTLP';
  /**
   * The release of Gateway API that it is made for (go.mod): with CustomResourceDefinitions of an older one its provider may not start.
   * Undefined if it serves no HTTPRoute of v1 without an experimental setting; up to 2.11 it reads v1alpha2 only.
   */
  readonly gatewayApi?: string;
  /** Whether its spans have the attributes in OTEL_RESOURCE_ATTRIBUTES. */
  readonly readsResourceAttributes: boolean;
  /** The header formats of its trace context, unless OTEL_PROPAGATORS changes them. */
  readonly propagation: readonly string[];
  /** The header with the trace id that it adds to a request before logging it; undefined if it adds the header to a copy. */
  readonly traceIdHeader?: string;
  /** The fields with the trace id in a JSON access log line, the current name first; empty if it logs none. */
  readonly traceIdFields: readonly string[];
  /**
   * The headers that it adds to a request before logging it, one of which is `1` exactly if the request is sampled; sorted. Empty if a
   * log line does not tell: Traefik 3 logs a trace id in either case (pkg/middlewares/accesslog/logger.go), and no flag.
   */
  readonly sampledHeaders: readonly string[];
  /** Whether it can send its access log by OTLP and write it too (`DualOutput` of pkg/middlewares/accesslog/logger.go). */
  readonly hasDualOutput: boolean;
  /** The first names of its flags, in lower case: it does not start with another one. */
  readonly flagSections: readonly string[];
  /** The flags that it had once, and does not start with, in lower case; with what to do. Those below them too. */
  readonly refusedFlags: Readonly<Record<string, string>>;
}

/** The B3 header with the trace id, as Go writes it. */
export const B3_TRACE_ID = 'X-B3-Traceid';

/**
 * The B3 headers with the decision. A request with X-B3-Flags is sampled whatever X-B3-Sampled says. Between the other kept headers of a
 * JSON line, which is sorted, they are directly before the trace id.
 */
export const B3_SAMPLED = ['X-B3-Flags', 'X-B3-Sampled'] as const;

/**
 * The value of OTEL_PROPAGATORS with which Traefik 3 forwards the logged trace id in every format, whatever came in: a format that is
 * not listed is neither read nor replaced. The last one wins if a request has several.
 */
export const ALL_PROPAGATORS = 'b3,b3multi,baggage,tracecontext';

/** The field of an access log line that contains a request header, if the access log keeps that header. */
export const headerField = (header: string): string => `request_${header}`;

export const traefikProduct = new ReleaseTable<TraefikProduct>({
  name: 'Traefik',
  released: `
    2.4.0-14 2.5.0-7 2.6.0-7 2.7.0-3 2.8.0-8 2.9.1-10 2.10.0-7 2.11.0-54
    3.0.0-4 3.1.0-7 3.2.0-5 3.3.0-7 3.4.0-5 3.5.0-6 3.6.0-25 3.7.0-14`,
  facts: [
    [
      '2.4.0',
      {
        protocol: 'Zipkin',
        readsResourceAttributes: false,
        propagation: ['b3multi'],
        traceIdHeader: B3_TRACE_ID,
        traceIdFields: [headerField(B3_TRACE_ID)],
        sampledHeaders: B3_SAMPLED,
        hasDualOutput: false,
        ...{ flagSections: SECTIONS['2.4.0'], refusedFlags: {} },
      },
    ],
    ['2.7.0', { flagSections: SECTIONS['2.7.0'] }],
    ['2.10.2', { flagSections: SECTIONS['2.10.2'] }],
    // OpenTelemetry propagation changes the proxy's copy of the request (traefik/traefik#10465).
    [
      '3.0.0',
      {
        ...{ protocol: 'OTLP', propagation: ['tracecontext', 'baggage'], traceIdHeader: undefined, traceIdFields: [], sampledHeaders: [] },
        // Its own flags for attributes change their name in 3.3.0, are without effect to 3.3.3 (traefik/traefik#11515), and take no name with dots.
        readsResourceAttributes: true,
        ...{ flagSections: SECTIONS['3.0.0'], refusedFlags: REFUSED_BY_3 },
      },
    ],
    ['3.1.0', { gatewayApi: '1.1' }], // no longer experimental
    ['3.2.0', { traceIdFields: ['TraceId'], gatewayApi: '1.2' }],
    ['3.3.0', { traceIdFields: [] }], // lost (traefik/traefik#11449)
    ['3.3.3', { traceIdFields: ['TraceId'] }], // traefik/traefik#11450
    ['3.5.0', { gatewayApi: '1.3', flagSections: SECTIONS['3.5.0'] }],
    ['3.6.0', { gatewayApi: '1.4' }],
    ['3.6.11', { traceIdFields: ['trace_id', 'TraceId'] }], // the name of OpenTelemetry; the old name is deprecated
    ['3.7.0', { gatewayApi: '1.5', hasDualOutput: true }], // it waits for TLSRoutes of v1, and serves nothing until then
  ],
});
