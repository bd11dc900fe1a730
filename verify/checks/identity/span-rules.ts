/** Mistakes in what the spans of Traefik have, and where they go. */
import type { Rule } from '../../../lib/findings/rules';

export const SPAN_RULES = {
  'other-service-name': {
    proves: 'the spans of Traefik have the service name of the cluster file',
    example: 'Traefik: has the service name traefik, but traefik.serviceName of the cluster file is edge; set tracing.serviceName to edge',
    wayOut: 'Run `npm run synth`, or correct traefik.serviceName',
  },
  'other-attributes': {
    proves: 'the spans of Traefik have the attributes of the cluster file',
    example:
      'Traefik: lacks deployment.environment.name of traefik.resourceAttributes in OTEL_RESOURCE_ATTRIBUTES; set it to deployment.environment.name=production',
    wayOut: 'Run `npm run synth`, or correct traefik.resourceAttributes',
  },
  'other-collector': {
    proves: 'Traefik sends its spans to the collector of the cluster file',
    example:
      'Traefik: sends its spans by otlp-http to tempo.tracing:4318, but traefik.collector is otel-collector.observability:4318 by otlp-http; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or correct traefik.collector',
  },
} as const satisfies Record<string, Rule>;
