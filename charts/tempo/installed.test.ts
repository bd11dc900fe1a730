import { tempoOfConfig, tempoOfValues } from './installed';

/** As the chart tempo has them by default. */
const DEFAULTS = {
  jaeger: { protocols: { grpc: { endpoint: '0.0.0.0:14250' } } },
  opencensus: null,
  otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } },
};
const INSTALLED = { chart: 'tempo', releaseName: 'tempo', namespace: 'tracing' } as const;

const inConfig = (version: string, receivers: Record<string, unknown>) =>
  tempoOfConfig({ ...INSTALLED, version, config: { distributor: { receivers } }, args: [], statefulSets: [] }).receivers;

test.each([
  ['1.14.0', ['otlp-grpc', 'jaeger-grpc', 'opencensus']],
  ['1.18.0', ['otlp-grpc', 'jaeger-grpc']],
])('a receiver without an endpoint is one where chart tempo %s listens for other pods', (version, expected) => {
  expect(inConfig(version, DEFAULTS)).toEqual(expected);
  const byValues = tempoOfValues({ ...INSTALLED, version, values: {} })?.receivers ?? [];
  expect(byValues.includes('opencensus')).toBe(expected.includes('opencensus'));
});

test('a receiver counts by its endpoint', () => {
  expect(inConfig('2.0.0', { opencensus: { endpoint: '0.0.0.0:55678' }, zipkin: { endpoint: ':9411' } })).toEqual(['zipkin', 'opencensus']);
  expect(inConfig('1.14.0', { opencensus: { endpoint: 'localhost:55678' }, zipkin: { endpoint: '127.0.0.1:9411' } })).toEqual([]);
});
