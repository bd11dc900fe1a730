/** The distributions of the collector. From distributions/<name>/ of open-telemetry/opentelemetry-collector-releases. */
import { imageReference } from '../../../lib/images/reference';
import { type MirrorConfig, mirrorWith } from '../../registry/image-mirrors';
import { isKnownProgram } from '../releases';
import { aliasOf } from './renamed';

/** The types of components by their kind, without underscores, which only some names of the same type have. */
type Components = Readonly<Record<string, string>>;

/** Every component that a release from 0.114.0 to 0.158.0 has (manifest.yaml). */
const CORE: Components = {
  receivers: 'hostmetrics jaeger kafka nop opencensus otlp prometheus zipkin',
  processors: 'attributes batch filter memorylimiter probabilisticsampler resource span',
  exporters: 'debug file kafka nop opencensus otlp otlphttp prometheus prometheusremotewrite zipkin',
  connectors: 'forward',
  extensions: 'healthcheck pprof zpages memorylimiter',
};
const K8S: Components = {
  receivers:
    'filelog fluentforward hostmetrics httpcheck jaeger journald k8scluster k8sevents k8sobjects kubeletstats nop opencensus otelarrow otlp prometheus receivercreator zipkin',
  processors:
    'attributes batch cumulativetodelta deltatocumulative deltatorate drain experimentalmetricsgeneration filter groupbyattrs groupbytrace interval k8sattributes logdedup memorylimiter metricsgeneration metricstransform probabilisticsampler redaction remotetap resource resourcedetection tailsampling transform',
  exporters: 'debug file loadbalancing nop otelarrow otlp otlphttp',
  connectors: 'count exceptions failover forward otlpjson roundrobin routing servicegraph spanmetrics',
  extensions:
    'ack basicauth bearertokenauth cgroupruntime filestorage headerssetter healthcheck hostobserver httpforwarder k8sleaderelector k8sobserver memorylimiter oauth2client oauth2clientauth oidc oidcauth opamp pprof zpages',
};
const OTLP: Components = { receivers: 'otlp', exporters: 'otlp otlphttp' };
const PROFILER: Components = {
  receivers: 'profiling nop',
  processors: 'batch k8sattributes memorylimiter resource resourcedetection transform',
  exporters: 'debug file nop otlp otlphttp',
  extensions: 'healthcheck opamp pprof',
};

/** What no version of a distribution has that does not have it in the lists above. */
const NEVER_ADDED: Components = {
  processors: 'k8sattributes tailsampling',
  exporters: 'loadbalancing prometheusremotewrite',
  connectors: 'spanmetrics servicegraph',
};

export interface Distribution {
  /** The name of its program, the only one in the image (Dockerfile). */
  readonly program: string;
  /** Whether it surely has no such component, as `kind/type`. @param version of the collector; undefined if it is unknown */
  readonly lacks: (component: string, version: string | undefined) => boolean;
}

const isIn = (components: Components, kind: string, type: string): boolean => (components[kind] ?? '').split(' ').includes(type);

const distribution = (program: string, components?: Components): Distribution => ({
  program,
  lacks: (component, version) => {
    const [kind = '', written = ''] = aliasOf(component).split('/');
    const type = written.replaceAll('_', '');
    if (components === undefined || isIn(components, kind, type)) return false;
    return (version !== undefined && isKnownProgram(version)) || isIn(NEVER_ADDED, kind, type);
  },
});

/** By the names of their images. Nothing is known to be missing in the largest one. */
const DISTRIBUTIONS: Readonly<Record<string, Distribution>> = {
  'opentelemetry-collector-contrib': distribution('otelcol-contrib'),
  'opentelemetry-collector-k8s': distribution('otelcol-k8s', K8S),
  'opentelemetry-collector': distribution('otelcol', CORE),
  'opentelemetry-collector-otlp': distribution('otelcol-otlp', OTLP),
  'opentelemetry-collector-ebpf-profiler': distribution('otelcol-ebpf-profiler', PROFILER),
};

/** Where upstream publishes them, by the registry. An image of the same name elsewhere may be a build with other components. */
const FOLDERS: Readonly<Record<string, string>> = {
  'docker.io': 'otel',
  'ghcr.io': 'open-telemetry/opentelemetry-collector-releases',
};

/**
 * The distribution in an image; undefined if it is not one of those.
 * @param image with or without its tag and digest
 * @param mirrors of the cluster file, which keep the paths of images. @default none
 */
export function distributionIn(image: string, mirrors: MirrorConfig = { imagesFrom: {} }): Distribution | undefined {
  const found = mirrorWith(image, mirrors);
  const inMirror = found && image.slice(found.mirror.length + 1);
  const hosts = found?.host === undefined ? Object.keys(FOLDERS) : [found.host];
  const names = inMirror === undefined ? [image] : hosts.map((host) => `${host}/${inMirror}`);
  for (const { host, path } of names.map(imageReference)) {
    const folder = Object.hasOwn(FOLDERS, host) ? `${FOLDERS[host]}/` : undefined;
    const name = folder !== undefined && path.startsWith(folder) ? path.slice(folder.length) : '';
    if (Object.hasOwn(DISTRIBUTIONS, name)) return DISTRIBUTIONS[name];
  }
  return undefined;
}
