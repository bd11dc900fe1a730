/** Traefik's part of the cluster file. */
import * as z from 'zod';
import { hostAndPort } from '../../lib/cluster-file/formats/addresses';
import { type Explanation, text } from '../../lib/cluster-file/formats/format';
import { namespace } from '../../lib/cluster-file/formats/kubernetes';
import { plainLine, version } from '../../lib/cluster-file/formats/texts';
import { exactlyOne } from '../../lib/cluster-file/schema/alternatives';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { K3S_NAMESPACE } from './k3s-releases';
import { TRAEFIK_NAMESPACE } from './releases';

const collector = lazyObject(() => ({
  endpoint: hostAndPort('otel-collector.observability:4318').describe('host:port of the collector'),
  protocol: z.enum(['otlp-http', 'otlp-grpc']).default('otlp-http').describe('The protocol that it receives there, without TLS'),
}));

const attributeName = text({
  pattern: /^[A-Za-z][\w.-]{0,127}$/,
  example: 'deployment.environment.name',
  what: 'the name of an attribute',
  fix: 'use letters, digits, dots, hyphens and underscores',
});

/** A HelmChartConfig of RKE2 has another name than that of k3s, and its releases package other charts. */
const ofRke2 = (value: string): Explanation | undefined =>
  /\+rke2/i.test(value)
    ? {
        problem: `"${value}" is a release of RKE2, whose Traefik is not that of k3s`,
        fix: 'set traefik.chart to the release that its chart is made from, and copy the values file into your HelmChartConfig rke2-traefik',
      }
    : undefined;

export const traefikConfig = exactlyOne(
  lazyObject(() => ({
    chart: version('27.0.2').optional().describe('The release of the Traefik chart in use; an alternative to k3s'),
    k3s: version('1.36.4', ofRke2).optional().describe('The release of k3s whose bundled Traefik is in use; an alternative to chart'),
    via: z
      .enum(['values', 'release'])
      .optional()
      .describe('values, the default: a values file for a Traefik that is installed elsewhere; release: this stack installs it'),
    namespace: namespace('traefik')
      .optional()
      .describe('The namespace of Traefik; default traefik, and always kube-system for the bundled one'),
    sampleRate: z.number().min(0).max(1).default(1).describe('The share of requests that are traced, 0 to 1'),
    serviceName: text({
      pattern: /^[A-Za-z0-9]([\w./-]{0,126}[A-Za-z0-9])?$/,
      example: 'edge',
      what: 'a service name',
      fix: 'use letters, digits, dots, hyphens, slashes and underscores',
    })
      .optional()
      .describe('The name of the service in the spans of Traefik; default traefik'),
    resourceAttributes: z
      .record(attributeName, plainLine('production'))
      .optional()
      .meta({
        description: 'Further attributes of that service, from Traefik 3',
        examples: [{ 'deployment.environment.name': 'production' }],
      }),
    collector: collector
      .optional()
      .describe(
        'A collector that receives the spans of Traefik, from Traefik 3, and sends them on to Tempo; if absent, the collector of this file, else Tempo',
      ),
    values: z.looseObject({}).default({}).describe('Further Helm values, merged last'),
  })),
  'chart',
  'k3s',
);

export type TraefikConfig = z.infer<typeof traefikConfig>;

/** The namespace of Traefik: k3s installs its own in kube-system. */
export const namespaceOf = ({ k3s, namespace = TRAEFIK_NAMESPACE }: Pick<TraefikConfig, 'k3s' | 'namespace'>): string =>
  k3s === undefined ? namespace : K3S_NAMESPACE;
