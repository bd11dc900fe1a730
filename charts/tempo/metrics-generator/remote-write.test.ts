import { synthesizeText } from '../../../test/synthesis';
import { lacksPath, writesToPrometheus } from './remote-write';

test.each([
  ['http://prometheus-operated.monitoring:9090/api/v1/write', true],
  ['https://example.org/prometheus/api/v1/write/', true],
  ['http://mimir-nginx.mimir/api/v1/push', false],
  ['http://thanos-receive.monitoring:19291/api/v1/receive', false],
])('%s is Prometheus itself: %s', (url, isPrometheus) => {
  expect(writesToPrometheus(url)).toBe(isPrometheus);
});

test.each([
  ['http://prometheus-operated.monitoring.svc:9090', true],
  ['http://prometheus-operated.monitoring.svc:9090/', true],
  ['http://mimir-nginx.mimir/api/v1/push', false],
])('%s lacks a path: %s', (url, lacks) => {
  expect(lacksPath(url)).toBe(lacks);
});

describe('metrics', () => {
  const requirements = (remoteWrite: string) =>
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  chart: 2.23.4
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
  metricsGenerator: {remoteWrite: "${remoteWrite}"}
`).clusters[0]?.requirements;

  test('for Prometheus need its receiver', () => {
    expect(requirements('http://prometheus-operated.monitoring:9090/api/v1/write')).toContain(
      'Prometheus at prometheus-operated.monitoring:9090 with the flag --web.enable-remote-write-receiver, or enableRemoteWriteReceiver: true of its operator; without it, Prometheus refuses the metrics of Tempo',
    );
  });

  test('for Mimir need nothing', () => {
    expect(requirements('http://mimir-nginx.mimir/api/v1/push')?.join()).not.toContain('Prometheus');
  });
});
