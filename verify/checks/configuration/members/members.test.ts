/** How the processes of Tempo find each other. */
import { dump } from 'js-yaml';
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { checkMembers } from './members';

const RING = { kvstore: { store: 'memberlist' } };
const CONFIG = {
  server: { http_listen_port: 3200 },
  distributor: { ring: RING },
  memberlist: { join_members: ['dns+tempo-gossip-ring:7946'], bind_port: 7946, bind_addr: [] },
  querier: { frontend_worker: { frontend_address: 'tempo-query-frontend-discovery:9095' } },
};

const ALL: readonly string[] = ['distributor', 'ingester', 'querier', 'query-frontend'];

/** @param sidecars further containers of each pod */
function said(part: object, targets = ALL, { sidecars = [] as object[], replicas = 1 } = {}): string[] {
  const metadata = (name: string) => ({ metadata: { name, namespace: 'tracing' } });
  const containerOf = (target: string) => ({
    ...{ name: target, image: 'grafana/tempo:2.10.5', args: [`-target=${target}`, '-config.file=/conf/tempo.yaml'] },
    volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
  });
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', ...metadata('tempo'), data: { 'tempo.yaml': dump({ ...CONFIG, ...part }, { noRefs: true }) } },
    ...targets.map((target) => ({
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', ...metadata(`tempo-${target}`) },
      spec: {
        replicas,
        template: {
          spec: { containers: [containerOf(target), ...sidecars], volumes: [{ name: 'conf', configMap: { name: 'tempo' } }] },
        },
      },
    })),
  ];
  return worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'))
    .tempos.flatMap(checkMembers)
    .map(sentence);
}

test.each([
  ['as the chart writes it', {}],
  ['a plain name', { memberlist: { join_members: ['tempo-gossip-ring'] } }],
  ['records of services', { memberlist: { join_members: ['dnssrvnoa+_gossip._tcp.tempo-gossip-ring'] } }],
  ['a consul', { distributor: { ring: { kvstore: { store: 'consul', consul: { host: 'consul:8500' } } } }, memberlist: {} }],
  ['a resolver in the address', { querier: { frontend_worker: { frontend_address: 'dns:///tempo-query-frontend:9095' } } }],
])('members that find each other pass: %s', (_what, part) => {
  expect(said(part)).toEqual([]);
});

test.each([
  ['no member', { memberlist: { join_members: [] } }, 'memberlist.join_members is empty'],
  [
    'a kind that does not exist',
    { memberlist: { join_members: ['dn+ring:7946'] } },
    'has dn+ring:7946, with an unknown dn+; use dns+ring:7946',
  ],
  ['no port', { memberlist: { join_members: ['dns+ring'] } }, 'has dns+ring without a port, which is not looked up; use dns+ring:7946'],
  [
    'two ports',
    { memberlist: { join_members: ['dns+ring:7946'], bind_port: 7947 } },
    'has dns+ring:7946, but memberlist.bind_port is 7947',
  ],
  ['an address of the pod', { memberlist: { ...CONFIG.memberlist, bind_addr: ['127.0.0.1'] } }, 'memberlist.bind_addr is 127.0.0.1'],
  ['a ring in memory', { distributor: { ring: { kvstore: { store: 'inmemory' } } }, ingester: { ring: RING } }, 'ring of its own'],
  ['a server that is not there', { distributor: { ring: { kvstore: { store: 'etcd' } } }, ingester: { ring: RING } }, 'no server is set'],
  [
    'an unknown store',
    { distributor: { ring: { kvstore: { store: 'memberlst' } } }, ingester: { ring: RING } },
    'which Tempo does not have',
  ],
  ['no frontend', { querier: {} }, 'querier.frontend_worker.frontend_address is missing, so no query is answered'],
  [
    'a frontend without a port',
    { querier: { frontend_worker: { frontend_address: 'f' } } },
    'is f, without a port, so no query is answered; use f:9095',
  ],
  [
    'a URL',
    { querier: { frontend_worker: { frontend_address: 'http://f:9095' } } },
    'which is not host:port, so no query is answered; use f:9095',
  ],
  [
    'a server on localhost',
    { server: { http_listen_address: 'localhost' } },
    'server.http_listen_address is localhost, which other pods cannot reach',
  ],
])('%s is an error', (_what, part, text) => {
  expect(said(part)).toEqual([expect.stringContaining(text)]);
});

test('a single process needs no members and no frontend, but its HTTP port is for other pods', () => {
  expect(said({ memberlist: {}, querier: {}, distributor: { ring: { kvstore: { store: 'inmemory' } } } }, ['all'])).toEqual([]);
  expect(said({ server: { grpc_listen_address: '127.0.0.1' } }, ['all'])).toEqual([]);
  expect(said({ server: { http_listen_address: '127.0.0.1' } }, ['all'])).toEqual([
    'ConfigMap tempo (tempo.yaml): server.http_listen_address is 127.0.0.1, which other pods cannot reach; remove it',
  ]);
});

test('the ring of a single compactor may be in memory', () => {
  const part = { compactor: { ring: { kvstore: { store: 'inmemory' } } } };
  expect(said(part, [...ALL, 'compactor'])).toEqual([]);
  expect(said(part, [...ALL, 'compactor'], { replicas: 2 })).toEqual([expect.stringContaining('ring of its own')]);
});

test('a proxy in the pod may reach an HTTP port that other pods cannot', () => {
  const sidecars = [{ name: 'proxy', image: 'quay.io/brancz/kube-rbac-proxy:v0.18.0' }];
  expect(said({ server: { http_listen_address: '127.0.0.1' } }, ['all'], { sidecars })).toEqual([]);
});
