/** What distributions of the collector lack. From distributions/<name>/manifest.yaml of open-telemetry/opentelemetry-collector-releases. */
import { imageReference } from '../../lib/images/reference';
import { type MirrorConfig, mirrorWith } from '../registry/image-mirrors';

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

/** By their names. Prometheus remote write is also in the core distribution. */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  'opentelemetry-collector-contrib': [],
  'opentelemetry-collector-k8s': CONTRIB,
  'opentelemetry-collector': [...CONTRIB_AND_K8S, 'connectors/servicegraph'],
};

/** Where upstream publishes them, by the registry. An image of the same name elsewhere may be a build with other components. */
const FOLDERS: Readonly<Record<string, string>> = {
  'docker.io': 'otel',
  'ghcr.io': 'open-telemetry/opentelemetry-collector-releases',
};

/**
 * What an image lacks; undefined if it is not one of those.
 * @param image with or without its tag and digest
 * @param mirrors of the cluster file, which keep the paths of images. @default none
 */
export function lackingIn(image: string, mirrors: MirrorConfig = { imagesFrom: {} }): readonly string[] | undefined {
  const found = mirrorWith(image, mirrors);
  const inMirror = found && image.slice(found.mirror.length + 1);
  const hosts = found?.host === undefined ? Object.keys(FOLDERS) : [found.host];
  const names = inMirror === undefined ? [image] : hosts.map((host) => `${host}/${inMirror}`);
  for (const { host, path } of names.map(imageReference)) {
    const folder = Object.hasOwn(FOLDERS, host) ? `${FOLDERS[host]}/` : undefined;
    const name = folder !== undefined && path.startsWith(folder) ? path.slice(folder.length) : '';
    if (Object.hasOwn(LACKING, name)) return LACKING[name];
  }
  return undefined;
}
