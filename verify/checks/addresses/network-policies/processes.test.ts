/** What the processes of Tempo need, each in a Deployment of its own, against NetworkPolicies of any author. */
import { networkPolicy, stoppedIn } from '../../../../test/network-policy';
import { processOf, smallTempo } from '../../../../test/small-tempo';

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
  TARGETS.map(processOf).join('') +
  MEMCACHED;

const policy = (app: string, ...from: string[]) =>
  networkPolicy(
    `podSelector: {matchLabels: {app: ${app}}}, ingress: [{from: [${from.map((name) => `{podSelector: {matchLabels: {app: ${name}}}}`).join(', ')}]}]`,
  );

/** The processes that a policy for memcached stops. */
const stopped = (config: string, ...from: string[]) =>
  stoppedIn(manifests([config]) + policy('memcached', ...from))
    .map((text) => /stops Deployment (\S+), which sends .* no ingress rule allows TCP port 11211/.exec(text)?.[1])
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
    stoppedIn(manifests([]).replace('storage: {trace: {backend: local}}', tempo(client)) + policy('memcached', ...from))
      .map((text) => /stops Deployment (\S+),/.exec(text)?.[1])
      .toSorted();

  expect(all(BY_NAME, 'querier')).toEqual(['compactor', 'ingester']);
  expect(all(BY_NAME, 'querier', 'compactor', 'ingester')).toEqual([]);
});

describe('a proxy before Tempo', () => {
  const service = (target: string, ports: string) => `
---
apiVersion: v1
kind: Service
metadata: {name: tempo-${target}, namespace: tracing}
spec: {selector: {app: ${target}}, ports: ${ports}}
`;
  const nginx = (...locations: string[]) => `
---
apiVersion: v1
kind: ConfigMap
metadata: {name: gateway, namespace: tracing}
data:
  nginx.conf: |
    http {
      server {
${locations.map((location) => `        ${location}`).join('\n')}
      }
    }
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: gateway, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: gateway}}
    spec:
      containers: [{name: nginx, image: 'nginx:1.27', volumeMounts: [{name: conf, mountPath: /etc/nginx}]}]
      volumes: [{name: conf, configMap: {name: gateway}}]
`;
  const HOST = 'svc.cluster.local';
  const SPANS = `location = /v1/traces { set $to tempo-distributor.tracing.${HOST}; proxy_pass http://$to:4318/v1/traces; }`;
  const OFF = `location = /zipkin/spans { proxy_pass http://tempo-distributor.tracing.${HOST}:9411/spans; }`;
  const QUERIES = `location ^~ /api { set $to tempo-query-frontend.tracing.${HOST}; proxy_pass http://$to:3200$request_uri; }`;
  const FLUSH = `location = /flush { set $to tempo-ingester.tracing.${HOST}; proxy_pass http://$to:3200$request_uri; }`;
  const RING = `location = /distributor/ring { proxy_pass http://tempo-distributor.tracing.${HOST}:3200; }`;
  const GRPC = 'location /tempopb.StreamingQuerier/ { grpc_pass grpc://tempo-query-frontend:3200; }';
  const PORTS = '[{name: http, port: 3200}]';
  const all = (config: string) =>
    manifests(['distributor: {receivers: {otlp: {protocols: {http: {}}}}}']) +
    service('distributor', '[{name: http, port: 3200}, {name: otlp-http, port: 4318}]') +
    service('query-frontend', PORTS) +
    service('ingester', PORTS) +
    config;

  test('reaches the receivers', () => {
    const gateway = all(nginx(SPANS, OFF));

    expect(stoppedIn(gateway + policy('distributor', 'traefik'))).toEqual([
      'NetworkPolicy strict: stops Deployment gateway, which sends spans to tempo-distributor.tracing:4318: no ingress rule allows TCP port 4318 from namespace tracing; add one',
    ]);
    expect(stoppedIn(gateway + policy('distributor', 'gateway'))).toEqual([]);
    expect(stoppedIn(gateway)).toEqual([]);
  });

  test.each([QUERIES, GRPC])('reaches what answers queries: %s', (location) => {
    const gateway = all(nginx(SPANS, location));

    expect(stoppedIn(gateway + policy('query-frontend', 'grafana', 'querier'))).toEqual([
      expect.stringMatching(
        /stops Deployment gateway, which sends queries to tempo-query-frontend\.tracing:3200: no ingress rule allows TCP port 3200/,
      ),
    ]);
    expect(stoppedIn(gateway + policy('query-frontend', 'grafana', 'querier', 'gateway'))).toEqual([]);
  });

  test('needs egress, also for names', () => {
    const denied = policy('gateway').replace(/spec: .*/, 'spec: {podSelector: {matchLabels: {app: gateway}}, policyTypes: [Egress]}');

    expect(stoppedIn(all(nginx(QUERIES)) + denied)).toEqual([
      expect.stringContaining('no egress rule allows TCP port 3200'),
      expect.stringContaining('stops Deployment gateway, which asks for the addresses of names'),
    ]);
  });

  test('does not need what is for maintenance, or off, or a comment', () => {
    const gateway = all(nginx(FLUSH, RING, OFF, `# ${SPANS}`));

    expect(stoppedIn(gateway + policy('ingester', 'tempo', 'distributor', 'querier'))).toEqual([]);
    expect(stoppedIn(gateway + policy('distributor', 'traefik'))).toEqual([]);
  });
});
