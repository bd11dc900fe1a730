import type { Synthesis } from '../../../synthesis/cluster-output';
import { helmValuesOf, said, synthesizeCluster } from '../../../test/synthesis';

const withValues = (chart: string, values: string): Synthesis => synthesizeCluster('minimal', ['2.26.2', `${chart}\n  values: ${values}`]);

const valuesOf = (chart: string, values: string) => helmValuesOf<Record<string, unknown>>(withValues(chart, values));

const OFF = '{memcached: {enabled: false}}';

describe('without memcached', () => {
  test.each(['1.9.0', '1.61.3', '2.26.2', '3.3.0'])('Tempo of %s has no caches', (chart) => {
    const kafka = chart === '3.3.0' ? '\n  kafka: {address: "kafka.kafka:9092"}' : '';
    expect(valuesOf(`${chart}${kafka}`, OFF).cache).toEqual({ caches: [] });
  });

  test.each(['0.27.7', '1.2.5'])('Tempo of %s has no kind of cache', (chart) => {
    const { cache, tempo } = valuesOf(chart, '{memcached: {enabled: false}, tempo: {structuredConfig: {search_enabled: true}}}');
    expect(cache).toBeUndefined();
    expect(tempo).toEqual({ structuredConfig: { search_enabled: true, storage: { trace: { cache: '' } } } });
  });

  test.each(['1.2.6', '1.8.5'])('the chart %s leaves the cache out by itself', (chart) => {
    const values = valuesOf(chart, OFF);
    expect(values).not.toHaveProperty('cache');
    expect(values).not.toHaveProperty('tempo');
  });

  test("the user's own caches stay", () => {
    const caches = [{ memcached: { host: 'cache.example.org', service: '11211' }, roles: ['bloom'] }];
    expect(valuesOf('2.26.2', `{memcached: {enabled: false}, cache: ${JSON.stringify({ caches })}}`).cache).toEqual({ caches });
  });

  test.each(['1.9.0', '2.26.2'])("the user's own caches in the configuration of Tempo of %s stay alone, because they win", (chart) => {
    const caches = [{ memcached: { host: 'cache.example.org', service: '11211' }, roles: ['bloom'] }];
    const own = `tempo: {structuredConfig: {cache: ${JSON.stringify({ caches })}}}`;
    expect(valuesOf(chart, `{memcached: {enabled: false}, ${own}}`)).not.toHaveProperty('cache');
  });

  test('an empty list of the user stays where it is', () => {
    const own = '{memcached: {enabled: false}, cache: {background: {writeback_goroutines: 5}, caches: []}}';
    expect(Object.keys(valuesOf('2.26.2', own).cache ?? {})).toEqual(['background', 'caches']);
  });

  test('a cache for one role is told, because Tempo does not use it', () => {
    const bloom = '{memcached: {enabled: false}, memcachedBloom: {enabled: true}';
    expect(said(withValues('2.26.2', `${bloom}}`), 'warning')).toEqual([
      expect.stringMatching(
        /tempo\.values\.memcachedBloom\.enabled: Tempo does not use it, because tempo\.chart \(line \d+\) 2\.26\.2 configures it only beside tempo\.values\.memcached\.enabled \(line \d+\), which is off; turn memcached on, or list it in cache\.caches of tempo\.values/,
      ),
    ]);
    const own = 'cache: {caches: [{memcached: {host: tempo-memcached-bloom, service: memcached-client}, roles: [bloom]}]}';
    expect(said(withValues('2.26.2', `${bloom}, ${own}}`), 'warning')).toEqual([]);
    expect(said(withValues('2.26.2', '{memcachedBloom: {enabled: true}}'), 'warning')).toEqual([]);
  });
});

test('with memcached, its address is left to the chart', () => {
  expect(valuesOf('2.26.2', '{memcached: {replicas: 2}}')).not.toHaveProperty('cache');
});

test('a cache without a pod is an error', () => {
  expect(said(withValues('2.26.2', '{memcached: {replicas: 0}}'), 'error')).toEqual([
    expect.stringMatching(
      /tempo\.values\.memcached\.replicas: 0 leaves no pod behind the address that tempo\.chart \(line \d+\) 2\.26\.2 writes into Tempo's configuration; use 1 or more, or set enabled: false/,
    ),
  ]);
  expect(said(withValues('2.26.2', '{memcachedBloom: {enabled: true, replicas: 0}}'), 'error')).toHaveLength(1);
  expect(said(withValues('2.26.2', '{memcached: {enabled: false, replicas: 0}}'), 'error')).toEqual([]);
});
