import { alarmsOf, type ClusterParts, changeOf, clusterOf } from '../../../test/changed';

const lost = (before: ClusterParts, after: ClusterParts) =>
  alarmsOf(changeOf([clusterOf(before)], [clusterOf(after)])).filter((line) => line.includes('change/receiver'));

/** @param names besides those of OTLP, such as `, zipkin` */
const receivers = (names: string, tempo = 'chart: 2.26.2'): ClusterParts => ({ tempo, receivers: `[otlp-grpc, otlp-http${names}]` });
const ALL = ', zipkin, jaeger-grpc';
const withRest = (names: string, rest: string) => ({ ...receivers(names), rest });

test('a receiver that goes is told, whatever sends there', () => {
  expect(lost(receivers(ALL), receivers(', jaeger-grpc'))).toEqual([
    'warning: change/receiver tempo.receivers: no longer receives spans by zipkin, and what still sends there loses them',
  ]);
  expect(lost(receivers(''), receivers(ALL))).toEqual([]);
});

test('the chart tempo receives Jaeger and OTLP anyway', () => {
  const monolithic = 'monolithic: 2.2.4';
  expect(lost(receivers(ALL, monolithic), receivers(', zipkin', monolithic))).toEqual([]);
  expect(lost(receivers(ALL, monolithic), receivers(', jaeger-grpc', monolithic))).toHaveLength(1);
});

test('what the chart tempo or its release received by itself goes too, although the list is the same', () => {
  expect(lost(receivers(', zipkin', 'monolithic: 2.2.4'), receivers(', zipkin'))).toEqual([
    expect.stringMatching(/ no longer receives spans by jaeger-thrift-compact, .* and jaeger-grpc, and what still sends there loses them$/),
  ]);
  expect(lost(receivers('', 'monolithic: 1.7.2'), receivers('', 'monolithic: 1.24.4'))).toEqual([
    expect.stringContaining('no longer receives spans by opencensus'),
  ]);
});

test('complete senders are known to send elsewhere', () => {
  const policies = (complete: boolean) => `networkPolicies: true\nsenders: {complete: ${complete}}`;
  expect(lost(withRest(ALL, policies(true)), withRest('', policies(true)))).toEqual([]);
  expect(lost(withRest(ALL, policies(false)), withRest('', policies(false)))).toHaveLength(1);
});

describe('a collector', () => {
  const collector = (names = '') => withRest('', `collector: {chart: 0.140.0, receivers: [otlp-grpc${names}]}`);

  test('that receives less is told', () => {
    expect(lost(collector(', zipkin'), collector())).toEqual([
      'warning: change/receiver collector.receivers: no longer receives spans by zipkin, and what still sends there loses them',
    ]);
  });

  test('that leaves takes its address with it', () => {
    expect(lost(collector(), receivers(''))).toEqual([
      'warning: change/receiver collector: leaves the output, and what still sends spans to tempo-collector.tracing loses them',
    ]);
    expect(lost(collector(), withRest('', 'collector: {external: {endpoint: "otel.observability:4318"}}'))).toHaveLength(1);
    expect(lost(receivers(''), collector())).toEqual([]);
    const complete = (rest: string) => withRest('', `networkPolicies: true\nsenders: {complete: true}\n${rest}`);
    expect(lost(complete('collector: {chart: 0.140.0}'), complete(''))).toHaveLength(1);
  });
});
