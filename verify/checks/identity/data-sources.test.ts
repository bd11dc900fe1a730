import { identitySays, lokiSource, provisioned, TEMPO_SOURCE, TRACING, traefik } from './fixture';

test('two data sources that link to each other pass', async () => {
  const tempo = { ...TEMPO_SOURCE, jsonData: { tracesToLogsV2: { datasourceUid: 'loki' } } };
  expect(await identitySays([provisioned(tempo, lokiSource())])).toEqual([]);
});

test('misspelled fields are reported with the intended field, and missing required fields too', async () => {
  const { name: _, ...tempo } = { ...TEMPO_SOURCE, jsonData: { tracesToLogV2: {}, servceMap: {}, newInGrafana: true } };
  const loki = lokiSource({ name: 'TraceID', datasourceUid: 'tempo', url: '$${__value.raw}', matcherRegx: 'x' });
  expect(await identitySays([provisioned({ ...tempo, nmae: 'Tempo' }, loki)])).toEqual([
    'error: data source tempo: unknown field nmae; did you mean name?',
    'error: data source tempo: unknown field jsonData.tracesToLogV2; did you mean tracesToLogsV2?',
    'error: data source tempo: unknown field jsonData.servceMap; did you mean serviceMap?',
    'error: data source Loki: unknown field jsonData.derivedFields[0].matcherRegx; did you mean matcherRegex?',
  ]);
  expect(await identitySays([provisioned(tempo)])).toContain('error: data source tempo: name is missing, and Grafana requires it; add it');
});

test('a missing type is reported once, and then no data source is of type tempo', async () => {
  const { type: _, ...untyped } = TEMPO_SOURCE;
  expect(await identitySays([provisioned(untyped)])).toEqual([
    'error: data source Tempo: type is missing, and Grafana requires it; add it',
    'error: none of the data sources (Tempo of type (none)) is of type tempo; correct the type, or add one',
  ]);
});

test('Loki must be a data source if the cluster file has it', async () => {
  expect(await identitySays([provisioned(TEMPO_SOURCE)], { loki: { url: 'http://loki', uid: 'loki', derivedFields: [] } })).toEqual([
    'error: data source Tempo: does not link to logs, but the cluster file has grafana.loki; run `npm run synth`',
    'error: none of the data sources (Tempo of type tempo) is of type loki; correct the type, or add one',
  ]);
});

test('the service map queries the Prometheus of the cluster file', async () => {
  const mapping = (serviceMap?: object) => provisioned({ ...TEMPO_SOURCE, jsonData: { serviceMap } });
  const says = (found: string) => [
    `error: data source Tempo: its service map queries ${found}, but grafana.prometheus.uid is prometheus; use prometheus`,
  ];
  expect(await identitySays([mapping({ datasourceUid: 'prom' })], { prometheusUid: 'prometheus' })).toEqual(says('prom'));
  expect(await identitySays([mapping()], { prometheusUid: 'prometheus' })).toEqual(says('no data source'));
  expect(await identitySays([mapping({ datasourceUid: 'prometheus' })], { prometheusUid: 'prometheus' })).toEqual([]);
});

test('a ConfigMap without the label is not found by the sidecar', async () => {
  const configMap = provisioned(TEMPO_SOURCE);
  expect(await identitySays([{ ...configMap, metadata: { name: 'datasources' } }])).toEqual([
    'error: ConfigMap datasources: has no label grafana_datasource=1, which the sidecar of Grafana selects; add it with the value "1"',
  ]);
});

test('a trace links to its logs by the uid of a Loki data source', async () => {
  const linking = (link: object, loki: object = lokiSource()) => [
    provisioned({ ...TEMPO_SOURCE, jsonData: { tracesToLogsV2: link } }, loki),
  ];
  const { uid: _, ...unnamed } = lokiSource();
  expect(await identitySays(linking({}))).toEqual(['error: data source Tempo: links to logs in no data source; use loki']);
  expect(await identitySays(linking({ datasourceUid: 'tempo' }))).toEqual([
    'error: data source Tempo: links to logs in tempo, which is not the uid of a Loki data source; use loki',
  ]);
  expect(await identitySays(linking({ datasourceUid: 'logs' }, unnamed))).toEqual([
    'error: data source Tempo: links to logs in logs, which is not the uid of a Loki data source; give Loki the uid logs',
  ]);
});

test('a log line must link to its trace if a Traefik writes logs', async () => {
  expect(await identitySays([traefik(TRACING), provisioned(TEMPO_SOURCE, lokiSource())])).toEqual([
    'error: data source Loki: has no derived field that links to Tempo, so no log line links to its trace; run `npm run synth`',
  ]);
});

test('a type in capitals or misspelled is one that Grafana does not have', async () => {
  const typed = (type: string) => identitySays([provisioned({ ...TEMPO_SOURCE, type })]);
  expect(await typed('Tempo')).toContain('error: data source Tempo: has type Tempo, which Grafana does not have; use tempo');
  expect(await typed('tempoo')).toContainEqual(expect.stringContaining('has type tempoo, which Grafana does not have; use tempo'));
  expect(await typed('grafana-opensearch-datasource')).not.toContainEqual(expect.stringContaining('which Grafana does not have'));
});
