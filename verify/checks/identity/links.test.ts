import { identitySays, LOGGING, lokiSource, provisioned, TEMPO_SOURCE, TRACING, traefik } from './fixture';

const FIELD = { name: 'TraceID', datasourceUid: 'tempo', matcherRegex: '"TraceId":"(\\w+)"', url: '$${__value.raw}' };

/** The findings for a derived field with these changes, and a Traefik with these arguments. */
const said = (changes: object = {}, args: readonly string[] = [...TRACING, ...LOGGING], version?: string) =>
  identitySays([traefik(args, { version }), provisioned(TEMPO_SOURCE, lokiSource({ ...FIELD, ...changes }))]);

const LINK = 'error: data source Loki (derived field TraceID):';

test('a derived field that captures the trace id passes', async () => {
  expect(await said()).toEqual([]);
});

test('one that reads a label is not tested on a line', async () => {
  expect(await said({ matcherType: 'label', matcherRegex: 'trace_id' })).toEqual([]);
});

describe('an expression', () => {
  const line = 'a log line of Deployment traefik (traefik:v3.6.4), which has the trace id in TraceId; use "TraceId":"(\\w+)"';

  test.each([
    ['trace=(\\w+)', `trace=(\\w+) does not match ${line}`],
    ['TraceId', `TraceId has no group that captures the trace id in ${line}`],
    ['"SpanId":"(\\w+)"', `"SpanId":"(\\w+)" captures "00f067aa0ba902b7" instead of the trace id in ${line}`],
    ['(', '( is not a valid regular expression (Invalid regular expression: /(/: Unterminated group); correct it'],
  ])('%s is reported', async (matcherRegex, text) => {
    expect(await said({ matcherRegex })).toEqual([`${LINK} ${text}`]);
  });
});

describe('a url that loses the trace id', () => {
  const unescaped = (datasource: object) => ({
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'GrafanaDatasource',
    metadata: { name: 'loki' },
    spec: { datasource },
  });

  test.each([
    ['${__value.raw}', 'has the url ${__value.raw}, in which Grafana expands variables when it reads the file, so the trace id is lost'],
    ['', 'has no url, so the trace id is lost'],
  ])('in a file: %s', async (url, problem) => {
    expect(await said({ url })).toEqual([`${LINK} ${problem}; use $\${__value.raw}`]);
  });

  test('in an object of the operator, which has no variables', async () => {
    const objects = [traefik([...TRACING, ...LOGGING]), provisioned(TEMPO_SOURCE), unescaped(lokiSource(FIELD))];
    expect(await identitySays(objects)).toEqual([
      `${LINK} has the url $\${__value.raw}, which Grafana uses unchanged, so the trace id is lost; use \${__value.raw}`,
    ]);
  });
});

describe('an access log without the trace id', () => {
  const nothing = 'so derived field TraceID of data source Loki finds nothing there';

  test.each([
    [TRACING, '3.6.4', `writes no access log, ${nothing}; enable it`],
    [[...TRACING, '--accesslog=true'], '3.6.4', `writes its access log as plain text, ${nothing}; set its format to json`],
    [
      [...TRACING, ...LOGGING, '--accesslog.fields.names.traceid=drop'],
      '3.6.4',
      `drops TraceId from its access log, ${nothing}; keep the field`,
    ],
    [
      [...TRACING, ...LOGGING],
      '3.0.0',
      `has a version that does not log trace ids, ${nothing}; use another version, or remove the derived field`,
    ],
    [
      ['--entrypoints.web.address=:80', '--tracing.zipkin.httpendpoint=http://tempo:9411/api/v2/spans', ...LOGGING],
      '2.11.2',
      `drops the header X-B3-Traceid from its access log, ${nothing}; keep it`,
    ],
  ])('%j of Traefik %s', async (args, version, text) => {
    expect(await said({}, args, version)).toEqual([`error: Deployment traefik: ${text}`]);
  });

  test('is not reported if tracing is off, which is a separate error', async () => {
    expect(await said({}, ['--entrypoints.web.address=:80', ...LOGGING])).toEqual([
      'error: Traefik: has no flag for tracing, so no trace starts; set the tracing values of its chart (traefik)',
    ]);
  });
});
