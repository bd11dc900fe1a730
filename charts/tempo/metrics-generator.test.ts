import { synthesizeText } from '../../test/synthesis';

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
