import { changeOf, clusterOf } from '../../../test/changed';
import { readTestFile, synthesizeText } from '../../../test/synthesis';

const RULE = 'change/isolated';
const isolation = (before: string, after: string) =>
  changeOf([clusterOf({ rest: before })], [clusterOf({ rest: after })]).flatMap(({ findings }) =>
    findings.flatMap(({ rule, problem }) => (rule === RULE ? problem : [])),
  );

const ON = 'networkPolicies: true';
const senders = (complete: boolean) => `${ON}\nsenders: {complete: ${complete}, workloads: [{namespace: shop, receiver: otlp-grpc}]}`;

describe('network policies', () => {
  test('that are turned on isolate pods that run', () => {
    expect(isolation('', ON)).toEqual(['isolates the pods of namespace tracing: what no NetworkPolicy permits no longer reaches them']);
    expect(isolation('', '')).toEqual([]);
    expect(isolation(ON, '')).toEqual([]);
  });

  test('of a component that is new isolate nothing that runs', () => {
    expect(isolation(ON, `${ON}\nvulture: {chart: 0.13.1}`)).toEqual([]);
  });

  test('permit fewer senders once these are complete', () => {
    expect(isolation(senders(false), senders(true))).toEqual([
      'NetworkPolicy tempo-distributor no longer permits everything to reach ports 4317, 4318 and 9411',
    ]);
    expect(isolation(senders(true), senders(false))).toEqual([]);
  });

  test('name each port once, also where the proxies of a mesh pass the collector', () => {
    const cluster = (complete: boolean) =>
      synthesizeText(`${readTestFile('clusters/seed.yaml')}\n${senders(complete)}\ncollector: { chart: 0.140.0 }\n`, 'home');
    const problems = changeOf([cluster(false)], [cluster(true)]).flatMap(({ findings }) => findings.map(({ problem }) => problem));
    expect(problems).toContainEqual(
      'NetworkPolicy tempo-distributor no longer permits everything to reach ports 4317, 4318, 9411, 14268, 55678, 4143 and 6831',
    );
  });
});
