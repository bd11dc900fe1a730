/** Addresses in the user's own values that lead to Services of the stack itself. */
import { HEAD, MESH, matrix, STORAGE } from '../../../test/policy-matrix';
import { synthesizeText } from '../../../test/synthesis';

const tempo = (values: string, more = '', pin = 'chart: 2.23.4') =>
  `${HEAD}${more}grafana: {}\ntempo:\n  ${pin}\n  receivers: [otlp-grpc, otlp-http, zipkin]\n${STORAGE}  values: {${values}}\n`;

const collector = (values = '', more = '') => `collector: {chart: 0.170.0, ${more}values: {${values}}}\n`;

const exports = (to: string) => `extraEnv: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://${to}"}]`;

const policies = (text: string) =>
  synthesizeText(text)
    .clusters.flatMap(({ files }) => [...files])
    .filter(([name]) => name.endsWith('.k8s.yaml'))
    .flatMap(([, content]) => content.split('\n---\n').filter((each) => each.includes('\nkind: NetworkPolicy\n')));

const SCRAPING = (target: string) =>
  collector(
    `alternateConfig: {receivers: {prometheus: {config: {scrape_configs: [{job_name: tempo, static_configs: [{targets: [${target}]}]}]}}}, service: {pipelines: {metrics: {receivers: [prometheus], exporters: [debug]}}}, exporters: {debug: {}}}`,
  );

test('a collector reads the metrics of microservices', () => {
  const targets = '"tempo-ingester.tracing.svc:3200", "tempo-distributor.tracing.svc:3200", "tempo-memcached:9150"';
  const wrong = matrix(tempo('', SCRAPING(targets)));

  expect(wrong(['collector ingester 3200', 'collector distributor 3200', 'collector memcached 9150'], 'allowed')).toEqual([]);
  expect(wrong(['collector compactor 3200', 'collector ingester 9095', 'cart ingester 3200'], 'stopped')).toEqual([]);
  expect(matrix(tempo('', collector()))(['collector ingester 3200', 'collector memcached 9150'], 'stopped')).toEqual([]);
});

test('a pod of a Service is one of the pods behind it', () => {
  const wrong = matrix(tempo('', SCRAPING('"tempo-ingester-0.tempo-ingester.tracing.svc.cluster.local:3200"')));

  expect(wrong(['collector ingester 3200'], 'allowed')).toEqual([]);
  expect(wrong(['collector compactor 3200'], 'stopped')).toEqual([]);
});

test('a microservice sends its own spans to the collector, or to Tempo', () => {
  const values = `querier: {${exports('tempo-collector.tracing.svc.cluster.local:4318')}}, ingester: {${exports('tempo-distributor.tracing:4318')}}`;
  const wrong = matrix(tempo(values, collector()));

  expect(wrong(['querier collector 4318', 'ingester distributor 4318'], 'allowed')).toEqual([]);
  expect(wrong(['querier distributor 4318', 'ingester collector 4318', 'compactor collector 4318'], 'stopped')).toEqual([]);
});

test('the agent of Jaeger may be the collector', () => {
  const values = 'querier: {extraEnv: [{name: JAEGER_AGENT_HOST, value: tempo-collector.tracing.svc}]}';
  const wrong = matrix(tempo(values, 'collector: {chart: 0.170.0, receivers: [otlp-grpc, jaeger-thrift-compact]}\n'));

  expect(wrong(['querier collector 6831 UDP'], 'allowed')).toEqual([]);
  expect(wrong(['querier collector 4317'], 'stopped')).toEqual([]);
});

test('Tempo in one process sends its own spans to itself, and to the collector', () => {
  const wrong = matrix(tempo(`tempo: {${exports('tempo-collector:4318')}}`, collector(), 'monolithic: 2.2.4'));
  const itself = matrix(tempo(`tempo: {${exports('tempo:4318')}}`, '', 'monolithic: 2.2.4'));

  expect(wrong(['tempo collector 4318'], 'allowed')).toEqual([]);
  expect(wrong(['tempo collector 4317'], 'stopped')).toEqual([]);
  expect(itself(['tempo tempo 4318'], 'allowed')).toEqual([]);
});

test('the first tier sends spans past the second one', () => {
  const sampling = 'tailSampling: {policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]}, ';
  const exporter = 'alternateConfig: {exporters: {otlp/all: {endpoint: "tempo-distributor.tracing.svc:4317"}}}';

  expect(matrix(tempo('', collector(exporter, sampling)))(['collector distributor 4317'], 'allowed')).toEqual([]);
  expect(matrix(tempo('', collector('', sampling)))(['collector distributor 4317'], 'stopped')).toEqual([]);
});

test('the pods behind a Service may have another port', () => {
  const gateway = 'gateway: {enabled: true}, ';
  const frontend = matrix(tempo(`compactor: {${exports('tempo-query-frontend-discovery:9096')}}`));
  const own =
    'ports: {statsd: {enabled: true, containerPort: 8125, servicePort: 8126, protocol: TCP}}, alternateConfig: {receivers: {tcplog: {listen_address: "${env:MY_POD_IP}:8125"}}}';

  expect(matrix(tempo(`${gateway}querier: {${exports('tempo-gateway')}}`))(['querier gateway 8080'], 'allowed')).toEqual([]);
  expect(frontend(['compactor query-frontend 9095'], 'allowed')).toEqual([]);
  expect(matrix(tempo(`querier: {${exports('tempo-collector:8126')}}`, collector(own)))(['querier collector 8125'], 'allowed')).toEqual([]);
});

test('with a proxy at both ends, the port is that of the proxy, except where the collector receives past it', () => {
  const mesh = MESH.replace('2.14.10', '2.18');
  const wrong = matrix(tempo(`querier: {${exports('tempo-collector:4318')}}`, mesh + SCRAPING('"tempo-ingester:3200"')));

  expect(wrong(['querier collector 4318', 'collector ingester 4143'], 'allowed')).toEqual([]);
  expect(wrong(['collector ingester 3200', 'collector compactor 4143'], 'stopped')).toEqual([]);
});

describe('the policies stay as they are', () => {
  const same = (text: string, as: string) => {
    expect(policies(text).length).toBeGreaterThan(0);
    expect(policies(text)).toEqual(policies(as));
  };

  test('if the stack permits the address already', () => {
    const to = 'structuredConfig: {querier: {frontend_worker: {frontend_address: "tempo-query-frontend-discovery:9095"}}}';
    const members = 'memberlist: {join_members: ["tempo-gossip-ring:7946"]}';
    same(tempo(`tempo: {${to}}`), tempo(''));
    same(tempo(`tempo: {structuredConfig: {${members}}}`), tempo(''));
    same(
      tempo('', collector('alternateConfig: {exporters: {otlphttp/other: {endpoint: "http://tempo-distributor.tracing.svc:4318"}}}')),
      tempo('', collector()),
    );
  });

  test('if nothing listens on the port', () => {
    same(tempo(`querier: {${exports('tempo-distributor:4444')}}`), tempo(''));
  });
});
