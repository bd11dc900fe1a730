/** Which addresses are Services of a stack. */
import { ownTargets } from './own-addresses';
import { servicesOf } from './own-services';

test('the Services of both releases are those of the stack during a migration', () => {
  const migration = { from: '2.26.2', stage: 'side-by-side', values: {} };
  const tempo = { namespace: 'tracing', releaseName: 'tempo-3', chart: '3.3.0', values: {}, migration };
  const names = (config: object) => servicesOf(config as Parameters<typeof servicesOf>[0]).map(({ service }) => service);

  expect(names({ tempo })).toEqual(['tempo-3', 'tempo']);
  expect(names({ tempo: { ...tempo, migration: undefined } })).toEqual(['tempo-3']);
  expect(names({ tempo: { ...tempo, migration: undefined }, collector: { chart: '0.170.0' } })).toEqual(['tempo-3', 'tempo-collector']);
});

describe('a Service of this stack leads to its pods', () => {
  const config = (tempo: object, more: object = {}) =>
    ({ tempo: { namespace: 'tracing', releaseName: 'tempo', chart: '2.26.2', values: {}, ...tempo }, ...more }) as Parameters<
      typeof servicesOf
    >[0];
  const to = (address: string, file = config({})) =>
    ownTargets({ address }, 'tracing', servicesOf(file)).map((target) => target.to.namespace ?? target.outside);

  test.each([
    ...['tempo-memcached:11211', 'http://tempo-query-frontend.tracing.svc.cluster.local:3200', 'tempo-gossip-ring:7946'],
    ...['tempo-distributor-discovery:4317', 'tempo-ingester-zone-a:9095', 'tempo-ingester-0.tempo-ingester.tracing.svc:3200'],
  ])('%s', (address) => {
    expect(to(address)).toEqual([]);
  });

  test("but a user's own has none, also if its name begins like Tempo's", () => {
    expect(to('tempo.other.svc:3200')).toEqual(['other']);
    expect(to('redis:6379')).toEqual(['tracing']);
    expect(to('redis.example.org:6379')).toEqual(['redis.example.org']);
    expect(to('tempo-redis:6379')).toEqual(['tracing']);
    expect(to('tempo-collector-of-the-team.tracing.svc:4317')).toEqual(['tracing']);
    expect(to('tempo-distributor-proxy:4317')).toEqual(['tracing']);
    expect(to('tempo.tracing.svc:3200')).toEqual(['tracing']);
    expect(to('redis-0.redis.tracing.svc:6379')).toEqual(['tracing']);
  });

  test('a cache, a gateway and MinIO are of the chart if it has them', () => {
    const off = config({ values: { memcached: { enabled: false } } });
    expect(to('tempo-memcached:11211', off)).toEqual(['tracing']);
    expect(to('tempo-gateway:80')).toEqual(['tracing']);
    expect(to('tempo-gateway:80', config({ values: { gateway: { enabled: true } } }))).toEqual([]);
    expect(to('tempo-minio:9000')).toEqual(['tracing']);
    expect(to('tempo-minio:9000', config({}, { minio: { bundled: {} } }))).toEqual([]);
  });

  test.each([
    ['no collector', {}, ['tracing'], ['tracing']],
    ["somebody else's", { collector: { external: { endpoint: 'tempo-collector:4318' } } }, ['tracing'], ['tracing']],
    ['one tier', { collector: { chart: '0.170.0' } }, [], ['tracing']],
    ['two tiers', { collector: { chart: '0.170.0', tailSampling: {} } }, [], []],
  ])('a collector of this stack has one for each tier: %s', (_, more, first, second) => {
    expect(to('tempo-collector.tracing.svc:4317', config({}, more))).toEqual(first);
    expect(to('tempo-collector-sampling.tracing.svc:4317', config({}, more))).toEqual(second);
  });

  test('the chart tempo has one Service', () => {
    const single = config({ chart: undefined, monolithic: '2.2.4' });
    expect(to('tempo:3200', single)).toEqual([]);
    expect(to('tempo-memcached:11211', single)).toEqual(['tracing']);
  });
});
