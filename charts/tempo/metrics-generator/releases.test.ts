import { said, synthesizeStorage, synthesizeText } from '../../../test/synthesis';

const generatorErrors = (chart: string, more = 'metricsGenerator: {remoteWrite: "http://mimir:80/api/v1/push"}') =>
  synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  chart: ${chart}
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  kafka: {address: "kafka:9092"}
  ${more}
`).findings.filter(({ rule }) => rule === 'tempo/generator-broken');

test('a chart whose metrics generator stops Tempo is refused, with the next one that works', () => {
  expect(generatorErrors('3.0.2')).toEqual([
    expect.objectContaining({ severity: 'error', fix: 'pin tempo.chart 3.0.3 or newer, or remove it' }),
  ]);
});

test('other charts, and that chart without a metrics generator, are accepted', () => {
  expect(generatorErrors('3.0.3')).toEqual([]);
  expect(generatorErrors('3.0.2', '')).toEqual([]);
});

test.each([
  ['chart: 1.8.3', 'chart: 1.8.4'],
  ['monolithic: 1.20.0', 'monolithic: 1.21.0'],
  ['chart: 3.0.3', 'chart: 2.26.2'],
])('local-blocks is refused in %s and runs in %s', (without, having) => {
  const errors = (chart: string) =>
    said(
      synthesizeStorage('endpoint: s3.example.org', {
        chart,
        more: `  metricsGenerator: {remoteWrite: "http://mimir/api/v1/push", processors: [local-blocks]}
  ${chart.includes(': 3') ? 'kafka: {address: "kafka:9092"}' : ''}`,
      }),
    );
  const wayOut = `pin tempo.${having.replace(':', '')} or ${without.includes(': 3') ? 'older' : 'newer'}`;

  expect(errors(without)).toEqual([expect.stringMatching(new RegExp(`local-blocks does not run in .*; remove it, or ${wayOut}$`))]);
  expect(errors(having)).toEqual([]);
});
