/** What distributions of the collector lack. From distributions/<name>/manifest.yaml of open-telemetry/opentelemetry-collector-releases. */
import { mapAt } from '../../lib/yaml/parsed';
import { typeOf } from './processors';

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

/** What an image lacks; undefined if it is not one of those. @param image with or without its tag and digest */
export function lackingIn(image: string): readonly string[] | undefined {
  const [, name = ''] = /([^/:@]+)(?:[:@].*)?$/.exec(image.replace(/@.*$/, '')) ?? [];
  return Object.hasOwn(LACKING, name) ? LACKING[name] : undefined;
}

/** All components of a configuration: `receivers/opencensus`. */
export const componentsOf = (config: unknown): string[] =>
  ['receivers', 'processors', 'exporters', 'connectors'].flatMap((kind) =>
    Object.keys(mapAt(config, kind)).map((name) => `${kind}/${typeOf(name)}`),
  );
