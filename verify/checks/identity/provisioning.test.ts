/** Provisioning files, and data sources that collide. */
import { identitySays, LOGGING, lokiSource, provisioned, TEMPO_SOURCE, TRACING, traefik } from './fixture';

const FIELD = { name: 'TraceID', datasourceUid: 'tempo', matcherRegex: '"TraceId":"(\\w+)"', url: '$${__value.raw}' };
const LOKI = lokiSource(FIELD);
const withData = (change: (text: string) => string) => {
  const object = provisioned(TEMPO_SOURCE, LOKI);
  const data = object.data as Record<string, string>;
  return { ...object, data: { 'datasources.yaml': change(data['datasources.yaml'] ?? '') } };
};

test.each([
  ['access proxy', provisioned({ ...TEMPO_SOURCE, access: 'proxy' }, LOKI)],
  ['one default', provisioned({ ...TEMPO_SOURCE, isDefault: true }, LOKI)],
  ['a key of a newer Grafana', withData((text) => `${text}\nexperimental: true\n`)],
])('%s passes', async (_what, object) => {
  expect(await identitySays([object])).toEqual([]);
});

test.each([
  [
    'access',
    provisioned({ ...TEMPO_SOURCE, access: 'direct' }, LOKI),
    'has access direct, so browsers query an address inside the cluster',
  ],
  ['two defaults', provisioned({ ...TEMPO_SOURCE, isDefault: true }, { ...LOKI, isDefault: true }), 'is the default, and so is Tempo'],
  ['a uid twice', provisioned(TEMPO_SOURCE, LOKI, { ...TEMPO_SOURCE, name: 'Other' }), 'has the uid tempo, as data source Tempo does'],
  [
    'a name twice',
    provisioned(TEMPO_SOURCE, LOKI, { ...TEMPO_SOURCE, uid: 'x', url: 'http://other' }),
    'has the same name as another data source',
  ],
  ['another list', withData((text) => text.replace('datasources:', 'datasource:')), 'unknown key datasource; did you mean datasources?'],
  ['the old format', withData((text) => text.replace('apiVersion: 1\n', '')), 'has no apiVersion, with which Grafana ignores jsonData'],
  [
    'a version as text',
    withData((text) => text.replace('apiVersion: 1', 'apiVersion: v1')),
    'has apiVersion v1, and Grafana does not start',
  ],
  ['a deletion', withData((text) => `${text}\ndeleteDatasources: [{name: Tempo}]\n`), 'deletes data source Tempo, which is defined here'],
  ['a lookbehind', provisioned(TEMPO_SOURCE, lokiSource({ ...FIELD, matcherRegex: '(?<=id=)(\\w+)' })), 'has a lookbehind'],
  [
    'an expression that is not valid',
    provisioned(TEMPO_SOURCE, lokiSource({ ...FIELD, matcherRegex: '(?i)(\\w+)' })),
    'is not a valid regular expression',
  ],
])('%s is reported', async (_what, object, text) => {
  expect(await identitySays([object])).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
});

const log = (...flags: string[]) => identitySays([traefik([...TRACING, ...LOGGING, ...flags]), provisioned(TEMPO_SOURCE, LOKI)]);

test('an access log on standard output, without filters, passes', async () => {
  expect(await log('--accesslog.fields.headers.names.User-Agent=redact', '--accesslog.fields.names.ClientUsername=drop')).toEqual([]);
  expect(await log('--accesslog.otlp=true', '--accesslog.dualOutput=true')).toEqual([]);
  expect(await log('--accesslog.filepath=/dev/stdout', '--accesslog.bufferingsize=10')).toEqual([]);
});

test.each([
  ['--accesslog=false', 'writes no access log'],
  ['--accesslog.filepath=/tmp/access.log', 'writes its access log to the file /tmp/access.log in its container'],
  ['--accesslog.otlp.http.endpoint=http://loki:3100/otlp/v1/logs', 'sends its access log by OTLP instead of writing it'],
  ['--accesslog.otlp=true', 'set accesslog.dualoutput too, which Traefik has from 3.7.0 on'],
  ['--accesslog.filters.statuscodes=500-599', 'logs only some requests (accesslog.filters.statuscodes)'],
  ['--tracing=false', 'has no flag for tracing'],
  ['--configFile=/etc/traefik/traefik.yaml', 'reads its static configuration from /etc/traefik/traefik.yaml, and ignores all flags'],
  ['--accesslog.fields.headers.defaultmode=drp', 'accesslog.fields.headers.defaultmode is drp, which Traefik treats as keep'],
  ['--accesslog.fields.names.ClientUsername=drp', 'accesslog.fields.names.clientusername is drp, which Traefik treats as keep'],
])('%s is reported', async (flag, text) => {
  expect(await log(flag)).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
});
