import { readTestFile, said, synthesizeText } from '../../test/synthesis';

const withValues = (values: string) => synthesizeText(`${readTestFile('clusters/minimal.yaml')}\n  values: ${values}\n`);

describe('a value that this stack manages', () => {
  test.each([
    ...['fullnameOverride: tempo', 'multitenancyEnabled: false', 'minio: {enabled: false}', 'global: {extraArgs: []}'],
    ...[
      'nameOverride: ""',
      'server: {httpListenPort: 3200}',
      'traces: {opencensus: {enabled: false}}',
      'metricsGenerator: {enabled: false}',
    ],
    ...['ingester: {persistence: {enabled: false}}', 'ingester: {persistence: {inMemory: false}}', 'prometheusRule: {namespace: tracing}'],
    'distributor: {config: {log_received_spans: {enabled: false}}}',
  ])('may be written as it is anyway, with a note: %s', (value) => {
    const synthesis = withValues(`{${value}}`);

    expect(said(synthesis)).toEqual([]);
    expect(said(synthesis, 'note')).toContainEqual(expect.stringContaining(': is what this stack has anyway; remove it'));
  });

  test.each([
    ...['fullnameOverride: traces', 'multitenancyEnabled: true', 'ingester: {persistence: {inMemory: true}}', 'fullnameOverride: null'],
    ...['traces: {otlp: {grpc: {enabled: false}}}', 'traces: {opencensus: {enabled: true}}', 'prometheusRule: {namespace: other}'],
    ...['server: {httpListenPort: 3100}', 'metricsGenerator: {enabled: true}'],
  ])('is refused with another value: %s', (value) => {
    expect(said(withValues(`{${value}}`))).toHaveLength(1);
  });

  test.each([
    'ingester: {persistence: {annotations: {a: b}}}',
    'distributor: {config: {log_received_spans: {include_all_attributes: true}}}',
    'storage: {trace: {s3: {tls_insecure_skip_verify: false}}}',
    'serviceAccount: {create: false, name: tempo-sa}',
  ])('leaves the ones beside it: %s', (value) => {
    expect(said(withValues(`{${value}}`))).toEqual([]);
  });

  test('is not removed by a null above it', () => {
    expect(said(withValues('{querier: null}'))).toEqual([
      expect.stringContaining(
        'tempo.values.querier: null removes querier.image.tag too, which is managed by this stack; remove this null, or write {}',
      ),
    ]);
  });
});
