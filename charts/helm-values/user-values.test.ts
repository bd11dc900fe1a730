import { readTestFile, said, synthesizeText } from '../../test/synthesis';

const withValues = (values: string) => synthesizeText(`${readTestFile('clusters/minimal.yaml')}\n  values: ${values}\n`);

describe('a value that this stack manages', () => {
  test.each([
    ...['fullnameOverride: tempo', 'multitenancyEnabled: false', 'serviceAccount: {create: true}', 'minio: {enabled: false}'],
    ...[
      'nameOverride: ""',
      'server: {httpListenPort: 3200}',
      'traces: {opencensus: {enabled: false}}',
      'metricsGenerator: {enabled: false}',
    ],
    ...['ingester: {persistence: {enabled: false}}', 'prometheusRule: {namespace: tracing}'],
    'distributor: {config: {log_received_spans: {enabled: false}}}',
  ])('may be written as it is anyway, with a note: %s', (value) => {
    const synthesis = withValues(`{${value}}`);

    expect(said(synthesis)).toEqual([]);
    expect(said(synthesis, 'note')).toContainEqual(expect.stringContaining(': is what this stack has anyway; remove it'));
  });

  test.each([
    ...['fullnameOverride: traces', 'multitenancyEnabled: true', 'serviceAccount: {create: false}', 'fullnameOverride: null'],
    ...['traces: {otlp: {grpc: {enabled: false}}}', 'traces: {opencensus: {enabled: true}}', 'prometheusRule: {namespace: other}'],
    ...['server: {httpListenPort: 3100}', 'metricsGenerator: {enabled: true}'],
  ])('is refused with another value: %s', (value) => {
    expect(said(withValues(`{${value}}`))).toHaveLength(1);
  });

  test('is not removed by a null above it', () => {
    expect(said(withValues('{querier: null}'))).toEqual([
      expect.stringContaining('tempo.values.querier: null removes querier.image.tag too, which is managed by this stack; remove this null'),
    ]);
  });
});
