/** Pods without a proxy, and connections that pass by it, by annotations in the user's own values. */
import { HEAD, MESH, matrix, STORAGE } from '../../test/policy-matrix';

const NEWER = MESH.replace('2.14.10', '2.20').replace(', webhookIssuer: issuer', '');
const tempo = (values: string, more = NEWER, chart = 'chart: 2.23.4') =>
  `${HEAD}${more}grafana: {}\ntempo:\n  ${chart}\n  receivers: [otlp-grpc, otlp-http]\n${STORAGE}  values: {${values}}\n`;

const TO_CACHE = ['querier memcached', 'ingester memcached'];
const at = (hops: readonly string[], port: number) => hops.map((hop) => `${hop} ${port}`);

describe.each([
  'podAnnotations: {linkerd.io/inject: disabled}',
  'podAnnotations: {config.linkerd.io/skip-inbound-ports: "11211"}',
  'podAnnotations: {config.linkerd.io/skip-outbound-ports: "11211"}',
  'podAnnotations: {config.linkerd.io/skip-subnets: 10.0.0.0/8}',
])('with %s', (annotations) => {
  test('a cache is reached at its own port and at that of the proxy', () => {
    const wrong = matrix(tempo(`memcached: {${annotations}}`));

    expect(wrong([...at(TO_CACHE, 11211), ...at(TO_CACHE, 4143)], 'allowed')).toEqual([]);
    expect(
      wrong(['querier ingester 9095', 'ingester querier 7946', 'cart memcached 11211', 'distributor memcached 11211'], 'stopped'),
    ).toEqual([]);
  });

  test('one microservice is reached so by those that need it, and reaches the others', () => {
    const wrong = matrix(tempo(`ingester: {${annotations}}`));

    expect(wrong(['distributor ingester 9095', 'querier ingester 9095', 'compactor ingester 7946'], 'allowed')).toEqual([]);
    expect(
      wrong(['ingester compactor 7946', 'ingester memcached 11211', 'querier memcached 4143', 'querier compactor 4143'], 'allowed'),
    ).toEqual([]);
    expect(wrong(['querier memcached 11211', 'distributor querier 9095', 'cart ingester 9095'], 'stopped')).toEqual([]);
  });
});

test.each(['tempo', 'global', 'defaults'])('annotations below %s are for all microservices', (part) => {
  const wrong = matrix(tempo(`${part}: {podAnnotations: {config.linkerd.io/skip-outbound-ports: "11211,7946"}}`));

  expect(
    wrong(['querier memcached 11211', 'querier compactor 7946', 'compactor ingester 7946', 'querier ingester 4143'], 'allowed'),
  ).toEqual([]);
});

test('vulture, and a tier of the collector, reach what they need', () => {
  const skipping = 'values: {podAnnotations: {config.linkerd.io/skip-outbound-ports: "3200,4317,4318"}}';
  const inject = 'values: {podAnnotations: {linkerd.io/inject: disabled}}';

  for (const values of [skipping, inject])
    expect(matrix(tempo('', `${NEWER}vulture: {chart: 0.13.1, ${values}}\n`))(['vulture query-frontend 3200'], 'allowed')).toEqual([]);
  expect(matrix(tempo('', `${NEWER}vulture: {chart: 0.13.1}\n`))(['vulture query-frontend 3200'], 'stopped')).toEqual([]);
  const collector = (values: string) => matrix(tempo('', `${NEWER}senders: {complete: true}\ncollector: {chart: 0.170.0, ${values}}\n`));
  expect(collector(skipping)(['collector distributor 4318', 'collector distributor 4143'], 'allowed')).toEqual([]);
  expect(collector('values: {}')(['collector distributor 4318'], 'stopped')).toEqual([]);
});

test.each([
  'podAnnotations: {linkerd.io/inject: enabled}',
  'podAnnotations: {config.linkerd.io/skip-inbound-ports: ""}',
  'podAnnotations: {config.linkerd.io/proxy-cpu-request: 10m}',
  'annotations: {config.linkerd.io/skip-inbound-ports: "11211"}',
])('%s changes nothing', (annotations) => {
  expect(matrix(tempo(`memcached: {${annotations}}`))(at(TO_CACHE, 11211), 'stopped')).toEqual([]);
});

test('without the mesh, there is no port of a proxy', () => {
  expect(matrix(tempo('memcached: {podAnnotations: {linkerd.io/inject: disabled}}', ''))(at(TO_CACHE, 4143), 'stopped')).toEqual([]);
});

describe('the port of memberlist', () => {
  const moved = 'tempo: {structuredConfig: {memberlist: {bind_port: 7947, join_members: ["dns+tempo-gossip-ring:7947"]}}}';

  test('is that of the values', () => {
    const wrong = matrix(tempo(moved, ''));

    expect(wrong(['querier compactor 7947', 'ingester distributor 7947'], 'allowed')).toEqual([]);
    expect(wrong(['querier compactor 7946', 'memcached ingester 7947', 'cart ingester 7947'], 'stopped')).toEqual([]);
  });

  test.each(['', 'tempo: {structuredConfig: {memberlist: {bind_port: 0}}}'])('is 7946 with %j', (values) => {
    expect(matrix(tempo(values, ''))(['querier compactor 7946'], 'allowed')).toEqual([]);
  });
});
