import { fieldsOf, newestWithFields, typeAt } from '../../../charts/tempo/config-fields/fields';
import { suggestions } from './suggestion';
import { meansRetention, retentionKey, tempoKeys } from './tempo-keys';

const keys = (path: string, name: string, version: string) => tempoKeys(path.split('.'), { name, version }).map((key) => key.join('.'));

test.each([
  ['tempo-distributed', '1.39.3', 'global_overrides', ['overrides.defaults']],
  ['tempo-distributed', '2.23.4', 'global_overrides.max_traces_per_user', ['overrides.defaults.ingestion.max_traces_per_user']],
  ['tempo-distributed', '1.4.4', 'overrides.defaults.compaction', ['global_overrides.compaction']],
  ['tempo', '2.2.4', 'tempo.global_overrides', ['tempo.overrides.defaults']],
  ['tempo', '2.2.4', 'tempo.global_overrides.max_traces_per_user', ['tempo.overrides.defaults.ingestion.max_traces_per_user']],
  ['tempo-distributed', '2.23.4', 'global_overrides.per_tenant_override_config', ['overrides.per_tenant_override_config']],
  ['tempo', '1.10.0', 'tempo.overrides.defaults.ingestion', ['tempo.global_overrides.ingestion']],
  ['tempo', '2.2.4', 'global_overrides', ['tempo.global_overrides', 'tempo.overrides.defaults']],
  ['tempo', '2.2.4', 'overrides.defaults.ingestion', ['tempo.overrides.defaults.ingestion', 'tempo.global_overrides.ingestion']],
  ['tempo-distributed', '1.21.1', 'per_tenant_overrides', ['overrides']],
  ['tempo-distributed', '2.23.4', 'tempo.per_tenant_overrides.a', ['per_tenant_overrides.a', 'overrides.a']],
  ['tempo', '2.2.4', 'per_tenant_overrides.a', ['tempo.per_tenant_overrides.a', 'tempo.overrides.a']],
  ['tempo', '1.10.3', 'tempo.per_tenant_overrides.a', ['tempo.overrides.a']],
  ['grafana', '8.0.0', 'global_overrides', []],
])('limits in %s %s: %s', (name, version, path, expected) => expect(keys(path, name, version)).toEqual(expected));

test.each([
  ['tempo-distributed', '1.4.4', {}, 'compactor.config.compaction.block_retention'],
  ['tempo-distributed', '2.23.4', {}, 'compactor.config.compaction.block_retention'],
  ['tempo-distributed', '3.3.0', {}, 'backendScheduler.config.provider.compaction.compaction.block_retention'],
  ['tempo', '2.2.4', {}, 'tempo.retention'],
  ['tempo-distributed', '0.1.0', {}, undefined],
  ['loki', '6.0.0', {}, undefined],
])('the retention in %s %s with %j is %s', (name, version, values, expected) =>
  expect(retentionKey({ name, version }, values)?.join('.')).toBe(expected),
);

test.each([
  ['retention', true],
  ['tempo.compactor.compaction.block_retention', true],
  ['compactor.config.retentionPeriod', true],
  ['minio.retention_days', false],
  ['kafka.retention', false],
  ['ingester.config.retention', false],
  ['metricsGenerator.config.storage.retention', false],
])('%s means the retention of traces: %s', (path, expected) => expect(meansRetention(path.split('.'))).toBe(expected));

test('the retention of traces is set in the cluster file, if there is one, and never by another retention', () => {
  const chart = { name: 'tempo', version: '2.2.4', defaults: { tempo: { retention: '24h' } }, templateNames: new Set<string>() };
  const fixes = (path: string, isOurs = false) => suggestions(path.split('.'), chart, {}, isOurs).map(({ fix }) => fix);

  expect(fixes('retention', true)).toEqual(['set tempo.retention in the cluster file instead']);
  expect(fixes('retention')).toEqual(['use tempo.retention']);
  expect(fixes('metricsGenerator.retention')).toEqual([]);
});

test("Tempo's configuration is only proposed for a field of its release", () => {
  const chart = { name: 'tempo-distributed', defaults: { tempo: { structuredConfig: {} } }, templateNames: new Set<string>() };
  const field = ['compactor', 'compaction', 'max_compaction_objects'];
  const [first, ...rest] = field;
  const fixes = (version: string, appVersion: string) =>
    suggestions([first ?? '', 'config', ...rest], { ...chart, version, appVersion }, {}).map(({ fix }) => fix);

  expect(typeAt(fieldsOf(newestWithFields)?.config ?? '?', field)).toBeUndefined();
  expect(fixes('3.3.0', newestWithFields)).toEqual([]);
  expect(fixes('2.23.4', '2.10.5')).toEqual([`use tempo.structuredConfig.${field.join('.')}`]);
});

test('a limit of one tenant does not become one of all', () => {
  const defaults = { compactor: { config: { compaction: { block_retention: '48h' } } } };
  const chart = { name: 'tempo-distributed', version: '1.4.4', defaults, templateNames: new Set<string>() };

  expect(suggestions(['per_tenant_overrides', 'a', 'block_retention'], chart, {}).map(({ fix }) => fix)).toEqual([
    'use overrides.a.block_retention',
  ]);
});

test('limits in the flat format get the names of the nested one', () => {
  const chart = { name: 'tempo-distributed', version: '1.39.3', defaults: {}, templateNames: new Set<string>() };
  const first = (limits: object) => suggestions(['global_overrides'], chart, { global_overrides: limits })[0];

  expect(first({ ingestion_rate_limit_bytes: 5, max_bytes_per_trace: 6 })).toEqual({
    fix: 'use overrides.defaults with ingestion.rate_limit_bytes and global.max_bytes_per_trace',
    moved: ['overrides', 'defaults'],
    parts: [
      { path: ['overrides', 'defaults', 'ingestion', 'rate_limit_bytes'], value: 5 },
      { path: ['overrides', 'defaults', 'global', 'max_bytes_per_trace'], value: 6 },
    ],
  });
  expect(first({ max_bytes_per_trace: 6, per_tenant_override_config: '/x' })).toMatchObject({
    fix: 'use overrides.defaults with global.max_bytes_per_trace, and overrides.per_tenant_override_config',
    parts: [
      { path: ['overrides', 'defaults', 'global', 'max_bytes_per_trace'], value: 6 },
      { path: ['overrides', 'per_tenant_override_config'], value: '/x' },
    ],
  });
  expect(first({ ingestion: { rate_limit_bytes: 5 } })).toEqual({ fix: 'use overrides.defaults', moved: ['overrides', 'defaults'] });
});
