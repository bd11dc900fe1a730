import { traceIdPattern } from '../../../charts/grafana/datasources';
import { B3_SAMPLED, B3_TRACE_ID, headerField } from '../../../charts/traefik/product';
import { identitySays, LOGGING, lokiSource, provisioned, TEMPO_SOURCE, TRACING, traefik } from './fixture';

const ZIPKIN = ['--entrypoints.web.address=:80', '--tracing.zipkin=true', '--tracing.zipkin.httpendpoint=http://tempo:9411/api/v2/spans'];
const keep = (...headers: readonly string[]) => headers.map((header) => `--accesslog.fields.headers.names.${header}=keep`);
const field = (matcherRegex: string) => ({ name: 'TraceID', datasourceUid: 'tempo', url: '$${__value.raw}', matcherRegex });

const B3_FIELD = headerField(B3_TRACE_ID);
const EVERY = `"${B3_FIELD}":"(\\w+)"`;
const SAMPLED = traceIdPattern(B3_FIELD, B3_SAMPLED.map(headerField));

const said = (flags: readonly string[], pattern: string, version: string, severities?: Parameters<typeof identitySays>[2]) =>
  identitySays([traefik(flags, { version }), provisioned(lokiSource(field(pattern)), TEMPO_SOURCE)], {}, severities);

describe('links from Traefik 2 below a sample rate of 1', () => {
  const rated = [...ZIPKIN, ...LOGGING, '--tracing.zipkin.samplerate=0.1'];

  test('lead to a trace if the line tells which is sampled', async () => {
    expect(await said([...rated, ...keep(B3_TRACE_ID, ...B3_SAMPLED)], SAMPLED, '2.11.2')).toEqual([]);
  });

  test('lead nowhere if the expression matches every line, or the headers are dropped', async () => {
    expect(await said([...rated, ...keep(B3_TRACE_ID, ...B3_SAMPLED)], EVERY, '2.11.2')).toEqual([
      expect.stringMatching(/about 10% of the links from log lines lead to a trace, .*; use .*X-B3-Sampled/),
    ]);
    expect(await said([...rated, ...keep(B3_TRACE_ID)], EVERY, '2.11.2')).toEqual([
      expect.stringContaining('; keep X-B3-Flags and X-B3-Sampled in the access log, and use '),
    ]);
  });

  test('at 1 need no more than the id', async () => {
    expect(await said([...ZIPKIN, ...LOGGING, ...keep(B3_TRACE_ID)], EVERY, '2.11.2')).toEqual([]);
  });

  test('are missing for requests that are not forwarded', async () => {
    expect(await said([...ZIPKIN, ...LOGGING, ...keep(B3_TRACE_ID)], EVERY, '2.11.2', ['note'])).toContainEqual(
      expect.stringContaining('logs no trace id for requests that it does not forward'),
    );
  });
});

describe('links from Traefik 3', () => {
  const pattern = '"TraceId":"(\\w+)"';

  test('below a sample rate of 1 lead nowhere for the others', async () => {
    expect(await said([...TRACING, ...LOGGING, '--tracing.samplerate=0.25'], pattern, '3.6.4')).toEqual([
      expect.stringMatching(
        /^warning: .*about 25% of the links from log lines lead to a trace, .*; set the sample rate to 1, or link from/,
      ),
    ]);
    expect(await said([...TRACING, ...LOGGING], pattern, '3.6.4')).toEqual([]);
  });
});

test('Traefik 3 leaves out its own requests, unless it is told to trace them', async () => {
  const internal = [...TRACING, '--tracing.addinternals=true'];

  expect(await identitySays([traefik(internal)])).toEqual([
    'warning: Traefik: traces its own requests too, such as each /ping of the kubelet; remove tracing.addInternals',
  ]);
  expect(await identitySays([traefik(TRACING)])).toEqual([]);
});

test('a derived field for the lines of applications passes beside one for those of Traefik', async () => {
  const fields = [field('"TraceId":"(\\w+)"'), field('traceID=(\\w+)')];
  const objects = [traefik([...TRACING, ...LOGGING]), provisioned(lokiSource(...fields), TEMPO_SOURCE)];

  expect(await identitySays(objects)).toEqual([]);
  expect(await identitySays([objects[0], provisioned(lokiSource(...fields.slice(1)), TEMPO_SOURCE)] as typeof objects)).toEqual([
    expect.stringContaining('traceID=(\\w+) does not match a log line of Deployment traefik'),
  ]);
});
