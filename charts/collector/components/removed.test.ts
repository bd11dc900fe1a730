import { said, synthesizeWith } from '../../../test/synthesis';
import { collectorReleases } from '../releases';
import { removedFrom } from './removed';

const { newest } = collectorReleases;
const { program } = collectorReleases.at(newest);
const AT = 'collector.values.alternateConfig';
const NO_START = 'so the collector does not start';
const messages = (configuration: string, { chart = newest, more = '' } = {}) =>
  said(
    synthesizeWith(`collector: {chart: ${chart}, values: {${more}alternateConfig: {${configuration}}}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ /, ''));
const with131 = collectorReleases.last((release) => release.program?.startsWith('0.131.') === true);

test.each([
  ['exporters: {logging: {}}', 'exporters.logging', 'exporter logging', 'use debug'],
  ['exporters: {jaeger/own: {}}', 'exporters.jaeger/own', 'exporter jaeger', 'use otlp, which Jaeger receives'],
  ['processors: {spanmetrics: {}}', 'processors.spanmetrics', 'processor spanmetrics', 'use the connector spanmetrics'],
  ['extensions: {memory_ballast: {}}', 'extensions.memory_ballast', 'extension memory_ballast', 'use the processor memory_limiter'],
])('%s is of older collectors', (configuration, path, what, fix) => {
  for (const chart of ['0.110.7', newest])
    expect(messages(configuration, { chart })).toEqual([
      `${AT}.${path}: collector ${collectorReleases.at(chart).program} has no ${what}, ${NO_START}; ${fix}`,
    ]);
});

test.each([
  ['receivers: {opencensus: {}}', 'receivers.opencensus', 'receiver opencensus', 'use otlp'],
  ['receivers: {signalfx: {}}', 'receivers.signalfx', 'receiver signalfx', 'use otlp'],
  ['extensions: {ecs_task_observer: {}}', 'extensions.ecs_task_observer', 'extension ecs_task_observer', 'remove it'],
])('%s is gone since some release', (configuration, path, what, fix) => {
  expect(messages(configuration, { chart: with131 })).toEqual([]);
  expect(messages(configuration)).toEqual([`${AT}.${path}: collector ${program} has no ${what}, ${NO_START}; ${fix}`]);
});

test.each([
  ['otlp_http', 'otlphttp'],
  ['otlp_grpc', 'otlp'],
  ['load_balancing', 'loadbalancing'],
])('exporter %s is of newer collectors', (type, older) => {
  const configuration = `exporters: {${type}/own: {endpoint: "http://a:1"}}`;
  expect(messages(configuration, { chart: with131 })).toEqual([
    `${AT}.exporters.${type}/own: collector ${collectorReleases.at(with131 ?? '').program} has no exporter ${type}, ${NO_START}; use ${older}`,
  ]);
  expect(messages(configuration)).toEqual([]);
});

test('what is gone is told once, in each image of upstream', () => {
  const logging = 'exporters: {logging: {}}, service: {pipelines: {logs: {receivers: [otlp], exporters: [logging]}}}';
  const told = [`${AT}.exporters.logging: collector ${program} has no exporter logging, ${NO_START}; use debug`];
  expect(messages(logging)).toEqual(told);
  expect(messages(logging, { more: 'image: {repository: otel/opentelemetry-collector-contrib}, ' })).toEqual(told);
  expect(messages(logging, { more: 'image: {repository: otel/opentelemetry-collector-k8s}, ' })).toEqual(told);
  expect(messages(logging, { more: 'image: {repository: registry.example.org/own/collector}, ' })).toEqual([]);
});

test.each([
  'receivers: {loki: {}, jaeger: {protocols: {grpc: {}}}, carbon: {}}',
  'exporters: {signalfx: {}, zipkin: {endpoint: "http://z:9411"}}',
  'connectors: {spanmetrics: {}, servicegraph: {}, routing: {}}',
])('%s is still there', (configuration) => {
  expect(messages(configuration)).toEqual([]);
});

test('of a version that is not in the lists, only what is surely gone is said', () => {
  expect(['0.88.0', '0.999.0'].map((version) => removedFrom('exporters/logging', version))).toEqual([undefined, undefined]);
  expect(removedFrom('exporters/loki', '0.130.1')).toBeUndefined();
  expect(removedFrom('exporters/loki', '0.131.0')).toBeDefined();
  expect(removedFrom('receivers/opencensus', '0.131.1')).toBeUndefined();
  expect(removedFrom('receivers/opencensus', '0.132.0')).toBeDefined();
});

test('nothing is judged of an image whose version a digest hides', () => {
  const digest = `image: {digest: "sha256:${'1'.repeat(64)}"}, `;

  expect(messages('exporters: {logging: {}}', { more: digest })).toEqual([]);
});
