/** What lets everything send or query traces, although the senders are listed and Grafana is known. */
import { HEAD, MESH, matrix, STORAGE } from '../../test/policy-matrix';
import { said, synthesizeText } from '../../test/synthesis';

const COMPLETE = 'senders: {complete: true}\n';

interface Written {
  readonly chart?: string;
  readonly receivers?: string;
  readonly more?: string;
  /** Further keys of `tempo`, one a line. */
  readonly keys?: string;
}

const stack = (values: string, { chart = '2.26.2', receivers = 'otlp-grpc', more = COMPLETE, keys = '' }: Written = {}) =>
  `${HEAD}${more}grafana: {}\ntempo:\n  chart: ${chart}\n  receivers: [${receivers}]\n${STORAGE}${keys}  values: {${values}}\n`;

const told = (text: string, what: string) => {
  const synthesis = synthesizeText(text);
  expect(said(synthesis, 'error')).toEqual([]);
  return ['warning', 'note'].flatMap((severity) => said(synthesis, severity).filter((line) => line.includes(`everything may ${what}`)));
};

describe('during a migration', () => {
  const migrating = (stage: string, ofOlder: string, values = '', more = COMPLETE) =>
    stack(values, {
      ...{ chart: '3.3.0', receivers: 'otlp-grpc, otlp-http', more },
      keys: `  releaseName: tempo-3\n  kafka: {address: "kafka.kafka.svc:9092"}\n  migration: {from: 2.26.2, stage: ${stage}, values: {${ofOlder}}}\n`,
    });

  test.each(['side-by-side', 'switched', 'draining'])('what the older Tempo opens is told in stage %s', (stage) => {
    const gateway = migrating(stage, 'gateway: {enabled: true}');
    const jaeger = migrating(stage, 'queryFrontend: {query: {enabled: true}}');

    expect(told(gateway, 'send')).toEqual([
      expect.stringMatching(
        /senders\.complete: everything may send traces through the gateway that tempo\.migration\.values turn on; turn it off in tempo\.migration\.values, or set gateway\.basicAuth there/,
      ),
    ]);
    expect(told(gateway, 'query')).toEqual([expect.stringContaining('the gateway that tempo.migration.values turn on')]);
    expect(told(jaeger, 'query')).toEqual([expect.stringContaining('interface of Jaeger; turn it off in tempo.migration.values, or let')]);
    expect(told(migrating(stage, ''), 'send')).toEqual([]);
    expect(told(migrating(stage, ''), 'query')).toEqual([]);
  });

  test('what both open is told of both', () => {
    const gateway = 'gateway: {enabled: true}';
    const key = (line: string) => /gateway that (\S+) turn on/.exec(line)?.[1];

    expect(told(migrating('switched', gateway, gateway), 'send').map(key)).toEqual(['tempo.values', 'tempo.migration.values']);
  });

  test('the proxies of both have one port for everything', () => {
    const mesh = `${MESH.replace('2.14.10', '2.20').replace(', webhookIssuer: issuer', '')}${COMPLETE}`;
    const lines = said(synthesizeText(migrating('switched', 'queryFrontend: {query: {enabled: true}}', '', mesh)), 'note');

    expect(lines).toContainEqual(expect.stringContaining('every pod of the mesh may query traces, because ports 16686 and 16687 are open'));
  });
});

test.each([
  ['1.40.4', 'otlp-grpc', 0],
  ['1.47.4', 'otlp-grpc', 1],
  ['3.3.0', 'otlp-grpc', 1],
  ['1.40.4', 'zipkin', 1],
  ['2.26.2', 'jaeger-grpc', 0],
])('the gateway of chart %s passes on %s: %j', (chart, receivers, times) => {
  const keys = chart === '3.3.0' ? '  kafka: {address: "kafka.kafka.svc:9092"}\n' : '';

  expect(told(stack('gateway: {enabled: true}', { chart, receivers, keys }), 'send')).toHaveLength(times);
});

describe('an Ingress', () => {
  const ingress = (path: string) => `ingress: {enabled: true, paths: {distributor: [${path}]}}`;

  test.each([
    ['{path: /api/v2/spans, port: 9411}', 'zipkin', 1],
    ['{path: /api/v2/spans, port: 9411}', 'otlp-grpc', 0],
    ['{path: /distributor/ring}', 'zipkin', 0],
    ['{path: /v1/traces, port: 4318}', 'otlp-http', 1],
  ])('of Tempo with the path %s and the receiver %s lets in spans: %j', (path, receivers, times) => {
    expect(told(stack(ingress(path), { receivers }), 'send')).toHaveLength(times);
  });

  test('of another process lets in none', () => {
    const values = ingress('{path: /distributor/ring}').replace('distributor:', 'querier:').replace('ring}', 'ring, port: 9411}');

    expect(told(stack(values, { receivers: 'zipkin' }), 'send')).toEqual([]);
  });

  const door = { ingress: (port: number) => `hosts: [{host: otel.example.org, paths: [{path: /, pathType: Prefix, port: ${port}}]}]` };
  const doors = { ...door, httproute: (port: number) => `hostnames: [otel.example.org], rules: [{backendRefs: [{port: ${port}}]}]` };
  const policies = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
  const collector = (first: string, second: string, more = COMPLETE) =>
    stack('', {
      receivers: 'otlp-grpc, otlp-http',
      more: `traefik: {chart: 40.1.0}\ncollector: {chart: 0.170.0, values: {${first}}, tailSampling: {${policies}, values: {${second}}}}\n${more}`,
    });

  test.each(Object.entries(doors))('or a route of either tier of the collector lets in spans: %s', (kind, to) => {
    const on = (port: number, isOn = true) => `${kind}: {enabled: ${isOn}, ${to(port)}}`;
    const by = (key: string) => [
      expect.stringContaining(
        `everything may send traces through the Ingress or the route that ${key} turn on; turn it off in ${key}, or let`,
      ),
    ];

    expect(told(collector(on(4318), ''), 'send')).toEqual(by('collector.values'));
    expect(told(collector('', on(4317)), 'send')).toEqual(by('collector.tailSampling.values'));
    for (const text of [collector(on(8888), on(8888)), collector(on(4318, false), on(4317, false)), collector(on(4318), '', '')])
      expect(told(text, 'send').filter((line) => line.includes('Ingress'))).toEqual([]);
  });

  test('of the second tier lets in what serves it', () => {
    const on = (port: number) => `ingress: {enabled: true, ${door.ingress(port)}}`;

    for (const mesh of ['', MESH.replace('2.14.10', '2.17.0'), MESH.replace('2.14.10', '2.18')]) {
      const wrong = matrix(collector('', on(4317), COMPLETE + mesh));
      expect(wrong(['traefik sampling 4317', 'collector sampling 4317'].slice(0, mesh === '' ? 2 : 1), 'allowed')).toEqual([]);
      expect(wrong(['traefik sampling 8888', 'cart sampling 4317', 'traefik collector 8888'], 'stopped')).toEqual([]);
    }
    expect(matrix(collector(on(4317), ''))(['traefik sampling 4317'], 'stopped')).toEqual([]);
  });
});
