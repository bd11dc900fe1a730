/** How Tempo answers, by its configuration: TLS, prefixes, caches and monitors. */
import { sentence } from '../../../lib/findings/sentence';
import { smallTempo } from '../../../test/small-tempo';
import { worldOf } from '../../../test/world';
import { checkAddresses } from './addresses';
import { checkMonitors } from './monitors/monitors';

const PORTS = '[{name: http, port: 3200}, {name: otlp-http, port: 4318}, {name: memcached-client, port: 11211}]';
const stack = (config: string, more = '') => smallTempo(['server: {http_listen_port: 3200}', config], { ports: PORTS }) + more;

const said = (text: string): string[] => checkAddresses(worldOf(text)).findings.map(sentence);

const dataSource = (url: string) => `
---
apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDatasource
metadata: {name: tempo, namespace: tracing}
spec: {datasource: {name: Tempo, type: tempo, uid: tempo, url: '${url}'}}
`;

const sender = (endpoint: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: tracing}
spec:
  template:
    spec: {containers: [{name: app, image: 'app:1.0.0', env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: '${endpoint}'}]}]}
`;

describe('a receiver with TLS', () => {
  const config = 'distributor: {receivers: {otlp: {protocols: {http: {tls: {cert_file: /tls/tls.crt}}}}}}';

  test('takes https only', () => {
    expect(said(stack(config, sender('http://tempo.tracing:4318')))).toEqual([
      'Deployment app (variable OTEL_EXPORTER_OTLP_ENDPOINT): sends spans to http://tempo.tracing:4318, but Tempo serves only TLS there; use https',
    ]);
    expect(said(stack(config, sender('https://tempo.tracing:4318')))).toEqual([]);
  });

  test('is not one without a certificate', () => {
    const plain = 'distributor: {receivers: {otlp: {protocols: {http: {tls: {min_version: "1.2"}}}}}}';
    expect(said(stack(plain, sender('http://tempo.tracing:4318')))).toEqual([]);
  });
});

describe('http_api_prefix', () => {
  const config = 'distributor: {receivers: {otlp: {protocols: {http: {}}}}}\n    http_api_prefix: /tempo';

  test('is in the URL of the data source', () => {
    expect(said(stack(config, dataSource('http://tempo.tracing:3200/tempo')))).toEqual([]);
    expect(said(stack(config, dataSource('http://tempo.tracing:3200')))).toEqual([
      expect.stringContaining('Tempo serves queries below /tempo, not below /; use /tempo'),
    ]);
  });

  test.each([['-http-api-prefix=/tempo'], ['--http-api-prefix=/tempo'], ['-http-api-prefix', '/tempo'], ['-server.path-prefix=/tempo/']])(
    'may be an argument: %s %s',
    (...args) => {
      const plain = ['server: {http_listen_port: 3200}', 'distributor: {receivers: {otlp: {protocols: {http: {}}}}}'];
      const withArgs = smallTempo(plain, { ports: PORTS, args });
      expect(said(withArgs + dataSource('http://tempo.tracing:3200/tempo'))).toEqual([]);
      expect(said(withArgs + dataSource('http://tempo.tracing:3200'))).toEqual([
        expect.stringContaining('Tempo serves queries below /tempo'),
      ]);
    },
  );
});

describe('a cache', () => {
  const receivers = 'distributor: {receivers: {otlp: {protocols: {http: {}}}}}\n    ';
  const cache = (host: string) => `${receivers}cache: {caches: [{memcached: {host: ${host}, service: memcached-client}, roles: [bloom]}]}`;

  test('is a Service', () => {
    expect(said(stack(cache('tempo')))).toEqual([]);
    expect(said(stack(cache('memory')))).toEqual([
      'Tempo (cache.caches[0].memcached.host): sends cached data to memory:memcached-client, but namespace tracing has no Service memory; turn memcached on, or remove this cache',
    ]);
  });

  test('is used up to Tempo 2.3 only if it is chosen', () => {
    const trace = (kind: string) => `${receivers}storage: {trace: {cache: ${kind}, memcached: {host: memory, service: memcached-client}}}`;
    expect(said(stack(trace('memcached')))).toEqual([expect.stringContaining('Tempo (storage.trace.memcached.host)')]);
    expect(said(stack(trace('redis')))).toEqual([]);
  });
});

describe('a ServiceMonitor', () => {
  const monitor = (port: string, app = 'tempo') => `
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: tempo, namespace: tracing}
spec: {selector: {matchLabels: {app: ${app}}}, endpoints: [{port: ${port}}]}
`;
  const config = 'distributor: {receivers: {otlp: {protocols: {http: {}}}}}';

  test('names a port of a Service that it selects', () => {
    expect(said(stack(config, monitor('http')))).toEqual([]);
    expect(said(stack(config, monitor('https')))).toEqual([
      'ServiceMonitor tempo: names port https, which no Service that it selects has; use http',
    ]);
  });

  test.each([
    ['that Helm renders here', { rendered: true }, ''],
    ['that synth has rendered, which its labels tell', {}, ', labels: {heritage: Helm}'],
  ])('of a chart may also name a port of what is off: %s', (_, how, labels) => {
    const judged = (ports: string) => {
      const text = monitor('http').replace('[{port: http}]', ports).replace('namespace: tracing', `namespace: tracing${labels}`);
      const { world, lookup } = worldOf(stack(config, text));
      const objects = world.objects.map((placed) => ({ ...placed, ...how }));
      return checkMonitors({ ...world, objects }, lookup).map((finding) => `${finding.severity}: ${sentence(finding)}`);
    };
    expect(judged('[{port: http}, {port: jaeger}]')).toEqual([expect.stringMatching(/^note: .* names port jaeger/)]);
    expect(judged('[{port: jaeger}]')).toEqual([expect.stringMatching(/^error: .* names port jaeger/)]);
  });

  test('may select Services that are not among these manifests', () => {
    expect(said(stack(config, monitor('https', 'other')))).toEqual([]);
  });
});
