import { loadYaml } from '../../../lib/helm/yaml';
import { nameOfPath } from '../../../verify/world/value-path';
import { tempoProduct } from '../product';
import { fieldsOf, newestWithFields } from './fields';
import { mistakesIn } from './mistakes';

/** The mistakes as `kind path: meant or wanted`. */
function said(text: string, { version = '2.10.5', file = 'config' as 'config' | 'overrides' } = {}): string[] {
  const fields = fieldsOf(version);
  return mistakesIn(loadYaml(text), fields?.[file] ?? '').map(
    ({ kind, path, meant, wanted }) => `${kind} ${nameOfPath(path)}: ${meant ?? wanted}`,
  );
}

test('every known release of Tempo has fields', () => {
  expect(tempoProduct.versions.filter((version) => fieldsOf(version) === undefined)).toEqual([]);
  expect(newestWithFields).toBe(tempoProduct.newest);
});

test('a newer patch has the fields of the patch before, and a newer minor has none', () => {
  expect(fieldsOf('2.10.99')).toEqual(fieldsOf('2.10.8'));
  expect(fieldsOf('3.99.0')).toBeUndefined();
});

describe('the configuration', () => {
  test.each([
    ['server: { http_listen_port: 3200 }'],
    ['compactor: { compaction: { block_retention: 48h, compaction_window: 3600000000000 } }'],
    ['storage: { trace: { s3: { access_key: 12345, insecure: no, tags: { a: b } } } }'],
    ['ingester: { lifecycler: { ring: { replication_factor: 3.0 } }, max_block_duration: "${DURATION}" }'],
    ['distributor: { receivers: { otlp: { protocols: { grpc: null } } } }'],
    ['metrics_generator: { storage: { remote_write: [{ url: "http://a/b", send_exemplars: true, headers: { X: y } }] } }'],
    ['query_frontend: null'],
  ])('accepts %s', (text) => {
    expect(said(text)).toEqual([]);
  });

  test.each([
    ['compactor: { compaction: { block_retentoin: 1h } }', 'unknown compactor.compaction.block_retentoin: block_retention'],
    ['storage_config: {}', 'unknown storage_config: undefined'],
    ['compactor: { block_retention: 1h }', 'unknown compactor.block_retention: compaction.block_retention'],
    ['receivers: { otlp: null }', 'unknown receivers: distributor.receivers'],
    ['ingester: { replication_factor: 1 }', 'unknown ingester.replication_factor: lifecycler.ring.replication_factor'],
    ['ingester: { replication_factor: one }', 'unknown ingester.replication_factor: undefined'],
    ['query_frontend: { concurrent_jobs: 10 }', 'unknown query_frontend.concurrent_jobs: undefined'],
    [
      'overrides: { defaults: { ingestion_rate_limit_bytes: 100 } }',
      'unknown overrides.defaults.ingestion_rate_limit_bytes: ingestion.rate_limit_bytes',
    ],
    ['overrides: { defaults: { max_bytes_per_trace: 100 } }', 'unknown overrides.defaults.max_bytes_per_trace: global.max_bytes_per_trace'],
    ['ingester: { max_block_duration: 5 minutes }', 'type ingester.max_block_duration: a duration such as 10m'],
    ['compactor: { compaction: { block_retention: 14d } }', 'type compactor.compaction.block_retention: a duration such as 48h'],
    ['overrides: { block_retention: 48 }', 'type overrides.block_retention: a duration such as 48h'],
    ['overrides: { per_tenant_override_period: 10 }', 'type overrides.per_tenant_override_period: a duration such as 10s'],
    ['ingester: { lifecycler: { ring: { replication_factor: "3" } } }', 'type ingester.lifecycler.ring.replication_factor: an integer'],
    ['storage: { trace: { s3: { insecure: "false" } } }', 'type storage.trace.s3.insecure: true or false'],
    ['storage: { trace: { s3: { endpoint: [a] } } }', 'type storage.trace.s3.endpoint: text'],
    ['memberlist: { join_members: a:7946 }', 'type memberlist.join_members: a list'],
    ['querier: 5', 'type querier: a map'],
    ['storage: { trace: { s3: { part_size: -1 } } }', 'type storage.trace.s3.part_size: an integer from 0'],
  ])('refuses %s', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });

  test('has other fields in other releases', () => {
    const ingester = 'ingester: { max_block_duration: 5m }';
    expect(said(ingester, { version: '2.10.8' })).toEqual([]);
    expect(said(ingester, { version: '3.0.0' })).toEqual([expect.stringMatching(/^unknown ingester:/)]);
  });
});

describe('the overrides', () => {
  test('have one of two formats', () => {
    expect(said('overrides: { ingestion_rate_limit_bytes: 5 }')).toEqual([]);
    expect(said('overrides: { defaults: { ingestion: { rate_limit_bytes: 5 } } }')).toEqual([]);
    expect(said('overrides: { a: { max_traces_per_user: 5 }, "*": {} }', { file: 'overrides' })).toEqual([]);
    expect(said('overrides: { a: { ingestion: { rate_limit_bytes: 5 } } }', { file: 'overrides' })).toEqual([]);
  });

  test('do not mix them', () => {
    const mixed = 'ingestion_rate_limit_bytes: 5';
    expect(said(`overrides: { defaults: { ingestion: {} }, ${mixed} }`)).toEqual(['mixed overrides.ingestion_rate_limit_bytes: defaults']);
    expect(said(`overrides: { a: { ingestion: {} }, b: { ${mixed} } }`, { file: 'overrides' })).toEqual([
      'mixed overrides.b.ingestion_rate_limit_bytes: ingestion',
    ]);
  });

  test.each([
    [
      'overrides: { ingestion_rate_limit_byte: 5, max_traces_per_user: 1 }',
      'unknown overrides.ingestion_rate_limit_byte: ingestion_rate_limit_bytes',
    ],
    ['overrides: { defaults: { ingestoin: {} } }', 'unknown overrides.defaults.ingestoin: ingestion'],
    [
      'overrides: { defaults: { ingestion: { rate_limit_bytes: lots } } }',
      'type overrides.defaults.ingestion.rate_limit_bytes: an integer',
    ],
    ['overrides: { max_traces_per_user: lots }', 'type overrides.max_traces_per_user: an integer'],
    ['overrides: text', 'type overrides: a map'],
  ])('refuse %s', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });

  test('of Tempo 2.2 have only the flat format', () => {
    expect(said('overrides: { defaults: {} }', { version: '2.2.0' })).toEqual([expect.stringMatching(/^unknown overrides.defaults:/)]);
  });
});
