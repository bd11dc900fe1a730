/** What the user's own values connect to, and what they let in. */
import { HEAD, MESH, matrix, STORAGE } from '../../../test/policy-matrix';
import { said, synthesizeText } from '../../../test/synthesis';
import { addressesIn, ownTargets, portlessHosts } from './own-addresses';

const tempo = (values: string, more = '', chart = '2.26.2') =>
  `${HEAD}${more}grafana: {}\ntempo:\n  chart: ${chart}\n  receivers: [otlp-grpc, otlp-http]\n${STORAGE}  values: {${values}}\n`;

test('an address is a URL, a host with a port, or the name of a Service', () => {
  const values = {
    one: { url: 'http://mimir.mimir.svc:8080/api/v1/push', endpoint: 'redis.cache.svc:6379' },
    two: ['dns+memcached.cache.svc:11211,dnssrvnoa+second.cache:11212', 'dnssrvnoa+_memcache._tcp.third.cache.svc.cluster.local'],
    seven: 'redis-0.redis.cache.svc',
    three: [
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'grpc://10.0.0.1:4317' },
      { name: 'JAEGER_AGENT_HOST', value: 'agent.obs.svc' },
    ],
    five: { resolver: { dns: { hostname: 'collectors.obs.svc' } } },
    four: { extraArgs: ['-storage.trace.redis.endpoint=redis:6379'], address: '10.0.0.2:53' },
    eight: { hosts: [{ endpoint: 'mongo.db.svc:27017' }, 'search.db.svc:9200'] },
    six: { url: 'http://[2001:db8::1]:9009/push', endpoint: '[2001:DB8::2]:9095', extraArgs: ['-redis=[::ffff:10.0.0.1]:6379'] },
  };

  expect(addressesIn(values)).toEqual([
    ...['http://mimir.mimir.svc:8080/api/v1/push', 'redis.cache.svc:6379', 'memcached.cache.svc:11211', 'second.cache:11212'],
    ...['third.cache.svc.cluster.local', 'redis-0.redis.cache.svc'],
    ...['grpc://10.0.0.1:4317', 'agent.obs.svc', 'udp://agent.obs.svc:6831', 'collectors.obs.svc', 'redis:6379', '10.0.0.2:53'],
    ...['mongo.db.svc:27017', 'search.db.svc:9200'],
    ...['http://[2001:db8::1]:9009/push', '[2001:DB8::2]:9095', '[::ffff:10.0.0.1]:6379'],
  ]);
});

test('other texts are not addresses', () => {
  const values = {
    image: { registry: 'mirror.example.org:5000' },
    annotations: { 'example.org/docs': 'https://docs.example.org' },
    cors: { allowed_origins: ['https://app.example.org'] },
    ingress: { hosts: ['tempo.example.org:8443'] },
    receivers: {
      endpoint: '${env:MY_POD_IP}:4317',
      listen: '0.0.0.0:4317',
      here: 'http://localhost:3200',
      path: 'http://localhost/ready',
      any: ':9095',
      loopback: '[::1]:9095',
      upper: 'LOCALHOST:9095',
      everywhere: '[::]:4317',
      self: 'http://[0:0:0:0:0:0:0:1]:3200/ready',
      list: '[a:b]',
    },
    nginxConfig: { resolver: 'kube-dns.kube-system.svc.cluster.local' },
    tls: { tls_server_name: 'minio.storage.svc' },
    times: ['10:30', '5m', '1.2:33'],
  };

  expect(addressesIn(values)).toEqual([]);
});

describe('an address leads to', () => {
  const leadsTo = (address: string) =>
    ownTargets({ address }, 'tracing', []).map(({ to, outside, ports }) => [
      outside ?? to.namespace,
      ...(ports ?? []).map(({ port }) => port),
    ]);

  test.each([
    ['Redis.Cache.svc:6379', ['cache']],
    ['redis-0.redis.cache.svc.cluster.local:6379', ['cache']],
    ['svc.example.org:6379', ['svc.example.org', 6379]],
    ['redis.example.org.:6379', ['redis.example.org', 6379]],
    ['http://mimir.example.org/push', ['mimir.example.org', 80]],
    ['https://mimir.example.org/push', ['mimir.example.org', 443]],
    ['10.0.0.2:6379', ['10.0.0.2', 6379]],
    ['[2001:db8::1]:9095', ['[2001:db8::1]', 9095]],
    ['http://[2001:db8::1]/push', ['[2001:db8::1]', 80]],
    ['grpc://[2001:db8::1]:4317', ['[2001:db8::1]', 4317]],
    ['dns:///otel.other.svc:4317', ['other']],
    ['dns:otel.example.org:4317', ['otel.example.org', 4317]],
    ['dns://10.0.0.10:53/otel.example.org', ['otel.example.org', 443]],
    ['passthrough:///otel.example.org:4317', ['otel.example.org', 4317]],
    ['dns:53', ['tracing']],
    ['ws://events.example.org', ['events.example.org', 80]],
    ['amqp://queue.example.org', ['queue.example.org', 5672]],
    ['amqps://user@queue.example.org/spans', ['queue.example.org', 5671]],
    ['rediss://cache.example.org', ['cache.example.org', 6379]],
    ['postgresql://db.example.org/traces', ['db.example.org', 5432]],
    ['kafka://kafka.queue.svc', ['queue']],
  ])('%s: %j', (address, target) => {
    expect(leadsTo(address)).toEqual([target]);
  });

  test('nothing, if its scheme has no usual port', () => {
    expect(leadsTo('kafka://kafka.example.org')).toEqual([]);
    expect(portlessHosts({ address: 'kafka://kafka.example.org' }, 'tracing', [])).toEqual(['kafka.example.org']);
    for (const address of ['kafka://kafka.example.org:9092', 'kafka://kafka.queue.svc', 'redis://redis.example.org'])
      expect(portlessHosts({ address }, 'tracing', [])).toEqual([]);
  });

  test.each([
    ...['http://otel.$(NAMESPACE):4318', 'http://otel.${NAMESPACE}.svc:4318', 'http://otel.{{.Release.Namespace}}.svc:4318'],
    ...['redis.example.org:70000', 'redis.example.org:00', 'redis.-cache:6379'],
  ])('%s: nothing, because the API server refuses a policy for it', (address) => {
    expect(leadsTo(address)).toEqual([]);
  });
});

describe('the addresses in the values of Tempo', () => {
  const redis = 'tempo: {structuredConfig: {cache: {caches: [{redis: {endpoint: "redis.cache.svc:6379"}, roles: [bloom]}]}}}';

  test('are permitted for all its processes', () => {
    const wrong = matrix(tempo(redis));

    expect(wrong(['querier cache 6379', 'ingester cache 6379', 'distributor cache 6379'], 'allowed')).toEqual([]);
    expect(wrong(['memcached cache 6379', 'querier shop 6379', 'querier neighbour 6379'], 'stopped')).toEqual([]);
    expect(matrix(tempo(''))(['querier cache 6379'], 'stopped')).toEqual([]);
  });

  test('below one microservice are for that one', () => {
    const variable = 'extraEnv: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://otel.obs.svc:4318"}]';
    const wrong = matrix(tempo(`distributor: {${variable}}`));

    expect(wrong(['distributor obs 4318'], 'allowed')).toEqual([]);
    expect(wrong(['ingester obs 4318'], 'stopped')).toEqual([]);
  });

  test('without a known port are told', () => {
    const text = tempo(redis.replace('"redis.cache.svc:6379"', '"kafka://kafka.example.org"'));

    expect(matrix(text)(['querier internet 80'], 'stopped')).toEqual([]);
    expect(said(synthesizeText(text), 'note')).toContainEqual(
      expect.stringContaining('networkPolicies: kafka.example.org in your own values has no port, and its scheme has no default port'),
    );
  });

  test('that are outside of the cluster are named', () => {
    const text = tempo(redis.replace('redis.cache.svc', 'redis.example.org'));

    expect(matrix(text)(['querier internet 6379'], 'allowed')).toEqual([]);
    expect(said(synthesizeText(text), 'note')).toContainEqual(
      expect.stringContaining(
        'redis.example.org is outside of the cluster, and a NetworkPolicy takes no host names; TCP port 6379 is permitted',
      ),
    );
  });
});

test('an exporter in the values of a collector is permitted for that tier', () => {
  const exporter = '{exporters: {otlp/other: {endpoint: "jaeger.obs.svc:4317"}}}';
  const policies = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
  const first = matrix(tempo('', `collector: {chart: 0.170.0, tailSampling: {${policies}}, values: {alternateConfig: ${exporter}}}\n`));
  const second = matrix(tempo('', `collector: {chart: 0.170.0, tailSampling: {${policies}, values: {alternateConfig: ${exporter}}}}\n`));

  expect(first(['collector obs 4317'], 'allowed')).toEqual([]);
  expect(first(['sampling obs 4317'], 'stopped')).toEqual([]);
  expect(second(['sampling obs 4317'], 'allowed')).toEqual([]);
});

test('what vulture has of its own is permitted', () => {
  const vulture = 'vulture: {chart: 0.13.1, values: {env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://otel.obs.svc:4318"}]}}\n';

  expect(matrix(tempo('', vulture))(['vulture obs 4318'], 'allowed')).toEqual([]);
});

describe('an Ingress of the chart', () => {
  const ingress = 'ingress: {enabled: true, hosts: [tempo.example.org], paths: {querier: [{path: /status, port: 9095}]}}';
  const complete = 'senders: {complete: true}\n';

  test('leads to the microservices that its release has', () => {
    const three = tempo('ingress: {enabled: true}', `traefik: {chart: 40.1.0}\n${complete}`, '3.3.0').replace(
      'tempo:\n',
      'tempo:\n  kafka: {address: "kafka.kafka.svc:9092"}\n',
    );

    expect(matrix(three)(['traefik backend-scheduler 3200', 'traefik query-frontend 3200'], 'allowed')).toEqual([]);
    expect(matrix(three)(['traefik backend-worker 3200', 'cart backend-scheduler 3200'], 'stopped')).toEqual([]);
  });

  test('lets in spans of everything, as the gateway does, which is said if the senders are complete', () => {
    const told = (values: string, more = complete) =>
      said(synthesizeText(tempo(values, `traefik: {chart: 40.1.0}\n${more}`)), 'warning').filter((line) =>
        line.includes('may send traces'),
      );
    const gateway = 'gateway: {enabled: true}';

    expect(told(ingress)).toEqual([
      expect.stringMatching(
        /senders\.complete: everything may send traces through the Ingress or the route that tempo\.values turn on; turn it off in tempo\.values, or let what serves it ask for a login$/,
      ),
    ]);
    expect(told(gateway)).toEqual([
      expect.stringMatching(/senders\.complete: everything may send traces through the gateway that tempo\.values turn on; turn/),
    ]);
    expect(told('gateway: {enabled: "true"}')).toHaveLength(1);
    expect(told('gateway: {enabled: true, basicAuth: {enabled: true, existingSecret: login}}')).toEqual([]);
    expect(told('')).toEqual([]);
    expect(told(gateway, '')).toEqual([]);
  });

  test('lets in what serves it', () => {
    const wrong = matrix(tempo(ingress, `traefik: {chart: 40.1.0}\n${complete}`));

    expect(wrong(['traefik query-frontend 3200', 'traefik distributor 4318', 'traefik ingester 3200'], 'allowed')).toEqual([]);
    expect(wrong(['traefik querier 3200', 'traefik querier 9095'], 'allowed')).toEqual([]);
    expect(
      wrong(['cart query-frontend 3200', 'traefik memcached 11211', 'traefik ingester 9095', 'cart distributor 4318'], 'stopped'),
    ).toEqual([]);
    expect(matrix(tempo(ingress, complete))(['cart query-frontend 3200'], 'allowed')).toEqual([]);
    expect(
      matrix(tempo(ingress.replace('true', 'false'), `traefik: {chart: 40.1.0}\n`))(['traefik query-frontend 3200'], 'stopped'),
    ).toEqual([]);
  });

  test('is a route of Gateway API too', () => {
    const route = 'route: {main: {enabled: true, hostnames: [tempo.example.org]}}';

    expect(matrix(tempo(route, 'traefik: {chart: 40.1.0}\n'))(['traefik query-frontend 3200'], 'allowed')).toEqual([]);
  });

  test('is told, because everything may query traces by it', () => {
    expect(said(synthesizeText(tempo(ingress)), 'note')).toContainEqual(
      expect.stringContaining('everything may query traces through the Ingress or the route that tempo.values turn on; turn it off'),
    );
  });

  test('of a collector lets in what serves it, past its proxy', () => {
    const values =
      'values: {ingress: {enabled: true, hosts: [{host: otel.example.org, paths: [{path: /, pathType: Prefix, port: 4317}]}]}}';
    const collector = `traefik: {chart: 40.1.0}\n${complete}collector: {chart: 0.170.0, ${values}}\n`;

    for (const mesh of ['', MESH.replace('2.14.10', '2.18')]) {
      const wrong = matrix(tempo('', collector + mesh));
      expect(wrong(['traefik collector 4317'], 'allowed')).toEqual([]);
      expect(wrong(['traefik collector 8888', 'cart collector 4317'], 'stopped')).toEqual([]);
    }
  });
});

test("a NetworkPolicy of the charts' own is an error, because it has the same name", () => {
  const errors = (text: string) => said(synthesizeText(text), 'error').filter((message) => message.includes('networkPolicy.enabled'));
  const single = tempo('networkPolicy: {enabled: true}').replace('chart: 2.26.2', 'monolithic: 2.2.4');
  const collector = `${tempo('')}collector: {chart: 0.150.0, values: {networkPolicy: {enabled: true}}}\n`;

  expect(errors(single)).toEqual([
    expect.stringMatching(
      /tempo\.values\.networkPolicy\.enabled: makes a NetworkPolicy with the same name as that of networkPolicies \(line \d+\), so each would overwrite the other; remove one of the two/,
    ),
  ]);
  expect(errors(collector)).toEqual([expect.stringContaining('collector.values.networkPolicy.enabled: makes a NetworkPolicy')]);
  for (const text of [single, collector]) expect(errors(text.replace('networkPolicies: true', 'networkPolicies: false'))).toEqual([]);
});
