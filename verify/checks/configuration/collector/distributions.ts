/** What distributions of the collector lack. From distributions/<name>/manifest.yaml of open-telemetry/opentelemetry-collector-releases. */
import { hasOpenCensus } from '../../../../charts/collector/releases';
import type { Container } from '../../../world/kubernetes';
import { versionOfImage } from '../../../world/tempo';

/** Components that only otelcol-contrib has, and those that otelcol-k8s has too, as in their `kind/type`. */
const CONTRIB = ['exporters/prometheusremotewrite', 'exporters/prometheus_remote_write'];
const CONTRIB_AND_K8S = [
  ...[
    'processors/k8sattributes',
    'processors/k8s_attributes',
    'processors/tail_sampling',
    'connectors/spanmetrics',
    'connectors/span_metrics',
  ],
  ...['exporters/loadbalancing', 'exporters/load_balancing'],
];

/** By the last part of the image's name. Prometheus remote write is also in the core distribution. */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  'opentelemetry-collector-contrib': [],
  'opentelemetry-collector-k8s': CONTRIB,
  'opentelemetry-collector': [...CONTRIB_AND_K8S, 'connectors/servicegraph'],
};

/** Whether the image lacks a component, and which one has it; undefined if that is unknown. @param component `receivers/opencensus` */
export function lacking({ image }: Container, component: string): 'removed' | 'contrib' | undefined {
  const [, name = ''] = /([^/:@]+)(?:[:@].*)?$/.exec(image.replace(/@.*$/, '')) ?? [];
  const known = Object.hasOwn(LACKING, name) ? LACKING[name] : undefined;
  if (!known) return undefined;
  const version = versionOfImage(image);
  if (component === 'receivers/opencensus' && version !== undefined && !hasOpenCensus(version)) return 'removed';
  return known.includes(component) ? 'contrib' : undefined;
}
