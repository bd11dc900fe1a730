import { helmValuesOf, said, synthesizeStorage } from '../../../test/synthesis';

const GENERATOR = `
  metricsGenerator:
    remoteWrite: http://mimir.mimir/api/v1/push
    processors: [span-metrics, service-graphs]
    dimensions: [http.method]
    headers: {X-Scope-OrgID: a}
    basicAuth: {secret: login, username: user, password: pass}`;

const synthesis = (chart: string, more = GENERATOR, credentials = 'existing: {}') =>
  synthesizeStorage('endpoint: s3.example.org', { chart, credentials, more });

const ITEM = {
  url: 'http://mimir.mimir/api/v1/push',
  headers: { 'X-Scope-OrgID': 'a' },
  basic_auth: { username: '${REMOTE_WRITE_USERNAME}', password: '${REMOTE_WRITE_PASSWORD}' },
};
const variable = (name: string, key: string) => ({ name, valueFrom: { secretKeyRef: { name: 'login', key } } });
const LOGIN = [variable('REMOTE_WRITE_USERNAME', 'user'), variable('REMOTE_WRITE_PASSWORD', 'pass')];
const DIMENSIONS = { span_metrics: { dimensions: ['http.method'] }, service_graphs: { dimensions: ['http.method'] } };

test.each(['0.27.7', '1.61.3', '2.26.2'])(
  'tempo-distributed %s has headers, login, dimensions and processors where it reads them',
  (chart) => {
    const values = helmValuesOf<Record<string, object>>(synthesis(`chart: ${chart}`));

    expect(values.metricsGenerator).toMatchObject({
      enabled: true,
      config: { storage: { remote_write: [ITEM] }, processor: DIMENSIONS },
      extraEnv: expect.arrayContaining(LOGIN),
    });
    const list = ['service-graphs', 'span-metrics'];
    expect(values).toMatchObject(
      chart === '0.27.7'
        ? { global_overrides: { metrics_generator_processors: list } }
        : { overrides: { defaults: { metrics_generator: { processors: list } } } },
    );
  },
);

test.each(['1.61.3', '2.26.2'])('only the metrics-generator of tempo-distributed %s has the login', (chart) => {
  const { metricsGenerator, ...others } = helmValuesOf<Record<string, object>>(synthesis(`chart: ${chart}`));

  expect(JSON.stringify(metricsGenerator)).toContain('"key":"pass"');
  expect(JSON.stringify(others)).not.toContain('REMOTE_WRITE');
});

test('without keys of the storage, only the metrics-generator has the flag', () => {
  for (const chart of ['1.61.3', '2.26.2']) {
    const { metricsGenerator, ...others } = helmValuesOf<Record<string, object>>(
      synthesis(`chart: ${chart}`, GENERATOR, 'identity: {instance: true}'),
    );
    expect(metricsGenerator).toMatchObject({ extraArgs: ['-config.expand-env=true'], extraEnv: LOGIN });
    expect(JSON.stringify(others)).not.toContain('expand-env');
    expect(others).not.toHaveProperty('defaults');
  }
});

test('the single process of the chart tempo has the login and the flag', () => {
  const { tempo } = helmValuesOf<{ tempo: object }>(synthesis('monolithic: 2.2.4', GENERATOR, 'identity: {instance: true}'));

  expect(tempo).toMatchObject({
    metricsGenerator: { enabled: true, storage: { remote_write: [ITEM] }, processor: DIMENSIONS },
    extraArgs: { 'config.expand-env': true },
    extraEnv: LOGIN,
  });
  expect(JSON.stringify(tempo)).not.toContain('remoteWriteUrl');
});

test('the chart tempo writes to the URL, even if it does not know the list of the user', () => {
  const more = `
  metricsGenerator: {remoteWrite: "http://a/api/v1/push"}
  values: {tempo: {metricsGenerator: {storage: {remote_write: [{url: "http://a/api/v1/push"}]}}}}`;
  const url = { remoteWriteUrl: 'http://a/api/v1/push' };

  expect(helmValuesOf(synthesis('monolithic: 1.23.3', more))).toMatchObject({ tempo: { metricsGenerator: url } });
  expect(helmValuesOf(synthesis('monolithic: 1.24.2', more))).not.toMatchObject({ tempo: { metricsGenerator: url } });
});

test('the values cannot choose the processors, unless they repeat them', () => {
  const withValues = (processors: string) =>
    synthesis(
      'chart: 1.61.3',
      `${GENERATOR}\n  values: {overrides: {defaults: {metrics_generator: {processors: [${processors}], ring_size: 3}}}}`,
    );

  expect(said(withValues('span-metrics'))).toEqual([expect.stringMatching(/; set tempo\.metricsGenerator\.processors$/)]);
  expect(said(withValues('service-graphs, span-metrics'))).toEqual([]);
});

test('the values may add dimensions in any order, and must not lose one of the cluster file', () => {
  const own = (path: string, list: string) =>
    said(synthesis('chart: 2.26.2', `${GENERATOR}\n  values: {${path}: {dimensions: [${list}]}${'}'.repeat(path.split('{').length - 1)}}`));
  const inValues = 'metricsGenerator: {config: {processor: {span_metrics';
  const inConfiguration = 'tempo: {structuredConfig: {metrics_generator: {processor: {service_graphs';

  for (const path of [inValues, inConfiguration]) expect(own(path, 'k8s.pod.name, http.method')).toEqual([]);
  expect(own(inValues, 'k8s.pod.name')).toEqual([
    expect.stringMatching(/dimensions: would replace metricsGenerator\.config\.processor\.span_metrics\.dimensions\.0/),
  ]);
  expect(own(inConfiguration, 'k8s.pod.name')).toEqual([
    expect.stringMatching(
      /service_graphs\.dimensions: lacks http\.method of tempo\.metricsGenerator\.dimensions, which it replaces; add it$/,
    ),
  ]);
});

test('the Secret of the login is required', () => {
  expect(synthesis('chart: 1.61.3').clusters[0]?.requirements).toContain('the Secret login with user and pass in namespace tracing');
});

test('processors are not set a second time in the configuration that is merged last, unless the cluster file does not know one', () => {
  const errors = (processors: string) => {
    const values = `values: {tempo: {structuredConfig: {overrides: {defaults: {metrics_generator: {processors: [${processors}]}}}}}}`;
    return said(synthesizeStorage('endpoint: s3.example.org', { more: `${GENERATOR}\n  ${values}` }));
  };

  expect(errors('local-blocks')).toContainEqual(
    expect.stringContaining('metrics_generator.processors: is managed by this stack; set tempo.metricsGenerator.processors'),
  );
  expect(errors('service-graphs, span-metrics, host-info')).toEqual([]);
});

describe("servers in the user's own values", () => {
  const URL = 'http://mimir.mimir/api/v1/push';
  const OTHER = { url: 'http://other.mimir/api/v1/push' };
  const withList = (path: readonly string[], list: readonly object[], generator = GENERATOR) => {
    const values = path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), list);
    return synthesis('chart: 2.26.2', `${generator}\n  values: ${JSON.stringify(values)}`);
  };
  const VALUES = ['metricsGenerator', 'config', 'storage', 'remote_write'];
  const CONFIGURATION = ['tempo', 'structuredConfig', 'metrics_generator', 'storage', 'remote_write'];

  test('add to the one of the cluster file what has no key, and others', () => {
    const synthesized = withList(VALUES, [OTHER, { url: URL, send_exemplars: true, headers: { 'X-More': 'b' } }]);
    expect(said(synthesized)).toEqual([]);
    const item = { ...ITEM, headers: { ...ITEM.headers, 'X-More': 'b' }, send_exemplars: true };
    expect(helmValuesOf(synthesized)).toMatchObject({ metricsGenerator: { config: { storage: { remote_write: [item, OTHER] } } } });
  });

  test('may have the same URL several times, with other headers', () => {
    const headers = (tenant: string) => ({ url: OTHER.url, headers: { 'X-Scope-OrgID': tenant } });
    const generator = `\n  metricsGenerator: {remoteWrite: "${OTHER.url}"}`;
    const synthesized = withList(VALUES, [headers('a'), headers('b')], generator);
    expect(said(synthesized)).toEqual([]);
    const list = helmValuesOf<{ metricsGenerator: { config: { storage: { remote_write: object[] } } } }>(synthesized);
    expect(list.metricsGenerator.config.storage.remote_write).toEqual([headers('a'), headers('b')]);
  });

  test('do not change its fields', () => {
    expect(said(withList(VALUES, [{ url: URL, headers: { 'X-Scope-OrgID': 'b' } }]))).toEqual([
      expect.stringMatching(/remote_write: would replace metricsGenerator\.config\.storage\.remote_write\.0\.headers\.X-Scope-OrgID/),
    ]);
  });

  test('replace it in the configuration, if its URL is among them', () => {
    const generator = `\n  metricsGenerator: {remoteWrite: "${URL}"}`;
    const list = [{ url: URL, sigv4: { region: 'eu-west-1' } }];
    const synthesized = withList(CONFIGURATION, list, generator);
    expect(said(synthesized)).toEqual([]);
    expect(helmValuesOf<{ metricsGenerator: object }>(synthesized).metricsGenerator).not.toHaveProperty('config');
    expect(said(withList(CONFIGURATION, [OTHER], generator))).toEqual([
      expect.stringMatching(
        /remote_write: lacks http:\/\/mimir\.mimir\/api\/v1\/push, the URL of tempo\.metricsGenerator\.remoteWrite; add it$/,
      ),
    ]);
  });
});
