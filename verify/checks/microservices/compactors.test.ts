import type { World } from '../../stack';
import type { RunningTempo } from '../../world/tempo';
import { checkCompactors } from './compactors';

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
