/** The addresses in the gateway of a chart, which names every microservice and receiver. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { checkMentions } from './mentions';

const manifests = (address: string) => `
apiVersion: v1
kind: Service
metadata: {name: tempo-distributor, namespace: tracing}
spec: {selector: {app: tempo}, ports: [{name: otlp-http, port: 4318}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: tempo-gateway, namespace: tracing}
data: {nginx.conf: 'proxy_pass http://${address};'}
`;

/** @param values those of the release that has the gateway */
function said(address: string, values: object = {}) {
  const { world, lookup } = worldOf(manifests(address));
  const objects = world.objects.map((placed) => ({ ...placed, rendered: true }));
  const chart = { name: 'tempo-distributed', repoURL: 'https://example.org', version: '1.4.15' };
  const installation = { chart, place: { file: 'manifests.yaml' }, namespace: 'tracing', releaseName: 'tempo', values };
  const releases = [installation] as unknown as typeof world.releases;
  return checkMentions({ ...world, objects, installations: releases, releases }, lookup, []).map((finding) => [
    finding.severity,
    sentence(finding),
  ]);
}

const RECEIVER = 'tempo-distributor.tracing.svc.cluster.local:14268/api/traces';

test.each([
  [RECEIVER, 'names tempo-distributor.tracing:14268, but Service tempo-distributor has no port 14268'],
  ['tempo-compactor.tracing.svc:3100', 'names tempo-compactor.tracing:3100, but namespace tracing has no Service tempo-compactor'],
])('what is off is a note: %s', (address, problem) => {
  expect(said(address)).toEqual([['note', `ConfigMap tempo-gateway: ${problem}; do not send requests there`]]);
});

test('what the values name is an error', () => {
  expect(said(RECEIVER, { gateway: { nginxConfig: { file: RECEIVER } } })).toEqual([['error', expect.stringContaining('14268')]]);
});

test('a port that belongs to no receiver is an error', () => {
  expect(said('tempo-distributor.tracing.svc.cluster.local:3300')).toEqual([['error', expect.stringContaining('3300')]]);
});

test('a receiver that is on is right', () => {
  expect(said('tempo-distributor.tracing.svc.cluster.local:4318')).toEqual([]);
});

describe('a Service that is not there', () => {
  const judged = (more: string, isOurs = false) => {
    const { world, lookup } = worldOf(`${manifests('tempo-distribute.tracing.svc')}---\n${more}`);
    const chart = { name: 'loki', repoURL: 'https://example.org', version: '1.0.0' };
    return (...namespaces: string[]) => {
      const unrendered = namespaces.map((namespace) => ({
        chart,
        place: { file: 'loki.yaml' },
        namespace,
        releaseName: 'loki',
        values: {},
      }));
      const installations = unrendered as unknown as typeof world.installations;
      return checkMentions({ ...world, isOurs, installations }, lookup, []).map(sentence);
    };
  };
  const OTHER = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other, namespace: tracing}\n';
  const BROKEN = [expect.stringContaining('namespace tracing has no Service tempo-distribute')];

  test.each([true, false])('may be of a release that could not be rendered, in the output of synth: %j', (isOurs) => {
    expect(judged(OTHER, isOurs)()).toEqual(BROKEN);
    expect(judged(OTHER, isOurs)('tracing')).toEqual([]);
    expect(judged(OTHER, isOurs)('logging')).toEqual(BROKEN);
  });

  test('may be made by the controller of a custom kind, in manifests of other authors', () => {
    const cluster = (name: string) => `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: ${name}, namespace: tracing}\n`;
    expect(judged(cluster('tempo'))()).toEqual([]);
    expect(judged(cluster('db'))()).toEqual(BROKEN);
  });
});

describe('the short name of a Service', () => {
  const judged = (address: string, service = 'tempo-distributor') => {
    const { world, lookup } = worldOf(manifests(address).replace('name: tempo-distributor', `name: ${service}`), { isOurs: false });
    return checkMentions(world, lookup, []).map(sentence);
  };

  test('with a port that it lacks is an error', () => {
    expect(judged('tempo-distributor.tracing:4317')).toEqual([
      'ConfigMap tempo-gateway: names tempo-distributor.tracing:4317, but Service tempo-distributor has no port 4317; correct the address',
    ]);
  });

  test.each([
    'tempo-distributor.tracing:4318',
    'otherwise.tracing:80',
    'tempo-distributor.example:4317',
    'a.tempo-distributor.tracing:4317',
    'example.org/tempo-distributor.tracing:4317',
  ])('%s is right or unknown', (address) => {
    expect(judged(address)).toEqual([]);
  });

  test.each([
    ['api.tracing:80', 'app'],
    ['redis-2.tracing:80', 'redis-1'],
    ['my-cluster-kafka-bootstrap.tracing:9092', 'my-cluster-kafka-brokers'],
  ])('%s may be another Service than %s', (address, service) => {
    expect(judged(address, service)).toEqual([]);
  });

  const set = (value: string) => `
apiVersion: v1
kind: Service
metadata: {name: kafka, namespace: kafka}
spec: {clusterIP: None, selector: {app: kafka}, ports: [{name: plain, port: 9092}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: kafka, namespace: kafka}
spec: {template: {spec: {containers: [{name: kafka, image: kafkas.kafka:3, env: [{name: SEEDS, value: '${value}'}]}]}}}
`;
  const inSet = (value: string) => {
    const { world, lookup } = worldOf(set(value), { isOurs: false });
    return checkMentions(world, lookup, []).map(sentence);
  };

  test('may be that of a pod behind a Service in the same namespace', () => {
    expect(inSet('0@kafka-0.kafka:9093,1@kafka-1.kafka:9093')).toEqual([]);
    expect(inSet('kafkas.kafka:9092')).toEqual([expect.stringContaining('namespace kafka has no Service kafkas')]);
  });
});

test('a headless Service leads to every port of its pods', () => {
  const pods = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: members, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: members}}
    spec: {containers: [{name: tempo, image: 'grafana/tempo:2.10.5', ports: [{containerPort: 7946}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: gossip-ring, namespace: tracing}
spec: {clusterIP: None, selector: {app: members}, ports: [{name: http, port: 3200}]}
`;
  const judged = (port: number) => {
    const { world, lookup } = worldOf(`${manifests(`gossip-ring.tracing.svc:${port}`)}${pods}`);
    return checkMentions(world, lookup, []).map(sentence);
  };
  expect(judged(7946)).toEqual([]);
  expect(judged(7947)).toEqual([expect.stringContaining('Service gossip-ring has no port 7947')]);
});

test('the gateway that helm template printed for others names what is off too', () => {
  const labelled = manifests('tempo-compactor.tracing.svc:3100').replace(
    'name: tempo-gateway, ',
    'name: tempo-gateway, labels: {helm.sh/chart: tempo-distributed-1.45.0}, ',
  );
  const workload = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: tempo-compactor, namespace: tracing}
spec: {template: {spec: {containers: [{name: tempo, image: 'grafana/tempo:2.7.2'}]}}}
`;
  const { world, lookup } = worldOf(labelled + workload, { isOurs: false });
  expect(checkMentions(world, lookup, []).map(({ severity, rule }) => [severity, rule])).toEqual([
    ['note', 'addresses/disabled-microservice'],
  ]);
});
