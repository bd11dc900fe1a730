/** Exporters of a collector without an address. */
import { HEAD, matrix, STORAGE } from '../../../test/policy-matrix';
import { said, synthesizeText } from '../../../test/synthesis';

const policies = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
/** A configuration with one exporter of the user's own, in a pipeline. */
const using = (exporter: string) =>
  exporter === ''
    ? '{}'
    : `{exporters: {${exporter}}, service: {pipelines: {${exporter.startsWith('prometheus') ? 'metrics' : 'traces'}/own: {receivers: [otlp], exporters: [${exporter.split(':')[0]}]}}}}`;
const collector = (first: string, second: string, more = '') =>
  `${HEAD}grafana: {}\ncollector: {chart: 0.170.0, ${more}values: {alternateConfig: ${using(first)}}, tailSampling: {${policies}, values: {alternateConfig: ${using(second)}}}}\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc, otlp-http]\n${STORAGE}`;

const told = (text: string) => {
  const synthesis = synthesizeText(text);
  expect(said(synthesis, 'error')).toEqual([]);
  return said(synthesis, 'note').filter((line) => line.includes('.exporters.'));
};

test.each([
  'awsxray: {region: eu-west-1}',
  'datadog: {api: {site: datadoghq.eu, key: "${env:DD}"}}',
  'googlecloud: {project: traces}',
  'azuremonitor/eu: {connection_string: "${env:CONNECTION}"}',
])('a public API is permitted for the second tier, which is told: %s', (exporter) => {
  const text = collector('', exporter);

  expect(matrix(text)(['sampling internet 443', 'sampling shop 443'], 'allowed')).toEqual([]);
  expect(matrix(text)(['sampling internet 80', 'sampling internet 6443'], 'stopped')).toEqual([]);
  expect(told(text)).toEqual([
    expect.stringMatching(
      /collector\.tailSampling\.values\.alternateConfig\.exporters\.\S+: sends to an API outside of the cluster, whose address is not known; TCP port 443 is permitted to all addresses$/,
    ),
  ]);
});

test('the first tier may connect to that port anyway, because the API server has it', () => {
  const text = collector('awsxray: {region: eu-west-1}', '');

  expect(matrix(text)(['collector internet 443'], 'allowed')).toEqual([]);
  expect(matrix(text)(['sampling internet 443'], 'stopped')).toEqual([]);
  expect(told(text)).toEqual([]);
});

test('another one without an address is told in either tier', () => {
  const other = 'otlp/other: {endpoint: "${env:BACKEND}"}';
  const line = (key: string) =>
    expect.stringContaining(`${key}.alternateConfig.exporters.otlp/other: has no address that a NetworkPolicy can have, so what it sends`);

  expect(told(collector(other, other))).toEqual([line('collector.values'), line('collector.tailSampling.values')]);
  expect(matrix(collector(other, other))(['sampling internet 443'], 'stopped')).toEqual([]);
});

test.each([
  'debug: {verbosity: detailed}',
  'file: {path: /var/log/traces}',
  'otlphttp/tempo: {timeout: 5s}',
  'otlp/other: {endpoint: "tempo.other.svc:4317"}',
  'awsxray: {endpoint: "https://xray.example.org"}',
  'loadbalancing/own: {protocol: {otlp: {}}, resolver: {k8s: {service: lb.other}}}',
  'otlp/side: {endpoint: "localhost:5317"}',
  'otlp/socket: {endpoint: "unix:///var/run/otel.sock"}',
])('nothing is told of %s', (exporter) => {
  expect(told(collector('', exporter))).toEqual([]);
  expect(matrix(collector('', exporter))(['sampling internet 80'], 'stopped')).toEqual([]);
});

test('nothing is told of one that no pipeline uses', () => {
  const unused = collector('', 'otlp/other: {endpoint: "${env:BACKEND}"}').replace(
    'exporters: [otlp/other]',
    'exporters: [otlphttp/tempo]',
  );

  expect(told(unused)).toEqual([]);
});

test('that of span metrics has its address in the cluster file', () => {
  const spanMetrics = 'spanMetrics: {remoteWrite: "http://mimir.mimir.svc:9009/api/v1/push"}, ';

  expect(told(collector('prometheusremotewrite: {timeout: 5s}', '', spanMetrics))).toEqual([]);
});

test('the Service of a resolver is permitted', () => {
  const text = collector('', 'loadbalancing/own: {protocol: {otlp: {}}, resolver: {k8s: {service: lb.other}}}');

  expect(matrix(text)(['sampling other 4317'], 'allowed')).toEqual([]);
  expect(matrix(text)(['sampling shop 4317', 'sampling internet 4317'], 'stopped')).toEqual([]);
});
