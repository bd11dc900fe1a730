import { smallCollector } from '../../test/small-collector';
import { smallTempo } from '../../test/small-tempo';
import { worldOf } from '../../test/world';
import { checkAddresses } from '../checks/addresses/addresses';
import { NOTHING_DECLARED } from '../world/declared';

const TEMPO = smallTempo(['server: {http_listen_port: 3200}', 'distributor: {receivers: {otlp: {protocols: {grpc: {}, http: {}}}}}'], {
  ports: '[{name: http, port: 3200}, {name: otlp, port: 4317}, {name: otlp-http, port: 4318}]',
});

const pipeline = (exporter: string, settings: string, receivers = 'otlp: {protocols: {grpc: {endpoint: "${env:MY_POD_IP}:4317"}}}') => [
  `receivers: {${receivers}}`,
  `exporters: {${exporter}: ${settings}}`,
  `service: {pipelines: {traces: {receivers: [${receivers.split(':')[0]}], exporters: [${exporter}]}}}`,
];

const judged = (manifests: string, collector?: { name: string; receivers: readonly ['otlp-grpc'] | readonly ['zipkin'] }) => {
  const { hops = [], findings } = checkAddresses(
    worldOf(TEMPO + manifests, { declared: { ...NOTHING_DECLARED, ...(collector && { collector }) } }),
  );
  return {
    hops: hops.map(({ from, to, protocol, state }) => `${from} to ${to} by ${protocol}: ${state}`),
    said: findings.map(({ problem }) => problem),
  };
};

const INSECURE = 'tls: {insecure: true}';

test.each([
  ['otlp/tempo', `{endpoint: "tempo.tracing:4317", ${INSECURE}}`, 'OTLP/gRPC'],
  ['otlp_grpc', '{endpoint: "http://tempo.tracing.svc.cluster.local:4317"}', 'OTLP/gRPC'],
  ['otlp', '{endpoint: "tempo.tracing:4317", tls: {insecure: "${env:INSECURE}"}}', 'OTLP/gRPC'],
  ['otlphttp', '{endpoint: "http://tempo.tracing:4318"}', 'OTLP/HTTP'],
])('the exporter %s leads to Tempo with %s', (name, settings, protocol) => {
  expect(judged(smallCollector(pipeline(name, settings)))).toEqual({ hops: [`collector to Tempo by ${protocol}: fits`], said: [] });
});

test.each([
  ['otlp', '{endpoint: "tempo.tracing:4317"}', 'Tempo does not serve TLS there'],
  ['otlp', `{endpoint: "tempo.tracing:4318", ${INSECURE}}`, 'Tempo does not listen for otlp-grpc on that port, but for otlp-http'],
  ['otlphttp', '{endpoint: "http://tempo.tracing:3200"}', 'Tempo does not listen for otlp-http on that port'],
  ['otlp', `{endpoint: "tempo-distributor.tracing:4317", ${INSECURE}}`, 'has no Service tempo-distributor'],
])('the exporter %s does not reach Tempo with %s', (name, settings, problem) => {
  expect(judged(smallCollector(pipeline(name, settings))).said).toEqual([expect.stringContaining(problem)]);
});

test.each([
  ['the address is a variable', pipeline('otlp', '{endpoint: "${env:TEMPO}"}')],
  [
    'the exporter is in no pipeline',
    [
      ...pipeline('debug', '{}').slice(0, 1),
      'exporters: {debug: {}, otlp: {endpoint: "x.tracing:1"}}',
      ...pipeline('debug', '{}').slice(2),
    ],
  ],
])('nothing is said where %s', (_what, config) => {
  expect(judged(smallCollector(config)).said).toEqual([]);
});

const sender = (endpoint: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec: {containers: [{name: web, image: 'web:1', env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: '${endpoint}'}]}]}
`;

const TO_TEMPO = pipeline('otlp', `{endpoint: "tempo.tracing:4317", ${INSECURE}}`);

const WITH_TLS = pipeline(
  ...(['otlp', `{endpoint: "tempo.tracing:4317", ${INSECURE}}`] as const),
  'otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317", tls: {cert_file: /tls/tls.crt}}}}',
);

test('a sender reaches the collector, which is named instead of Tempo', () => {
  expect(judged(smallCollector(TO_TEMPO) + sender('http://collector.tracing:4317'))).toEqual({
    hops: ['web to collector by OTLP/gRPC: fits', 'collector to Tempo by OTLP/gRPC: fits'],
    said: [],
  });
});

test.each([
  ['TLS', smallCollector(TO_TEMPO) + sender('https://collector.tracing:4317'), 'collector does not serve TLS there'],
  ['plain text', smallCollector(WITH_TLS) + sender('http://collector.tracing:4317'), 'collector serves only TLS there'],
  [
    'a receiver on localhost',
    smallCollector(pipeline('otlp', `{endpoint: "tempo.tracing:4317", ${INSECURE}}`, 'otlp: {protocols: {grpc: {}}}')) +
      sender('http://collector.tracing:4317'),
    'collector listens for otlp-grpc on localhost alone',
  ],
  [
    'another protocol',
    smallCollector(pipeline('otlp', `{endpoint: "tempo.tracing:4317", ${INSECURE}}`, 'zipkin: {endpoint: "0.0.0.0:4317"}')) +
      sender('http://collector.tracing:4317'),
    'collector does not listen for otlp-grpc on that port, but for zipkin',
  ],
  ['a port without a Service', smallCollector(TO_TEMPO) + sender('http://collector.tracing:4318'), 'Service collector has no port 4318'],
])('a sender does not reach it by %s', (_what, manifests, problem) => {
  expect(judged(manifests).said).toEqual([expect.stringContaining(problem)]);
});

test('before 0.104.0, a receiver without an endpoint listens on every address', () => {
  const collector = smallCollector(pipeline('otlp', `{endpoint: "tempo.tracing:4317", ${INSECURE}}`, 'otlp: {protocols: {grpc: {}}}'));
  const older = collector.replace(/(opentelemetry-collector[\w-]*):[\d.]+/, '$1:0.103.1');
  expect(older).not.toBe(collector);
  expect(judged(older + sender('http://collector.tracing:4317')).said).toEqual([]);
});

const balancing = (hostname: string, port = '4317') =>
  smallCollector(
    pipeline('loadbalancing', `{protocol: {otlp: {${INSECURE}}}, resolver: {dns: {hostname: ${hostname}, port: "${port}"}}}`),
    { name: 'first' },
  );

test('the first tier reaches the second one by the name of its Service', () => {
  expect(judged(balancing('collector.tracing.svc.cluster.local') + smallCollector(TO_TEMPO))).toEqual({
    hops: ['first to collector by OTLP/gRPC: fits', 'collector to Tempo by OTLP/gRPC: fits'],
    said: [],
  });
  expect(judged(balancing('sampling.tracing.svc.cluster.local') + smallCollector(TO_TEMPO)).said).toHaveLength(1);
});

test('what the cluster file promises of it is there', () => {
  const collector = smallCollector(TO_TEMPO);
  expect(judged(collector, { name: 'collector', receivers: ['otlp-grpc'] }).said).toEqual([]);
  expect(judged(collector, { name: 'collector', receivers: ['zipkin'] }).said).toEqual([
    'is in collector.receivers of the cluster file, but in no pipeline of collector',
  ]);
  expect(judged('', { name: 'collector', receivers: ['otlp-grpc'] }).said).toEqual([
    expect.stringContaining('is in the cluster file, but nothing here'),
  ]);
});
