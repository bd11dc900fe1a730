/** Data sources against the cluster file. */
import { identitySays, lokiSource, provisioned, TEMPO_SOURCE } from './fixture';

const DECLARED = { loki: { url: 'http://loki', uid: 'loki', derivedFields: [] }, prometheusUid: 'prometheus', grafana: {} };
const LINKS = { datasourceUid: 'loki', filterByTraceID: true, spanStartTimeShift: '-5m', spanEndTimeShift: '5m' };
const DATA = { tracesToLogsV2: LINKS, serviceMap: { datasourceUid: 'prometheus' }, nodeGraph: { enabled: true } };
const tempo = (jsonData: object = {}, more: object = {}) => ({ ...TEMPO_SOURCE, ...more, jsonData: { ...DATA, ...jsonData } });
const says = (source: object, loki: object = lokiSource()) => identitySays([provisioned(source, loki)], DECLARED);

test.each([
  ['the data sources of synth', tempo(), lokiSource()],
  ['other shifts', tempo({ tracesToLogsV2: { ...LINKS, spanStartTimeShift: '-1.5h', spanEndTimeShift: '90' } }), lokiSource()],
  ['a shift of a month', tempo({ tracesToLogsV2: { ...LINKS, spanStartTimeShift: '-1M' } }), lokiSource()],
  ['a variable as a shift', tempo({ tracesToLogsV2: { ...LINKS, spanEndTimeShift: '$shift' } }), lokiSource()],
  [
    "a query of the user's own",
    tempo({ tracesToLogsV2: { ...LINKS, filterByTraceID: undefined, customQuery: true, query: '{app="x"}' } }),
    lokiSource(),
  ],
  ['a slash behind the URL', tempo(), { ...lokiSource(), url: 'http://loki/' }],
])('%s pass', async (_what, source, loki) => {
  expect(await says(source, loki)).toEqual([]);
});

test.each([
  ['no link to logs', tempo({ tracesToLogsV2: undefined }), 'error: data source Tempo: does not link to logs'],
  [
    'no filter',
    tempo({ tracesToLogsV2: { ...LINKS, filterByTraceID: false } }),
    'error: data source Tempo: links to all logs of that time',
  ],
  [
    'a query of its own that is missing',
    tempo({ tracesToLogsV2: { ...LINKS, customQuery: true } }),
    'error: data source Tempo: links to logs by tracesToLogsV2.customQuery without a query',
  ],
  [
    'a shift of months',
    tempo({ tracesToLogsV2: { ...LINKS, spanStartTimeShift: '-5M' } }),
    'error: data source Tempo: tracesToLogsV2.spanStartTimeShift is -5M, and Loki refuses a query of more than 30 days by default; use -5m',
  ],
  [
    'a shift without a number',
    tempo({ tracesToLogsV2: { ...LINKS, spanStartTimeShift: '-m' } }),
    'error: data source Tempo: tracesToLogsV2.spanStartTimeShift is -m, which Grafana does not read as a duration',
  ],
  [
    'a shift without its sign',
    tempo({ tracesToLogsV2: { ...LINKS, spanStartTimeShift: '5m' } }),
    'error: data source Tempo: tracesToLogsV2.spanStartTimeShift is 5m, so the link leaves out the time of the span; use -5m',
  ],
  [
    'a shift that is missing',
    tempo({ tracesToLogsV2: { ...LINKS, spanEndTimeShift: undefined } }),
    'warning: data source Tempo: has no tracesToLogsV2.spanEndTimeShift',
  ],
  ['no node graph', tempo({ nodeGraph: { enabled: false } }), 'warning: data source Tempo: shows no node graph'],
  ['another name', tempo({}, { name: 'Traces' }), 'warning: data source Traces: is named Traces instead of Tempo'],
])('%s is reported', async (_what, source, text) => {
  expect(await says(source)).toEqual([expect.stringContaining(text)]);
});

test('another Loki is reported', async () => {
  expect(await says(tempo(), { ...lokiSource(), url: 'http://loki:3100' })).toEqual([
    'error: data source Loki: queries http://loki:3100, but grafana.loki.url is http://loki; use http://loki',
  ]);
});
