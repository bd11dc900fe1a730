import { HEAD, MESH, matrix, STACK, STORAGE } from '../../test/policy-matrix';
import { said, synthesizeText } from '../../test/synthesis';

const distributed = (values: string) =>
  `${HEAD}grafana: {}\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc]\n  values: {${values}}\n${STORAGE}`;
const monolithic = (values: string) =>
  `${HEAD}grafana: {}\ntempo:\n  monolithic: 2.2.4\n  receivers: [otlp-grpc]\n  values: {${values}}\n${STORAGE}`;
const MONITORS = 'metaMonitoring: {serviceMonitor: {enabled: true}}';
const METRICS = ['monitoring distributor 3200', 'monitoring ingester 3200', 'monitoring query-frontend 3200', 'monitoring memcached 9150'];

test('Prometheus reads what tempo.values make a ServiceMonitor for', () => {
  expect(matrix(distributed(MONITORS))([...METRICS, 'neighbour ingester 3200'], 'allowed')).toEqual([]);
  expect(matrix(distributed(MONITORS))(['monitoring ingester 9095', 'monitoring memcached 11211'], 'stopped')).toEqual([]);
  expect(matrix(distributed('metaMonitoring: {serviceMonitor: {enabled: false}}'))(['monitoring ingester 3200'], 'stopped')).toEqual([]);
});

test('Prometheus reads what values of the chart tempo make a ServiceMonitor for', () => {
  const metrics = ['neighbour tempo 3200'];

  expect(matrix(monolithic('serviceMonitor: {enabled: true}'))(metrics, 'allowed')).toEqual([]);
  expect(matrix(monolithic(''))(metrics, 'stopped')).toEqual([]);
  expect(matrix(monolithic(MONITORS))(metrics, 'stopped')).toEqual([]);
});

test('in the mesh too, but not from within it', () => {
  const text = (more: string) => distributed(more).replace('tempo:\n', `${MESH}tempo:\n`).replace('[otlp-grpc]', '[otlp-grpc, opencensus]');
  const read = matrix(text(MONITORS).replace('2.26.2', '2.23.4'));

  expect(read(['monitoring ingester 3200'], 'allowed')).toEqual([]);
  expect(read(['neighbour ingester 4143'], 'stopped')).toEqual([]);
});

test.each([
  ['2.23.4', true],
  ['2.23.4', false],
])('Prometheus reads the MinIO of %s if its monitor is on: %s', (chart, enabled) => {
  const values = `{minio: {metrics: {serviceMonitor: {enabled: ${enabled}}}}}`;
  const text = `${HEAD}minio: {bundled: {existingSecret: minio}}\ntempo:\n  chart: ${chart}\n  receivers: [otlp-grpc]\n  values: ${values}\n`;

  expect(matrix(text)(['monitoring minio 9000'], enabled ? 'allowed' : 'stopped')).toEqual([]);
  expect(matrix(text)(['monitoring minio 9001'], 'stopped')).toEqual([]);
});

test.each([
  ['0.6.0', 'serviceMonitor', true],
  ['0.13.1', 'podMonitor', true],
  ['0.13.1', 'serviceMonitor', false],
])('Prometheus reads vulture %s with its %s: %s', (chart, monitor, isRead) => {
  const receivers = STACK.replace('monitoring: true\n', '').replace('[otlp-grpc,', '[otlp-grpc, jaeger-grpc,');
  const text = receivers.replace('{chart: 0.13.1}', `{chart: ${chart}, values: {${monitor}: {enabled: true}}}`);

  expect(matrix(text)(['monitoring vulture 8080'], isRead ? 'allowed' : 'stopped')).toEqual([]);
});

test('Prometheus reads the tier of the collector whose values have a monitor', () => {
  const policies = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
  const stack = (first: string, second: string) =>
    matrix(
      `${distributed('')}collector: {chart: 0.150.0, receivers: [otlp-grpc], values: {${first}}, tailSampling: {${policies}, values: {${second}}}}\n`,
    );
  const [first, second] = ['monitoring collector 8888', 'monitoring sampling 8888'];

  expect(stack('serviceMonitor: {enabled: true}', '')([first], 'allowed')).toEqual([]);
  expect(stack('serviceMonitor: {enabled: true}', '')([second], 'stopped')).toEqual([]);
  expect(stack('', 'podMonitor: {enabled: true}')([second], 'allowed')).toEqual([]);
  expect(stack('', 'podMonitor: {enabled: true}')([first], 'stopped')).toEqual([]);
});

test('the port of queries is open with it, which is said', () => {
  const notes = (text: string) => said(synthesizeText(text), 'note').filter((line) => /may query traces/.test(line));
  const told = [expect.stringMatching(/every pod may query traces, because Prometheus may be any of them/)];

  expect(notes(distributed(MONITORS))).toEqual(told);
  expect(notes(monolithic('serviceMonitor: {enabled: true}'))).toEqual(told);
  expect(notes(distributed(''))).toEqual([]);
});
