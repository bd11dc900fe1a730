import type { World } from '../../stack';
import type { Pod } from '../../world/kubernetes';
import type { RunningTempo } from '../../world/tempo';
import { checkCompaction, checkCompactors } from './compactors';

const OFF = { defaults: { compaction: { compaction_disabled: true } } };
const LIMITS = { ...OFF, per_tenant_override_config: '/runtime-config/overrides.yaml' };

interface Parts {
  readonly bucket?: string;
  readonly target?: string;
  readonly replicas?: number;
  readonly overrides?: object;
}

/** Only what the check reads. */
const tempo = (name: string, { bucket = 'traces', target = 'compactor', replicas = 1, overrides = {} }: Parts = {}): RunningTempo => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${name}-config` }, spec: { replicas } };
  const placed = { object, namespace: 'tracing', place: { file: 'dist/home/applications.k8s.yaml' } };
  const pod = { placed, containers: [], volumes: [{ volume: 'runtime', kind: 'ConfigMap', name: `${name}-runtime`, keys: [], paths: [] }] };
  const container = { args: [`-target=${target}`], mounts: [{ volume: 'runtime', path: '/runtime-config' }] };
  return {
    placed,
    config: { storage: { trace: { backend: 's3', s3: { bucket, endpoint: 's3.example.org' } } }, overrides },
    readers: [{ pod, container }],
  } as unknown as RunningTempo;
};

/** @param tenants the limits of the tenants of tempo-3, as text */
const problems = (tempos: readonly RunningTempo[], tenants = 'overrides: {}') => {
  const runtime = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tempo-3-runtime' }, data: { 'overrides.yaml': tenants } };
  const objects = [{ object: runtime, namespace: 'tracing', place: { file: 'a' } }];
  return checkCompactors(tempos, { isOurs: true, objects } as unknown as World).map(({ rule }) => rule);
};

test.each([
  ['both compact', tempo('tempo-3', { target: 'backend-worker' }), undefined],
  [
    'a tenant of the newer one is left',
    tempo('tempo-3', { target: 'backend-worker', overrides: LIMITS }),
    'overrides: { team: { ingestion: {} } }',
  ],
])('%s: an error', (_what, newer, tenants) => {
  expect(problems([tempo('tempo'), newer], tenants)).toEqual(['microservices/two-compactors']);
});

test.each([
  ['one with compaction off', tempo('tempo-3', { target: 'backend-worker', overrides: OFF }), undefined],
  [
    'one with compaction off for its tenants too',
    tempo('tempo-3', { target: 'backend-worker', overrides: LIMITS }),
    'overrides: { team: { compaction: { compaction_disabled: true } } }',
  ],
  ['one without compactors', tempo('tempo-3', { replicas: 0 }), undefined],
  ['another bucket', tempo('tempo-3', { bucket: 'other' }), undefined],
  ['no process that compacts', tempo('tempo-3', { target: 'querier' }), undefined],
])('%s: nothing', (_what, newer, tenants) => {
  expect(problems([tempo('tempo'), newer], tenants)).toEqual([]);
});

/** One Tempo with these microservices, each with a number of replicas. */
const parts = (processes: Readonly<Record<string, number>>, { bucket = 'traces', overrides = {} }: Parts = {}): RunningTempo => {
  const readers = Object.entries(processes).flatMap(([target, replicas]) => tempo('tempo', { target, replicas }).readers);
  return { ...tempo('tempo', { overrides, bucket }), readers };
};
const uncompacted = (tempos: readonly RunningTempo[], world: object = { isOurs: true }, pods: readonly object[] = []) =>
  checkCompaction(tempos, { objects: [], installations: [], releases: [], ...world } as unknown as World, { pods: pods as Pod[] }).map(
    ({ problem }) => problem?.split(' runs')[0],
  );

test.each([
  [{ ingester: 3 }, 'no compactor'],
  [{ ingester: 3, compactor: 0 }, 'no compactor'],
  [{ ingester: 3, 'backend-scheduler': 1 }, 'no compactor'],
  [{ 'live-store': 2, 'backend-worker': 1 }, 'no backend-scheduler'],
  [{ 'live-store': 2 }, 'no backend-scheduler and backend-worker'],
])('%j: nothing deletes blocks', (processes, problem) => {
  expect(uncompacted([parts(processes)])).toEqual([problem]);
});

test.each<Record<string, number>>([
  { ingester: 3, compactor: 1 },
  { ingester: 3, 'backend-worker': 1, 'backend-scheduler': 1 },
  { 'live-store': 2, 'backend-worker': 1, 'backend-scheduler': 1 },
  { all: 1 },
  { querier: 1 },
])('%j: passes', (processes) => {
  expect(uncompacted([parts(processes)])).toEqual([]);
});

test('compaction that is off, and a second instance, need no compactor', () => {
  expect(uncompacted([parts({ ingester: 3 }, { overrides: OFF })])).toEqual([]);
  expect(uncompacted([parts({ ingester: 3 }), parts({ 'live-store': 2 })])).toEqual([]);
});

describe('a Tempo of others', () => {
  const others = { isOurs: false };
  const rest = { distributor: 1, querier: 1, 'query-frontend': 1 };

  test.each([
    [{ ...rest, ingester: 3 }, ['no compactor']],
    [{ ...rest, ingester: 3, compactor: 1 }, []],
    [{ ...rest, 'live-store': 2 }, ['no backend-scheduler and backend-worker']],
    [{ distributor: 1, ingester: 3 }, []],
  ])('%j: judged where the rest of it is there', (processes, expected) => {
    expect(uncompacted([parts(processes)], others)).toEqual(expected);
  });

  test('another Tempo, with other blocks, is judged by itself', () => {
    const whole = parts({ ...rest, ingester: 3, compactor: 1 }, { bucket: 'other' });
    expect(uncompacted([parts({ ...rest, ingester: 3 }), whole], others)).toEqual(['no compactor']);
    expect(uncompacted([parts({ ...rest, ingester: 3 }), parts({ compactor: 1 })], others)).toEqual([]);
  });

  test('a compactor whose configuration is not known, or in a release that is not rendered, may be the one', () => {
    const whole = [{ ...parts({ ...rest, ingester: 3 }), namespace: 'tracing' }];
    expect(uncompacted(whole, others, [{ containers: [{ args: ['-target=compactor'] }] }])).toEqual([]);
    const installations = [{ namespace: 'tracing', chart: { name: 'other' } }];
    expect(uncompacted(whole, { ...others, installations })).toEqual([]);
  });
});
