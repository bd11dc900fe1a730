import { isMap } from '../../../lib/yaml/parsed';
import { suggestions } from './suggestion';

const chart = (name: string, version: string, defaults: object) => ({
  ...{ name, version, defaults, appVersion: '2.10.5', templateNames: new Set<string>() },
});
const distributed = chart('tempo-distributed', '2.23.4', {
  traces: { otlp: { grpc: { enabled: false } }, zipkin: { enabled: false } },
  tempo: { structuredConfig: {} },
});
const single = chart('tempo', '1.24.4', { tempo: { receivers: { otlp: {} } } });

/** The first suggestion for a path, whose value is in it: `a.b=1`. */
function first(written: string, of: typeof single, value: unknown, isOurs = false): string | undefined {
  const path = written.split('.');
  const values = path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
  return suggestions(path, of, isMap(values) ? values : {}, isOurs)[0]?.fix;
}

describe('receivers that tempo-distributed does not read there', () => {
  test.each<[string, unknown, string]>([
    ['tempo.receivers.zipkin.endpoint', '0.0.0.0:9411', 'set traces.zipkin.enabled to true'],
    [
      'tempo.receivers',
      { zipkin: null, otlp: { protocols: { grpc: {} } } },
      'set traces.otlp.grpc.enabled and traces.zipkin.enabled to true',
    ],
    ['receivers.jaeger.protocols.thrift_http', {}, 'set traces.jaeger.thriftHttp.enabled to true'],
    ['distributor.receivers.zipkin', {}, 'set traces.zipkin.enabled to true'],
    ['distributor.config.receivers.opencensus', {}, 'set traces.opencensus.enabled to true'],
    ['tempo.traces.otlp.http.enabled', true, 'set traces.otlp.http.enabled to true'],
  ])('%s %j', (path, value, fix) => {
    expect(first(path, distributed, value)).toBe(fix);
    expect(first(path, distributed, value, true)).toBe(
      'list the protocols in tempo.receivers, and set their options in tempo.receiverOptions',
    );
  });
});

test.each<[string, unknown, string]>([
  ['traces.zipkin.enabled', true, 'use tempo.receivers.zipkin'],
  [
    'traces',
    { zipkin: { enabled: true }, otlp: { grpc: { enabled: true } } },
    'use tempo.receivers.otlp.protocols.grpc and tempo.receivers.zipkin',
  ],
  ['distributor.receivers.zipkin', {}, 'use tempo.receivers.zipkin'],
])('that the chart tempo does not read there: %s %j', (path, value, fix) => {
  expect(first(path, single, value)).toBe(fix);
  expect(first(path, single, value, true)).toMatch(/^list the protocols in tempo\.receivers of the cluster file/);
});

test('what enables no receiver, or is where the chart reads it, is not moved', () => {
  const fixesOf = (path: string, of: typeof single, value: unknown) => first(path, of, value) ?? '';

  expect(fixesOf('traces.zipkin.enabled', single, false)).not.toContain('receivers');
  expect(fixesOf('tempo.receivers.kafka', distributed, {})).not.toContain('traces');
  expect(fixesOf('traces.zipkin.enabled', distributed, true)).not.toContain('set traces.zipkin');
  expect(fixesOf('tempo.receivers.zipkin', single, {})).not.toContain('tempo.receivers');
  expect(fixesOf('receivers.zipkin', chart('opentelemetry-collector', '0.150.0', {}), {})).not.toContain('traces');
});
