/** NetworkPolicies of the chart tempo, in which one process does everything. */
import { HEAD, matrix, STORAGE } from './policy-matrix';

test('a monolithic Tempo is one process', () => {
  const wrong = matrix(`${HEAD}tempo:\n  monolithic: 2.2.4\n  receivers: [otlp-grpc]\n${STORAGE}`);
  expect(wrong(['cart tempo 4317', 'cart tempo 3200', 'tempo s3.example.org 443', 'tempo kube-system 53 UDP'], 'allowed')).toEqual([]);
  expect(wrong(['cart tempo 9095', 'cart tempo 4318', 'tempo cart 8080'], 'stopped')).toEqual([]);
});

test('tempo-query beside the one process asks it by its Service', () => {
  const asks = (chart: string, values: string, hops: string[]) =>
    matrix(`${HEAD}tempo:\n  monolithic: ${chart}\n  receivers: [otlp-grpc]\n  values: ${values}\n${STORAGE}grafana: {}\n`)(
      hops,
      'allowed',
    );

  expect(asks('0.16.1', '{}', ['tempo tempo 3100', 'cart tempo 16686'])).toEqual([]);
  expect(asks('2.2.4', '{tempoQuery: {enabled: true}}', ['tempo tempo 3200', 'cart tempo 16686'])).toEqual([]);
  expect(asks('2.2.4', '{}', ['tempo tempo 3200', 'cart tempo 16686'])).toHaveLength(2);
});

test('the chart tempo ran tempo-query by default', () => {
  const stack = (version: string) =>
    `${HEAD}monitoring: true\ngrafana: {}\ntempo:\n  monolithic: ${version}\n  receivers: [otlp-grpc]\n${STORAGE}`;

  expect(matrix(stack('1.2.0'))(['monitoring tempo 16687', 'cart tempo 16686'], 'allowed')).toEqual([]);
  expect(matrix(stack('1.2.1'))(['monitoring tempo 16687', 'cart tempo 16686'], 'stopped')).toEqual([]);
});
