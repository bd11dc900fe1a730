/** What the processes of Tempo need, each in a Deployment of its own, against NetworkPolicies of any author. */
import { grouped } from '../../../../lib/findings/grouped';
import { sentence } from '../../../../lib/findings/sentence';
import { smallTempo } from '../../../../test/small-tempo';
import { worldOf } from '../../../../test/world';
import { checkAddresses } from '../addresses';

const process = (target: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${target}, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: ${target}}}
    spec:
      containers:
        - {name: tempo, image: 'grafana/tempo:2.9.0', args: [-config.file=/conf/tempo.yaml, -target=${target}], volumeMounts: [{name: conf, mountPath: /conf}]}
      volumes: [{name: conf, configMap: {name: tempo}}]
`;
const MEMCACHED = `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: memcached, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: memcached}}
    spec: {containers: [{name: memcached, image: 'memcached:1.6', ports: [{name: client, containerPort: 11211}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: memcached, namespace: tracing}
spec: {selector: {app: memcached}, clusterIP: None, ports: [{name: client, port: 11211}]}
`;
const TARGETS = ['distributor', 'ingester', 'querier', 'query-frontend', 'compactor', 'metrics-generator'];

const manifests = (config: readonly string[]) =>
  smallTempo(['storage: {trace: {backend: local}}', ...config], { ports: '[{name: http, port: 3200}]', args: ['-target=distributor'] }) +
  TARGETS.map(process).join('') +
  MEMCACHED;

const policy = (app: string, ...from: string[]) => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: strict, namespace: tracing}
spec: {podSelector: {matchLabels: {app: ${app}}}, ingress: [{from: [${from.map((name) => `{podSelector: {matchLabels: {app: ${name}}}}`).join(', ')}]}]}
`;

/** The processes that a policy for memcached stops. */
const stopped = (config: string, ...from: string[]) =>
  grouped(checkAddresses(worldOf(manifests([config]) + policy('memcached', ...from))).findings)
    .filter(({ rule }) => rule === 'addresses/network-policy')
    .map((finding) => /stops Deployment (\S+), which sends .* no ingress rule allows TCP port 11211/.exec(sentence(finding))?.[1])
    .toSorted();

const CLIENTS = { host: 'memcached', addresses: 'memcached.tracing.svc:11211' };
const BY_NAME = `host: ${CLIENTS.host}, service: client`;
const BY_ADDRESS = `addresses: "dns+${CLIENTS.addresses}"`;

describe.each([BY_NAME, BY_ADDRESS])('a cache with {%s}', (client) => {
  test.each([
    ['bloom', ['compactor', 'ingester', 'querier']],
    ['frontend-search', ['query-frontend']],
    ['parquet-footer', ['querier']],
    ['parquet-page, frontend-search', ['querier', 'query-frontend']],
  ])('of role %s is for %j', (roles, users) => {
    const cache = `cache: {caches: [{roles: [trace-id-index]}, {roles: [${roles}], memcached: {${client}}}]}`;

    expect(stopped(cache, 'nobody')).toEqual(users);
    expect(stopped(cache, ...users)).toEqual([]);
    expect(stopped(cache, 'nobody', ...users.slice(1))).toEqual(users.slice(0, 1));
  });
});

test('a cache of the storage is for what reads and writes blocks', () => {
  const tempo = (client: string) => `storage: {trace: {backend: local, cache: memcached, memcached: {${client}}}}`;
  const all = (client: string, ...from: string[]) =>
    grouped(
      checkAddresses(worldOf(manifests([]).replace('storage: {trace: {backend: local}}', tempo(client)) + policy('memcached', ...from)))
        .findings,
    )
      .filter(({ rule }) => rule === 'addresses/network-policy')
      .map((finding) => /stops Deployment (\S+),/.exec(sentence(finding))?.[1])
      .toSorted();

  expect(all(BY_NAME, 'querier')).toEqual(['compactor', 'ingester']);
  expect(all(BY_NAME, 'querier', 'compactor', 'ingester')).toEqual([]);
});
