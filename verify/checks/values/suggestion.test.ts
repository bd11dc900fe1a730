import type { Path } from '../../../lib/yaml/parsed';
import { suggestions } from './suggestion';

const DEFAULTS = {
  global: { image: { registry: 'docker.io', pullSecrets: [] } },
  gateway: { image: { registry: null } },
  persistence: { enabled: false, storageClassName: null, size: '10Gi' },
  service: { ports: { zipkinPort: 9411 }, type: 'ClusterIP' },
  distributor: { extraArgs: [], config: { logReceivedSpans: { enabled: false } } },
  ingester: { extraArgs: [] },
  many: { a1: 1, b2: 2, c3: 3, d4: 4, e5: 5, f6: 6, g7: 7, h8: 8, i9: 9 },
};

const CHART = {
  name: 'tempo-distributed',
  version: '2.23.4',
  defaults: DEFAULTS,
  templateNames: new Set(['retentionPeriod', 'ports', 'type']),
};

const fixes = (path: Path, values: unknown = {}) => suggestions(path, CHART, values).map(({ fix }) => fix);

test.each<[string, Path, string[]]>([
  ['a key nearly of that name', ['service', 'typ'], ['use service.type']],
  [
    'a key of that name in other letters',
    ['distributor', 'config', 'logreceivedspans', 'enabled'],
    ['use distributor.config.logReceivedSpans.enabled'],
  ],
  ['the key with that name elsewhere', ['zipkinPort'], ['use service.ports.zipkinPort']],
  ['the possible places', ['extraArgs'], ['use distributor.extraArgs', 'use ingester.extraArgs']],
  ['a name nearly like one that only the templates know', ['retentionPeriods'], ['use retentionPeriod']],
  ['the switch that enables it', ['persistence', 'size'], ['set persistence.enabled (now false) to true, or remove this value']],
  ['the last steps in another place', ['distributor', 'sizes', 'size'], ['use persistence.size']],
  ['the global value that wins over it', ['gateway', 'image', 'registry'], ['use global.image.registry']],
  ['the new name of overrides', ['global_overrides'], ['use overrides.defaults']],
  ['nothing, if the chart has the key', ['service', 'type'], []],
  ['nothing, if the chart has no similar key', ['colour'], []],
  // A common name such as `enabled` is not a useful suggestion.
  ['no place of a common name', ['gateway', 'enabled'], []],
])('suggests %s', (_what, path, expected) => expect(fixes(path)).toEqual(expected));

test('depends on the set value, not on the default', () => {
  expect(fixes(['persistence', 'size'], { persistence: { enabled: true } })).toEqual([]);
});

test('the backend of the storage is chosen in the cluster file, if there is one', () => {
  const chart = { ...CHART, defaults: { storage: { trace: { backend: 'local', azure: {} } } } };
  const first = (isOurs: boolean) =>
    suggestions(['storage', 'trace', 'azure', 'container_name'], chart, { storage: { trace: { backend: 's3' } } }, isOurs)[0]?.fix;

  expect(first(true)).toBe('remove it, or set tempo.storage.azure in the cluster file');
  expect(first(false)).toBe('set storage.trace.backend to azure');
});

describe('for a configuration of Tempo', () => {
  const defaults = {
    tempo: { structuredConfig: {} },
    overrides: { defaults: {} },
    queryFrontend: { config: { search: { concurrent_jobs: 1 }, metrics: { max_duration: '3h' } } },
  };
  const chart = {
    name: 'tempo-distributed',
    version: '2.26.2',
    appVersion: '2.10.8',
    defaults,
    templateNames: new Set(['metricsGenerator']),
  };
  const first = (path: Path) => suggestions(path, chart, {})[0]?.fix;

  test.each<[string, string | undefined]>([
    ['global_overrides.max_traces_per_user', 'use overrides.defaults.ingestion.max_traces_per_user'],
    ['global_overrides.metrics_generator_processors', 'use overrides.defaults.metrics_generator.processors'],
    ['queryFrontend.config.search.max_duration', 'use tempo.structuredConfig.query_frontend.search.max_duration'],
    ['overrides.defaults.metrics_generator.processors', 'use global_overrides.metrics_generator.processors'],
  ])('instead of %s: %s', (path, fix) => expect(first(path.split('.'))).toBe(fix));

  test('names of templates are not meant in a map that is copied', () => {
    const all = suggestions(['overrides', 'defaults', 'metrics_generator', 'processors'], chart, {}).map(({ fix }) => fix);
    expect(all).not.toContainEqual(expect.stringContaining('metricsGenerator'));
  });
});

describe('a field of Tempo in the wrong place', () => {
  const empty = { templateNames: new Set<string>() };
  const distributed = (version: string, appVersion: string) => ({
    ...empty,
    ...{
      name: 'tempo-distributed',
      version,
      appVersion,
      defaults: { reportingEnabled: true, traces: { kafka: {} }, tempo: { structuredConfig: {} } },
    },
  });
  const single = { ...empty, name: 'tempo', version: '2.2.4', appVersion: '2.10.8', defaults: { tempo: { reportingEnabled: true } } };
  const [third, second] = [distributed('3.3.0', '3.0.3'), distributed('2.26.2', '2.10.7')];

  test.each([
    ['usage_report.reporting_enabled', third, 'use reportingEnabled'],
    ['usage_report.reporting_enabled', single, 'use tempo.reportingEnabled'],
    ['query_frontend.max_retries', third, 'use tempo.structuredConfig.query_frontend.max_retries'],
    ['query_frontend.max_retries', single, 'use tempo.query_frontend.max_retries'],
    ['tempo.query_frontend.max_retries', third, 'use tempo.structuredConfig.query_frontend.max_retries'],
    ['tempo.structuredConfig.query_frontend.max_retries', single, 'use tempo.query_frontend.max_retries'],
    ['ingest.kafka.write_timeout', third, 'use tempo.structuredConfig.ingest.kafka.write_timeout'],
  ])('is written where the chart reads it: %s', (path, chart, fix) => {
    expect(suggestions(path.split('.'), chart, {}, true)[0]?.fix).toBe(fix);
  });

  test.each([
    ['ingest.kafka.sasl_mechanism', third, 'set tempo.kafka.sasl'],
    ['ingest.kafka.tls_enabled', third, 'set tempo.kafka.tls'],
    ['ingest.kafka', second, 'remove it, because this release does not send traces through Kafka'],
    ['multitenancy_enabled', second, 'remove it, because nothing in this stack sends a tenant'],
  ])('that this stack manages is set by its key: %s', (path, chart, fix) => {
    expect(suggestions(path.split('.'), chart, {}, true).map((each) => each.fix)).toEqual([fix]);
  });

  test('that this stack manages is not moved with the map in which it is', () => {
    const suggested = (server: object) => suggestions(['server'], second, { server }, true).map(({ fix, onlyWithin }) => [fix, onlyWithin]);
    expect(suggested({ log_level: 'warn' })).toEqual([['use tempo.structuredConfig.server', undefined]]);
    expect(suggested({ log_level: 'warn', http_listen_port: 80 })).toEqual([['use tempo.structuredConfig.server', true]]);
  });

  test('of other manifests has no key', () => {
    expect(suggestions(['ingest', 'kafka', 'sasl_username'], third, {}).map(({ fix }) => fix)).toContain(
      'use tempo.structuredConfig.ingest.kafka.sasl_username',
    );
  });
});
