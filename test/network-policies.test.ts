/** The NetworkPolicies of a stack: every promised connection is permitted, and others are not. */
import { HEAD, MESH, matrix, PROMISED, STACK, STOPPED, STORAGE } from './policy-matrix';
import { objectsIn, said, synthesizeText } from './synthesis';

test('every promised connection is permitted, and thirty others are not', () => {
  const wrong = matrix(STACK);
  expect(wrong(PROMISED, 'allowed')).toEqual([]);
  expect(wrong(STOPPED, 'stopped')).toEqual([]);
  expect(STOPPED.length).toBeGreaterThanOrEqual(20);
});

test('without monitoring, only who queries reaches the port of the HTTP API', () => {
  const wrong = matrix(STACK.replace('monitoring: true\n', ''));
  expect(wrong(['monitoring query-frontend 3200', 'vulture query-frontend 3200'], 'allowed')).toEqual([]);
  expect(wrong(['cart query-frontend 3200', 'monitoring ingester 3200', 'neighbour ingester 3200'], 'stopped')).toEqual([]);
});

test('Tempo 3 sends spans through Kafka', () => {
  const stack = STACK.replace('2.23.4', '3.3.0')
    .replace(', opencensus', '')
    .replace('tempo:\n', 'tempo:\n  kafka: {address: "kafka.queue.svc:9092"}\n');
  const wrong = matrix(stack.replace('emojivoto: {}\n', '').replace('27.0.2', '40.1.0'));
  const kafka = ['distributor', 'block-builder', 'live-store', 'metrics-generator'].map((pod) => `${pod} queue 9092`);
  expect(
    wrong([...kafka, 'querier live-store 9095', 'backend-worker backend-scheduler 9095', 'block-builder s3.example.org 443'], 'allowed'),
  ).toEqual([]);
  expect(
    wrong(['querier queue 9092', 'distributor live-store 9095', 'cart live-store 9095', 'distributor metrics-generator 9095'], 'stopped'),
  ).toEqual([]);
});

test('every process of Tempo lists the bucket when it starts, unless the chart turns the reports of usage off', () => {
  const hops = ['distributor internet 443'];
  expect(matrix(STACK)(hops, 'allowed')).toEqual([]);
  expect(matrix(`${STACK}  values: {reportingEnabled: false}\n`)(hops, 'stopped')).toEqual([]);
});

test.each([
  ['2.23.4', 'reportingEnabled: "false"', 'stopped'],
  ['2.23.4', 'tempo: {structuredConfig: {usage_report: {reporting_enabled: false}}}', 'stopped'],
  ['2.23.4', 'reportingEnabled: false, tempo: {structuredConfig: {usage_report: {reporting_enabled: true}}}', 'allowed'],
  // These charts have no such value.
  ['1.2.4', 'reportingEnabled: false', 'allowed'],
  ['1.2.5', 'reportingEnabled: false', 'stopped'],
])('whether it reports is what its configuration says: %s with %s', (chart, values, expected) => {
  const text = `${HEAD}tempo:\n  chart: ${chart}\n  receivers: [otlp-grpc]\n${STORAGE}  values: {${values}}\n`;

  expect(matrix(text)(['distributor internet 443'], expected)).toEqual([]);
});

const stored = (enabled: boolean) =>
  `{user_configurable_overrides: {enabled: ${enabled}, client: {backend: s3, s3: {bucket: traces, endpoint: s3.example.org}}}}`;

test.each([
  ['2.23.4', `tempo: {structuredConfig: {overrides: ${stored(true)}}}`, 'allowed'],
  ['2.23.4', `tempo: {structuredConfig: {overrides: ${stored(false)}}}`, 'stopped'],
  ['2.23.4', `overrides: ${stored(true)}`, 'allowed'],
  ['2.23.4', `overrides: ${stored(true)}, tempo: {structuredConfig: {overrides: ${stored(false)}}}`, 'stopped'],
  // Before the chart renamed them.
  ['1.32.2', `global_overrides: ${stored(true)}`, 'allowed'],
])('every process lists the limits of tenants in the bucket if they are on: %s with %s', (chart, values, expected) => {
  const text = `${HEAD}tempo:\n  chart: ${chart}\n  receivers: [otlp-grpc]\n${STORAGE}  values: {reportingEnabled: false, ${values}}\n`;

  expect(matrix(text)(['distributor internet 443'], expected)).toEqual([]);
});

test('only caches of the release have a policy', () => {
  const policies = (chart: string) => {
    const values = 'values: {memcachedBloom: {enabled: true}, memcachedExporter: {enabled: true}}';
    const text = `${HEAD}tempo:\n  chart: ${chart}\n  receivers: [otlp-grpc]\n${STORAGE}  ${values}\n`;
    return objectsIn(synthesizeText(text), 'tempo.k8s.yaml').flatMap(({ kind, metadata }) =>
      kind === 'NetworkPolicy' && metadata.name.includes('memcached') ? metadata.name : [],
    );
  };

  expect(policies('2.10.0')).toEqual(['tempo-memcached']);
  expect(policies('2.11.0')).toEqual(['tempo-memcached', 'tempo-memcached-bloom']);
});

describe('senders', () => {
  const senders = (text: string) => `${STACK}senders: {${text}}\n`;
  const CART = 'workloads: [{namespace: shop, labels: {app: cart}, receiver: otlp-grpc}]';

  test('are everything until they are complete', () => {
    expect(matrix(senders(CART))(['api distributor 4317', 'cart distributor 4318'], 'allowed')).toEqual([]);
  });

  test('are only these, and those of the stack, once they are', () => {
    const wrong = matrix(senders(`complete: true, ${CART}`));
    expect(
      wrong(['cart distributor 4317', 'traefik distributor 9411', 'web-svc distributor 55678', 'vulture distributor 4317'], 'allowed'),
    ).toEqual([]);
    expect(
      wrong(['cart distributor 4318', 'api distributor 4317', 'neighbour distributor 9411', 'cart distributor 6831 UDP'], 'stopped'),
    ).toEqual([]);
  });

  test('are told where each one sends', () => {
    const [cluster] = synthesizeText(senders(CART)).clusters;
    expect(cluster?.requirements).toContain(
      'spans by otlp-grpc to http://tempo-distributor.tracing.svc.cluster.local:4317 from the pods with app: cart of namespace shop',
    );
  });

  test('need a receiver that is on, and a complete list needs policies', () => {
    expect(said(synthesizeText(senders('workloads: [{namespace: shop, receiver: jaeger-grpc}]')), 'error')).toEqual([
      expect.stringMatching(
        /senders\.workloads: sends its spans by jaeger-grpc, which tempo\.receivers .* does not list; add jaeger-grpc there, or remove this item/,
      ),
    ]);
    expect(said(synthesizeText(senders('complete: true').replace('networkPolicies: true', '')), 'error')).toEqual([
      expect.stringMatching(/senders\.complete: has no effect without networkPolicies; set networkPolicies: true, or remove it/),
    ]);
    expect(said(synthesizeText(senders(`complete: true, ${CART}`) + MESH), 'warning')).toEqual([
      expect.stringMatching(/senders\.complete: stops the spans of proxies of Linkerd/),
    ]);
  });
});

describe('a collector between', () => {
  const policies = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
  const metrics = 'spanMetrics: {remoteWrite: "http://prometheus-operated.monitoring.svc:9090/api/v1/write"}';
  const stack = `${STACK}collector: {chart: 0.170.0, receivers: [otlp-grpc, otlp-http, zipkin], tailSampling: {${policies}}, ${metrics}}\n`;
  const complete = 'senders: {complete: true, workloads: [{namespace: shop, labels: {app: cart}, receiver: otlp-grpc}]}\n';

  test('receives spans in place of Tempo, and sends them on', () => {
    const wrong = matrix(stack + complete);
    const path = ['cart collector 4317', 'traefik collector 9411', 'collector sampling 4317', 'sampling distributor 4317'];
    const others = [
      'collector api.example.org 6443',
      'collector monitoring 9090',
      'monitoring collector 8888',
      'collector kube-system 53 UDP',
    ];
    // emojivoto sends by OpenCensus, which the collector does not receive, and vulture reads every trace again.
    expect(wrong([...path, ...others, 'web-svc distributor 55678', 'vulture distributor 4317'], 'allowed')).toEqual([]);
    const past = [
      'cart distributor 4317',
      'traefik distributor 9411',
      'cart sampling 4317',
      'api collector 4317',
      'collector distributor 4317',
    ];
    expect(wrong([...past, 'vulture collector 4317', 'sampling ingester 9095', 'sampling internet 443'], 'stopped')).toEqual([]);
  });

  test('is open to everything until the senders are complete', () => {
    expect(matrix(stack)(['cart collector 4318', 'api distributor 4317'], 'allowed')).toEqual([]);
  });

  test('receives past its proxy, to see who sends, and spans of proxies at a port of their own', () => {
    const wrong = matrix(stack + complete + MESH.replace('2.14.10', '2.18.9'));
    expect(
      wrong(['cart collector 4317', 'collector sampling 4143', 'sampling distributor 4143', 'web-svc collector 14317'], 'allowed'),
    ).toEqual([]);
    // The proxies of a listed sender send spans too.
    expect(wrong(['cart collector 14317'], 'allowed')).toEqual([]);
    expect(wrong(['api collector 14317', 'api collector 4143', 'web-svc sampling 4143', 'collector sampling 4317'], 'stopped')).toEqual([]);
  });

  test('of somebody else sends to Tempo from its namespace', () => {
    const external = 'collector: {external: {endpoint: "otel.observability.svc:4317", protocol: otlp-grpc}}\n';
    const wrong = matrix(STACK.replace('traefik: {chart: 27.0.2}', 'traefik: {chart: 40.1.0}') + external + complete);
    expect(wrong(['observability distributor 4317', 'observability distributor 4318'], 'allowed')).toEqual([]);
    const past = ['cart distributor 4317', 'cart distributor 4318', 'api distributor 4317', 'traefik distributor 4318'];
    expect(wrong([...past, 'internet distributor 4317'], 'stopped')).toEqual([]);
  });

  test('whose name may be one outside of the cluster does not open Tempo to everything', () => {
    const external = 'collector: {external: {endpoint: "otel.observability:4318"}}\n';
    const traefik = STACK.replace('traefik: {chart: 27.0.2}', 'traefik: {chart: 40.1.0, collector: {endpoint: "otel.observability:4318"}}');
    for (const text of [STACK + external, traefik]) {
      const wrong = matrix(`${text}senders: {complete: true}\n`);
      expect(wrong(['observability distributor 4318'], 'allowed')).toEqual([]);
      expect(wrong(['cart distributor 4317', 'cart distributor 4318', 'internet distributor 4318'], 'stopped')).toEqual([]);
    }
  });
});

test.each(['localhost', '127.0.0.1'])('a collector in the pods of its senders sends to Tempo from there: %s', (host) => {
  const newer = STACK.replace('traefik: {chart: 27.0.2}', 'traefik: {chart: 40.1.0}');
  const senders = (more: string) => `senders: {complete: true${more}}\n`;
  const cart = senders(', workloads: [{namespace: shop, labels: {app: cart}, receiver: otlp-http}]');
  const all = `${newer}collector: {external: {endpoint: "${host}:4318"}}\n${cart}`;
  const wrong = matrix(all);
  expect(wrong(['cart distributor 4317', 'cart distributor 4318', 'traefik distributor 4317'], 'allowed')).toEqual([]);
  expect(wrong(['api distributor 4317', 'neighbour distributor 4317', 'internet distributor 4317'], 'stopped')).toEqual([]);
  expect(said(synthesizeText(all), 'warning').filter((line) => line.includes('outside of the cluster'))).toEqual([]);
  const ofTraefik = matrix(`${newer.replace('40.1.0', `40.1.0, collector: {endpoint: "${host}:4318"}`)}${senders('')}`);
  expect(ofTraefik(['traefik distributor 4317'], 'allowed')).toEqual([]);
  expect(ofTraefik(['cart distributor 4317', 'neighbour distributor 4317'], 'stopped')).toEqual([]);
});

test('a collector outside of the cluster is let in by no policy, which is said', () => {
  const texts = (endpoint: string, senders = 'senders: {complete: true}\n') =>
    said(synthesizeText(`${STACK}collector: {external: {endpoint: "${endpoint}"}}\n${senders}`), 'warning');
  const told =
    /^\S+ collector\.external\.endpoint: is outside of the cluster, so no policy lets its spans in, and senders\.complete \(line \d+\) permits nobody else; move it into the cluster, or remove senders\.complete$/;
  expect(texts('otel.example.org:4318')).toContainEqual(expect.stringMatching(told));
  for (const others of [texts('otel.observability:4318'), texts('otel.observability.svc:4318'), texts('otel.example.org:4318', '')])
    expect(others).not.toContainEqual(expect.stringMatching(told));
});

test('proxies that send to a collector which may be outside of the cluster are told so', () => {
  const external = 'collector: {external: {endpoint: "otel.example.org:4317", protocol: otlp-grpc, serviceAccount: otel}}\n';
  const notes = (linkerd: string) => said(synthesizeText(STACK.replace(/linkerd: .*\n/, '') + external + linkerd), 'note');
  const told = expect.stringContaining(
    'otel.example.org is outside of the cluster, and a NetworkPolicy takes no host names; TCP port 4317 is permitted',
  );
  expect(notes('linkerd: {version: 2.20}\n')).toContainEqual(told);
  expect(notes('')).not.toContainEqual(told);
});

test('a name of two parts may be a Service or a host outside, so both are permitted', () => {
  const stack = STACK.replace('prometheus-operated.monitoring.svc', 'prometheus.monitoring');
  expect(matrix(stack)(['metrics-generator monitoring 9091', 'metrics-generator cart 9090'], 'allowed')).toEqual([]);
  expect(matrix(STACK)(['metrics-generator cart 9090'], 'stopped')).toEqual([]);
  expect(said(synthesizeText(stack), 'note')).toContainEqual(
    expect.stringContaining(
      'may be outside of the cluster, and a NetworkPolicy takes no host names; write prometheus.monitoring.svc if it is a Service',
    ),
  );
});

test.each([
  ['irsa: "arn:aws:iam::123456789012:role/tempo"', 'port 443 is', ['internet 443'], ['internet 80', 'internet 988']],
  ['podIdentity: true', 'port 80 is', ['internet 80'], ['internet 988']],
  ['instance: true', 'ports 80 and 988 are', ['internet 80', 'internet 988'], ['internet 8080']],
])('credentials by %s come by %s', (identity, told, allowed, stopped) => {
  const text = `${HEAD}tempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc]\n  storage: {bucket: traces, region: eu-west-1}\n  credentials: {identity: {${identity}}}\n`;
  const from = (ports: readonly string[]) => ports.map((port) => `ingester ${port}`);
  expect(matrix(text)(from(allowed), 'allowed')).toEqual([]);
  expect(matrix(text)(from(stopped), 'stopped')).toEqual([]);
  expect(said(synthesizeText(text), 'note')).toContainEqual(
    expect.stringContaining(`Tempo gets its credentials from outside of the cluster; TCP ${told} permitted to all addresses`),
  );
});

test.each([
  ['', /every pod may query traces, because Prometheus may be any of them, and reads metrics at the port of queries$/],
  [MESH, /every pod without a proxy may query traces, because Prometheus/],
])('who may query traces besides Grafana is said', (more, note) => {
  const queries = (text: string) => said(synthesizeText(text), 'note').filter((line) => /may query traces/.test(line));

  expect(queries(STACK + more)).toEqual([expect.stringMatching(note)]);
  expect(queries(STACK.replace('monitoring: true\n', '') + more)).toEqual([]);
  const values = '  values: {gateway: {enabled: true}}\n';
  expect(queries(STACK.replace('monitoring: true\n', '') + values + more)).toEqual([
    expect.stringContaining(
      'everything may query traces through the gateway that tempo.values turn on; turn it off in tempo.values, or set gateway.basicAuth',
    ),
  ]);
  const login = '  values: {gateway: {enabled: true, basicAuth: {enabled: true, existingSecret: login}}}\n';
  expect(queries(STACK.replace('monitoring: true\n', '') + login + more)).toEqual([]);
});

test('what stays open is said', () => {
  expect(said(synthesizeText(`${STACK}collector: {chart: 0.170.0}\n`), 'note')).toContainEqual(
    expect.stringMatching(/the collector asks the API server, .*; TCP ports 443 and 6443 are permitted to all addresses$/),
  );
  expect(
    said(synthesizeText(`${HEAD}tempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc]\n${STORAGE}`), 'note').filter((note) =>
      /networkPolicies:/.test(note),
    ),
  ).toEqual([
    expect.stringMatching(/s3\.example\.org is outside of the cluster, .* TCP port 443 is permitted to all addresses/),
    expect.stringMatching(/everything may send traces/),
    expect.stringMatching(/every pod of the cluster may query traces/),
  ]);
});

test('what the policies need of the cluster is said: a plugin, and DNS in kube-system', () => {
  expect(synthesizeText(STACK).clusters[0]?.requirements).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^a network plugin that enforces NetworkPolicies/),
      expect.stringMatching(/^a DNS server in kube-system, .* NodeLocal DNSCache, your own NetworkPolicies/),
    ]),
  );
});
