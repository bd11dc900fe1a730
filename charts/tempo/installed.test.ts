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

test('the ingesters of a rendered chart are those of all zones', () => {
  const labels = { 'app.kubernetes.io/component': 'ingester' };
  const set = (name: string, replicas: number, own = {}) => ({ metadata: { name, labels: own }, spec: { replicas } });
  const statefulSets = [set('tempo-ingester-a', 2, labels), set('tempo-ingester-b', 2, labels), set('tempo-memcached', 1)];
  const installed = { ...INSTALLED, chart: 'tempo-distributed', version: '2.23.4', config: {}, args: [] } as const;
  const { unflushed } = tempoOfConfig({ ...installed, statefulSets });
  expect(unflushed).toEqual({ workloads: ['tempo-ingester-a', 'tempo-ingester-b'], replicas: 4, copies: 3 });
  expect(tempoOfConfig({ ...installed, statefulSets: [set('own-ingester', 3)] }).unflushed?.workloads).toEqual(['own-ingester']);
});

test('a receiver counts by its endpoint', () => {
  expect(inConfig('2.0.0', { opencensus: { endpoint: '0.0.0.0:55678' }, zipkin: { endpoint: ':9411' } })).toEqual(['zipkin', 'opencensus']);
  expect(inConfig('1.14.0', { opencensus: { endpoint: 'localhost:55678' }, zipkin: { endpoint: '127.0.0.1:9411' } })).toEqual([]);
});

test.each([1e21, -1, 2.5, 'many', ''])('an invalid number of pods, such as %s, counts as if it were missing', (replicas) => {
  const values = { ingester: { replicas, config: { replication_factor: replicas } } };
  const installed = tempoOfValues({ ...INSTALLED, chart: 'tempo-distributed', version: '2.23.4', values });
  expect(installed?.unflushed).toMatchObject({ replicas: 3, copies: 3 });
});
