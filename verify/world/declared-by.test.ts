import { readTestFile } from '../../test/synthesis';
import { readClusterFile } from '../read/cluster';
import { declaredBy } from './declared-by';

test('a host has all keys that declare it', () => {
  const remoteWrite = 'remoteWrite: http://prometheus.monitoring:9090/api/v1/write';
  const text = readTestFile('clusters/minimal.yaml')
    .replace('[otlp-grpc]', '[otlp-grpc, otlp-http]')
    .concat(`  metricsGenerator: { ${remoteWrite} }\ncollector: { chart: 0.170.0, spanMetrics: { ${remoteWrite} } }\n`);
  const { config } = readClusterFile({ name: 'home', file: 'clusters/home.yaml', text });

  expect(config && [...declaredBy(config).hosts]).toEqual([
    ['s3.example.org', ['tempo.storage.endpoint']],
    ['prometheus.monitoring:9090', ['tempo.metricsGenerator.remoteWrite', 'collector.spanMetrics.remoteWrite']],
  ]);
});
