import type { MirrorConfig } from '../../registry/image-mirrors';
import { collectorReleases } from '../releases';
import { distributionIn } from './distributions';

const OF_GITHUB = 'open-telemetry/opentelemetry-collector-releases/opentelemetry-collector';
const NEWEST = collectorReleases.at(collectorReleases.newest).program;
const SAMPLING = 'processors/tail_sampling';
const lacks = (image: string, component = SAMPLING, mirrors?: MirrorConfig, version = NEWEST) =>
  distributionIn(image, mirrors)?.lacks(component, version);

test.each([
  'otel/opentelemetry-collector',
  'docker.io/otel/opentelemetry-collector:0.131.0',
  `ghcr.io/${OF_GITHUB}`,
  `ghcr.io/${OF_GITHUB}:0.131.0@sha256:${'a'.repeat(64)}`,
])('%s is an image of upstream', (image) => {
  expect(lacks(image)).toBe(true);
  expect(lacks(image.replace(/opentelemetry-collector(?!-)/, 'opentelemetry-collector-contrib'))).toBe(false);
});

test.each([
  'registry.example.org/platform/opentelemetry-collector',
  'registry.example.org/otel/opentelemetry-collector',
  'ghcr.io/platform/opentelemetry-collector',
  'opentelemetry-collector',
  'otel/opentelemetry-collector-own',
])('%s may be a build of its own', (image) => {
  expect(distributionIn(image)).toBeUndefined();
});

test('a mirror of the cluster file has the images of upstream', () => {
  const images = { images: 'mirror.example.org/all', imagesFrom: {} };
  expect(lacks('mirror.example.org/all/otel/opentelemetry-collector', SAMPLING, images)).toBe(true);
  expect(lacks(`mirror.example.org/all/${OF_GITHUB}-contrib`, SAMPLING, images)).toBe(false);
  expect(distributionIn('mirror.example.org/all/platform/opentelemetry-collector', images)).toBeUndefined();
  expect(distributionIn('mirror.example.org/other/otel/opentelemetry-collector', images)).toBeUndefined();

  const imagesFrom = { imagesFrom: { 'ghcr.io': 'mirror.example.org/github' } };
  expect(lacks(`mirror.example.org/github/${OF_GITHUB}-k8s`, 'exporters/prometheusremotewrite', imagesFrom)).toBe(true);
  expect(distributionIn('mirror.example.org/github/otel/opentelemetry-collector', imagesFrom)).toBeUndefined();
});

test.each([
  ['opentelemetry-collector', 'receivers/filelog', true],
  ['opentelemetry-collector', 'exporters/prometheus_remote_write', false],
  ['opentelemetry-collector', 'exporters/otlp_grpc', false],
  ['opentelemetry-collector', 'exporters/otlp_http', false],
  ['opentelemetry-collector-otlp', 'exporters/otlp_grpc', false],
  ['opentelemetry-collector', 'exporters/load_balancing', true],
  ['opentelemetry-collector-k8s', 'exporters/load_balancing', false],
  ['opentelemetry-collector', 'extensions/file_storage', true],
  ['opentelemetry-collector-k8s', 'receivers/file_log', false],
  ['opentelemetry-collector-k8s', 'processors/k8s_attributes', false],
  ['opentelemetry-collector-k8s', 'receivers/kafka', true],
  ['opentelemetry-collector-k8s', 'connectors/span_metrics', false],
  ['opentelemetry-collector-otlp', 'receivers/otlp', false],
  ['opentelemetry-collector-otlp', 'processors/batch', true],
  ['opentelemetry-collector-ebpf-profiler', 'receivers/otlp', true],
  ['opentelemetry-collector-ebpf-profiler', 'processors/k8sattributes', false],
  ['opentelemetry-collector-contrib', 'receivers/anything', false],
])('%s and %s', (image, component, expected) => {
  expect(lacks(`otel/${image}`, component)).toBe(expected);
});

test('of a version that is not in the lists, only what it surely lacks is said', () => {
  for (const version of ['0.88.0', '0.999.0', undefined]) {
    const lacking = (component: string) => distributionIn('otel/opentelemetry-collector')?.lacks(component, version);
    expect(['exporters/logging', SAMPLING, 'connectors/span_metrics'].map(lacking)).toEqual([false, true, true]);
  }
});
