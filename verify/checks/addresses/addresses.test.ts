/** Addresses, checked against a handwritten Tempo. */
import { grouped } from '../../../lib/findings/grouped';
import { sentence } from '../../../lib/findings/sentence';
import { smallTempo } from '../../../test/small-tempo';
import { worldOf } from '../../../test/world';
import type { World } from '../../stack';
import { NOTHING_DECLARED } from '../../world/declared';
import { checkAddresses } from './addresses';

const TEMPO = smallTempo(
  [
    'server: {http_listen_port: 3200}',
    "querier: {frontend_worker: {frontend_address: 'tempo:4318'}}",
    'distributor: {receivers: {otlp: {protocols: {http: {}}}, zipkin: {}, jaeger: {protocols: {thrift_http: {}}}}}',
  ],
  {
    ports: '[{name: http, port: 3200}, {name: otlp-http, port: 4318}, {name: zipkin, port: 9411}, {name: jaeger-http, port: 14268}]',
  },
);

const traefik = (flag: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: traefik, namespace: traefik}
spec:
  template:
    spec: {containers: [{name: traefik, image: 'traefik:v${flag.includes('otlp') ? '3.6.4' : '2.11.2'}', args: [--entrypoints.web.address=:8000, ${flag}]}]}
`;

const application = (name: string, variable: string, value: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  template:
    spec: {containers: [{name: ${name}, image: '${name}:1', env: [{name: ${variable}, value: '${value}'}]}]}
`;

const configMap = (text: string) => `
---
apiVersion: v1
kind: ConfigMap
metadata: {name: proxy, namespace: shop}
data: {upstream: '${text}'}
`;

const judged = (manifests: string, part: Partial<World> = {}) => checkAddresses(worldOf(TEMPO + manifests, part));
const said = (manifests: string, part: Partial<World> = {}) => grouped(judged(manifests, part).findings).map(sentence);

describe('the path of a URL', () => {
  test.each([
    ['OTLP/HTTP', '--tracing.otlp.http.endpoint=http://tempo.tracing:4318', '/v1/traces'],
    ['Zipkin', '--tracing.zipkin.httpendpoint=http://tempo.tracing:9411', '/api/v2/spans'],
    ['Jaeger/HTTP', '--tracing.jaeger.collector.endpoint=http://tempo.tracing:14268', '/api/traces'],
  ])('is required of Traefik for %s', (protocol, flag, path) => {
    expect(said(traefik(flag))).toEqual([expect.stringContaining(`but Tempo serves ${protocol} at ${path}, not at /; use ${path}`)]);
    expect(said(traefik(`${flag}${path}`))).toEqual([]);
  });

  test('is added by the exporters of applications', () => {
    expect(said(application('web', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'http://tempo.tracing:4318'))).toEqual([]);
  });
});

describe('a receiver that is off', () => {
  const sender = application('web', 'OC_AGENT_HOST', 'tempo.tracing:55678');

  test('is reported with the sender', () => {
    expect(said(sender)).toEqual([
      'Deployment web (variable OC_AGENT_HOST): sends spans to tempo.tracing:55678, but Service tempo has no port 55678, only 3200 (http), 4318 (otlp-http), 9411 (zipkin) and 14268 (jaeger-http), because Tempo has no receiver opencensus; turn it on',
    ]);
  });

  test('is reported without the sender if the cluster file lists it', () => {
    expect(said(sender, { declared: { ...NOTHING_DECLARED, receivers: ['opencensus'] } })).toEqual([
      'receiver opencensus: is in tempo.receivers of the cluster file, but not in the configuration of Tempo; run `npm run synth`',
    ]);
  });
});

test('the same mistake of several objects is reported once, and drawn once, with its reason', () => {
  const senders = ['web', 'emoji'].map((name) => application(name, 'OTEL_EXPORTER_OTLP_ENDPOINT', 'http://temp.tracing:4318')).join('');

  expect(said(senders)).toEqual([
    'Deployment web (also Deployment emoji): sends spans to http://temp.tracing:4318, but namespace tracing has no Service temp; use tempo',
  ]);
  expect(judged(application('web', 'OC_AGENT_HOST', 'http://tempo.tracing')).hops).toEqual([
    expect.objectContaining({ state: 'broken', why: 'a gRPC address must not have a scheme; use host:port' }),
  ]);
});

describe('a full name of a Service', () => {
  const sender = (address: string) => application('web', 'OTEL_EXPORTER_OTLP_ENDPOINT', address);

  test.each([
    ['of another name', 'temp.tracing.svc', 'names temp.tracing, but namespace tracing has no Service temp'],
    ['with another port', 'http://tempo.tracing.svc.cluster.local:80/', 'names tempo.tracing:80, but Service tempo has no port 80'],
  ])('%s is reported, once for each object', (_what, text, problem) => {
    expect(said(configMap(`${text} ${text}`))).toEqual([`ConfigMap proxy: ${problem}; correct the address`]);
  });

  test('is not reported again if an address with the same destination is reported', () => {
    const broken = 'but Service tempo has no port 4319';
    const address = 'http://tempo.tracing:4319';

    expect(said(sender(address) + configMap('tempo.tracing.svc.cluster.local:4319'))).toEqual([expect.stringContaining(broken)]);
    expect(said(sender(address) + configMap('tempo.tracing.svc.cluster.local:4320'))).toEqual([
      expect.stringContaining(broken),
      expect.stringContaining('names tempo.tracing:4320'),
    ]);
  });

  test('is accepted if nothing of its namespace is rendered', () => {
    expect(said(configMap('loki.logging.svc'))).toEqual([]);
  });
});

test('the connections inside Tempo are judged, and not drawn', () => {
  expect(judged('')).toMatchObject({ findings: [], judged: 1, hops: [] });
});

test('addresses outside of manifests of other authors are not judged, and listed once', () => {
  const senders = ['web', 'web2'].map((name) => application(name, 'OTEL_EXPORTER_OTLP_ENDPOINT', 'https://collector.example.org')).join('');

  expect(judged(senders, { isOurs: false })).toMatchObject({
    findings: [],
    notJudged: [
      'web sends spans to collector.example.org:443: not among these manifests',
      'web2 sends spans to collector.example.org:443: not among these manifests',
    ],
  });
});

test('Tempo of the output is not one of the Services of others in a shared namespace', () => {
  const declared = { ...NOTHING_DECLARED, hosts: new Map([['prometheus.monitoring:9090', ['tempo.metricsGenerator.remoteWrite']]]) };
  const sender = application('web', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector.monitoring.svc:4318');
  expect(said(sender, { declared })).toEqual([expect.stringContaining('namespace monitoring has no Service collector')]);
  expect(said(sender, { declared: { ...declared, values: { tempo: { url: 'http://collector.monitoring.svc:4318' } } } })).toEqual([]);
  expect(said(sender, { declared, isOurs: false })).toEqual([]);
});
