import type { Manifest } from '../../stack';
import { identitySays, LOGGING, lokiSource, provisioned, TEMPO_SOURCE, TRACING, traefik } from './fixture';

const OWN = { name: 'TraceID', datasourceUid: 'tempo', matcherRegex: '"TraceId":"(\\w+)"', url: '$${__value.raw}' };
const APP = { ...OWN, name: 'traceID', matcherRegex: 'trace=(\\w+)$$' };
const LABEL = { ...OWN, name: 'id', matcherType: 'label', matcherRegex: 'trace_id' };
const TENANT = { jsonData: { httpHeaderName1: 'X-Scope-OrgID' }, secureJsonData: { httpHeaderValue1: 'team-a' } };
const LINKS = { datasourceUid: 'loki', filterByTraceID: true, spanStartTimeShift: '-5m', spanEndTimeShift: '5m' };
const TEMPO = { ...TEMPO_SOURCE, jsonData: { tracesToLogsV2: LINKS } };
const DECLARED = {
  ...{ url: 'http://loki', uid: 'loki' },
  tenant: 'team-a',
  derivedFields: [
    { name: 'traceID', matcherType: 'regex', matcherRegex: 'trace=(\\w+)$' },
    { name: 'id', matcherType: 'label', matcherRegex: 'trace_id' },
  ],
} as const;

const source = (fields: readonly object[], changes: object = TENANT) => {
  const { jsonData, ...loki } = lokiSource(...fields);
  const { jsonData: more, ...others } = { jsonData: {}, ...changes };
  return { ...loki, jsonData: { ...jsonData, ...more }, ...others };
};

const TRAEFIK = traefik([...TRACING, ...LOGGING]);
const said = (fields: readonly object[], changes?: object, declared: object = DECLARED, ...objects: Manifest[]) =>
  identitySays([TRAEFIK, provisioned(TEMPO, source(fields, changes)), ...objects], { loki: declared as typeof DECLARED });

test('derived fields for log lines of applications pass beside that of Traefik', async () => {
  expect(await said([OWN, APP, LABEL])).toEqual([]);
});

test('derived fields for log lines of applications do not replace that of Traefik', async () => {
  expect(await said([APP, LABEL])).toEqual([
    'error: data source Loki: has no derived field that links to Tempo, so no log line links to its trace; run `npm run synth`',
  ]);
});

test.each([
  [[OWN, APP], 'has no derived field id, which is in grafana.loki.derivedFields'],
  [
    [OWN, { ...APP, matcherRegex: 'trace=(\\d+)$$' }, LABEL],
    'its derived field traceID reads another expression than in grafana.loki.derivedFields',
  ],
  [[OWN, APP, { ...LABEL, matcherType: 'regex' }], 'its derived field id reads another expression than in grafana.loki.derivedFields'],
])('one that is missing or different is an error', async (fields, problem) => {
  expect(await said(fields)).toEqual([`error: data source Loki: ${problem}; run \`npm run synth\``]);
});

test('one that loses the trace id is an error, as is one that links elsewhere', async () => {
  expect(await said([OWN, { ...APP, url: '${__value.raw}' }, { ...LABEL, datasourceUid: 'tmpo' }])).toEqual([
    expect.stringContaining('(derived field traceID): has the url ${__value.raw}'),
    expect.stringContaining('(derived field id): links to the unknown data source tmpo; use tempo'),
  ]);
});

test.each([
  [{}, 'sends no tenant, but grafana.loki.tenant is team-a; send X-Scope-OrgID: team-a'],
  [
    { ...TENANT, secureJsonData: { httpHeaderValue1: 'team-b' } },
    'sends the tenant team-b, but grafana.loki.tenant is team-a; send X-Scope-OrgID: team-a',
  ],
  [
    { jsonData: { ...TENANT.jsonData, httpHeaderValue1: 'team-a' } },
    'sends no header X-Scope-OrgID, because it has no value in secureJsonData; add its httpHeaderValue there',
  ],
])('another tenant is an error: %j', async (changes, problem) => {
  expect(await said([OWN, APP, LABEL], changes)).toEqual([`error: data source Loki: ${problem}`]);
});

test('a tenant that the cluster file does not have is an error', async () => {
  expect(await said([OWN], TENANT, { ...DECLARED, tenant: undefined, derivedFields: [] })).toEqual([
    'error: data source Loki: sends the tenant team-a, but the cluster file has no grafana.loki.tenant; remove X-Scope-OrgID',
  ]);
  expect(
    await said(
      [OWN],
      { jsonData: { httpHeaderName1: 'X-Team' }, secureJsonData: { httpHeaderValue1: 'a' } },
      { ...DECLARED, tenant: undefined, derivedFields: [] },
    ),
  ).toEqual([]);
});

test('the operator may add the value of a header', async () => {
  const object = {
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'GrafanaDatasource',
    metadata: { name: 'loki' },
    spec: { datasource: source([{ ...OWN, url: '${__value.raw}' }], { jsonData: TENANT.jsonData }) },
  };
  const withSecret = { ...object, spec: { ...object.spec, valuesFrom: [{ targetPath: 'secureJsonData.httpHeaderValue1' }] } };

  expect(await identitySays([TRAEFIK, provisioned(TEMPO_SOURCE), withSecret])).toEqual([]);
  expect(await identitySays([TRAEFIK, provisioned(TEMPO_SOURCE), object])).toEqual([
    expect.stringContaining('sends no header X-Scope-OrgID'),
  ]);
});

test('without Traefik, an expression needs a group', async () => {
  const fields = (matcherRegex: string) => [provisioned(TEMPO, source([{ ...OWN, matcherRegex }], {}))];

  expect(await identitySays(fields('trace=\\w+'))).toEqual([
    'error: data source Loki (derived field TraceID): trace=\\w+ has no group that captures the trace id; put parentheses around it',
  ]);
  expect(await identitySays(fields('trace=(\\w+)'))).toEqual([]);
});
