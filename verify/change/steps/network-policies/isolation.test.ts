import { changeOf, clusterOf } from '../../../../test/changed';
import { readTestFile, synthesizeText } from '../../../../test/synthesis';

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

  test('isolate what runs in a namespace of somebody else, where the output has nothing but the release', () => {
    const foreign = 'namespaces: {create: false}';
    expect(isolation(foreign, `${foreign}\n${ON}`)).toEqual([expect.stringMatching(/^isolates the pods of namespace tracing:/)]);
  });

  test('permit queries from one namespace once Grafana is known', () => {
    const [change] = changeOf([clusterOf({ rest: ON })], [clusterOf({ rest: `${ON}\ngrafana: {}` })]);
    expect(change?.findings.filter(({ rule }) => rule === RULE)).toEqual([
      expect.objectContaining({
        subject: 'grafana',
        problem: 'NetworkPolicy tempo-query-frontend no longer permits everything to reach port 3200',
        fix: 'add a NetworkPolicy for what queries Tempo from other namespaces',
      }),
    ]);
  });

  test('name the two keys that close ports of a single process', () => {
    const before = { tempo: 'monolithic: 2.2.4', rest: ON };
    const [change] = changeOf([clusterOf(before)], [clusterOf({ ...before, rest: `${ON}\ngrafana: {}\nsenders: {complete: true}` })]);
    expect(change?.findings.flatMap(({ rule, subject, problem }) => (rule === RULE ? [`${subject}: ${problem}`] : []))).toEqual([
      'senders: NetworkPolicy tempo no longer permits everything to reach ports 4317, 4318 and 9411',
      'grafana: NetworkPolicy tempo no longer permits everything to reach port 3200',
    ]);
  });

  test('close no port of a receiver that is gone', () => {
    const without = readTestFile('clusters/seed.yaml')
      .replace(', opencensus]', ']')
      .replace(/^(linkerd|emojivoto):.*\n( .*\n)*/gm, '');
    const change = changeOf(
      [synthesizeText(`${without.replace('jaeger-thrift-http', 'jaeger-thrift-http, jaeger-grpc')}\n${ON}\n`, 'home')],
      [synthesizeText(`${without}\n${ON}\n`, 'home')],
    );
    expect(change.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toEqual(
      expect.arrayContaining(['change/receiver', 'change/restarts']),
    );
    expect(change.flatMap(({ findings }) => findings.map(({ rule }) => rule))).not.toContain(RULE);
  });

  test('permit fewer senders once these are complete', () => {
    expect(isolation(senders(false), senders(true))).toEqual([
      'NetworkPolicy tempo-distributor no longer permits everything to reach ports 4317, 4318 and 9411',
    ]);
    expect(isolation(senders(true), senders(false))).toEqual([]);
  });

  describe('with complete senders', () => {
    const shop = (rest = '', labels = '') =>
      `${ON}\nsenders: {complete: true, workloads: [{namespace: shop, ${labels}receiver: otlp-grpc}]}\n${rest}`;
    const stopped = 'NetworkPolicy tempo-distributor no longer permits the same pods of namespace shop to reach port 4317';

    test('stop a workload that is not listed any more, or only in part', () => {
      expect(isolation(shop(), `${ON}\nsenders: {complete: true}`)).toEqual([stopped]);
      expect(isolation(shop(), shop('', 'labels: {app: cart}, '))).toEqual([stopped]);
    });

    test('stop nothing where they permit more pods', () => {
      expect(isolation(shop('', 'labels: {app: cart}, '), shop())).toEqual([]);
      expect(isolation(shop('', 'labels: {app: cart, tier: web}, '), shop('', 'labels: {tier: web}, '))).toEqual([]);
      expect(isolation(shop('', 'labels: {app: cart}, '), shop('', 'labels: {app: till}, '))).toEqual([stopped]);
    });

    test('stop a workload that must send to a new collector', () => {
      expect(isolation(shop(), shop('collector: {chart: 0.140.0}'))).toEqual([stopped]);
    });

    test('stop nothing of this stack, which follows', () => {
      expect(isolation(shop('traefik: {chart: 39.0.6}\nvulture: {chart: 0.13.1}'), shop())).toEqual([]);
      expect(isolation(shop('traefik: {chart: 39.0.6}'), shop('traefik: {chart: 39.0.6, namespace: ingress}'))).toEqual([]);
    });
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

describe('network policies in a mesh', () => {
  const mesh = (version: string) => `${ON}\nlinkerd: {version: ${version}, webhookIssuer: ca}`;
  const joins = 'the NetworkPolicies permit only port 4143 between the pods that join the mesh, which stops what they send';

  test('follow proxies that send to another port, which must be upgraded first', () => {
    expect(isolation(mesh('2.17'), mesh('2.18'))).toEqual([
      'the NetworkPolicies permit only port 4143 between the pods of the mesh, and proxies older than 2.18 send to the ports of the applications',
    ]);
    expect(isolation(mesh('2.18'), mesh('2.17'))).toEqual([]);
  });

  test('stop pods that join or leave it until they have restarted', () => {
    expect(isolation(ON, mesh('2.18'))).toEqual([expect.stringContaining(joins)]);
    expect(isolation('', mesh('2.18'))).toEqual([expect.stringMatching(/^isolates/), expect.stringContaining(joins)]);
    expect(isolation(mesh('2.18'), ON)).toEqual([
      'the NetworkPolicies permit port 4143 no longer between the pods that leave the mesh, which stops what they send until all of them have restarted',
    ]);
    expect(isolation(ON, mesh('2.17'))).toEqual([]);
  });
});
