import { lackingIn } from './distributions';

const OF_GITHUB = 'open-telemetry/opentelemetry-collector-releases/opentelemetry-collector';
const SAMPLING = 'processors/tail_sampling';

test.each([
  'otel/opentelemetry-collector',
  'docker.io/otel/opentelemetry-collector:0.131.0',
  `ghcr.io/${OF_GITHUB}`,
  `ghcr.io/${OF_GITHUB}:0.131.0@sha256:${'a'.repeat(64)}`,
])('%s is an image of upstream', (image) => {
  expect(lackingIn(image)).toContain(SAMPLING);
  expect(lackingIn(image.replace(/opentelemetry-collector(?!-)/, 'opentelemetry-collector-contrib'))).toEqual([]);
});

test.each([
  'registry.example.org/platform/opentelemetry-collector',
  'registry.example.org/otel/opentelemetry-collector',
  'ghcr.io/platform/opentelemetry-collector',
  'opentelemetry-collector',
  'otel/opentelemetry-collector-own',
])('%s may be a build of its own', (image) => {
  expect(lackingIn(image)).toBeUndefined();
});

test('a mirror of the cluster file has the images of upstream', () => {
  const images = { images: 'mirror.example.org/all', imagesFrom: {} };
  expect(lackingIn('mirror.example.org/all/otel/opentelemetry-collector', images)).toContain(SAMPLING);
  expect(lackingIn(`mirror.example.org/all/${OF_GITHUB}-contrib`, images)).toEqual([]);
  expect(lackingIn('mirror.example.org/all/platform/opentelemetry-collector', images)).toBeUndefined();
  expect(lackingIn('mirror.example.org/other/otel/opentelemetry-collector', images)).toBeUndefined();

  const imagesFrom = { imagesFrom: { 'ghcr.io': 'mirror.example.org/github' } };
  expect(lackingIn(`mirror.example.org/github/${OF_GITHUB}-k8s`, imagesFrom)).toContain('exporters/prometheusremotewrite');
  expect(lackingIn('mirror.example.org/github/otel/opentelemetry-collector', imagesFrom)).toBeUndefined();
});
