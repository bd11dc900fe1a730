import type { Placed, Stack } from '../stack';
import { collectorIn } from './installed-collector';

/** @param relay the text of its configuration */
function rendered(relay: string) {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tempo-collector' }, data: { relay } };
  const placed: Placed = { object, namespace: 'tracing', place: { file: 'dist/home/collector-chart.k8s.yaml' } };
  return collectorIn({ objects: [placed] } as unknown as Stack, []);
}

test('the receivers of a rendered collector are those of its configuration', () => {
  const receivers = 'receivers: { otlp: { protocols: { grpc: {} } }, zipkin: }';
  expect(rendered(`${receivers}\nservice: { pipelines: { traces: {} } }`)).toEqual({
    namespace: 'tracing',
    receivers: ['otlp-grpc', 'zipkin'],
  });
});

test('a configuration that cannot be read has none', () => {
  expect(rendered('receivers: [a')?.receivers).toEqual([]);
});
