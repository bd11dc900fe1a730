/** Values that Tempo reads as something else, or refuses. */
import { dump } from 'js-yaml';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { checkDurations } from './durations';

function said(config: object): string[] {
  const metadata = { name: 'tempo', namespace: 'tracing' };
  const container = {
    ...{ name: 'tempo', image: 'grafana/tempo:2.10.5', args: ['-config.file=/conf/tempo.yaml'] },
    volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
  };
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'tempo.yaml': dump({ distributor: {}, ...config }) } },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
      spec: { template: { spec: { containers: [container], volumes: [{ name: 'conf', configMap: { name: 'tempo' } }] } } },
    },
  ];
  return worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'))
    .tempos.flatMap(checkDurations)
    .map(sentence);
}

const retention = (block_retention: unknown) => ({ compactor: { compaction: { block_retention } } });

test('a duration without a unit is read as nanoseconds', () => {
  expect(said(retention(48))).toEqual([
    'ConfigMap tempo (tempo.yaml): compactor.compaction.block_retention is 48, which Tempo reads as 48 nanoseconds; add the unit, such as 48h',
  ]);
  expect([...said(retention('48h')), ...said(retention(0)), ...said(retention(172_800_000_000_000))]).toEqual([]);
  expect(said(retention(1_209_600))).toEqual([expect.stringMatching(/; add the unit, such as 1209600s$/)]);
  expect(said({ querier: { search: { query_timeout: 30 } } })).toEqual([expect.stringMatching(/; add the unit, such as 30s$/)]);
  expect(said({ ingester: { max_block_duration: 30 } })).toEqual([expect.stringMatching(/; add the unit, such as 30m$/)]);
  expect(said({ compactor: { compaction: { max_compaction_objects: 600 } } })).toEqual([]);
});

test('levels of the log and numbers of shards are those that Tempo starts with', () => {
  expect(said({ server: { log_level: 'inf' } })).toEqual([
    expect.stringContaining('server.log_level is inf, and Tempo does not start with it'),
  ]);
  expect(said({ query_frontend: { trace_by_id: { query_shards: 1 } } })).toEqual([expect.stringContaining('query_shards is 1')]);
  expect(said({ server: { log_level: 'warn' }, query_frontend: { trace_by_id: { query_shards: 2 } } })).toEqual([]);
});

test('formats of blocks are those that Tempo has', () => {
  const block = (version: string) => said({ storage: { trace: { block: { version } } } });
  expect(block('vParquet9')).toEqual([
    'ConfigMap tempo (tempo.yaml): storage.trace.block.version is vParquet9, and Tempo 2.10.5 does not start with it; use v2, vParquet3, vParquet4 or vParquet5',
  ]);
  expect(block('vParquet2')).toHaveLength(1);
  expect(said({ storage: { trace: { wal: { version: 'vparquet4' } } } })).toEqual([
    expect.stringContaining('storage.trace.wal.version is vparquet4'),
  ]);
  expect(['', 'vParquet4', 'vParquet5', '${FORMAT}'].flatMap(block)).toEqual([]);
});
