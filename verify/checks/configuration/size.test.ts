import { sizeValues } from '../../../charts/tempo/size/values';
import type { World } from '../../stack';
import type { Reader, RunningTempo } from '../../world/tempo';
import { deployment, inLab } from '../fixture';
import { checkSize } from './size';

const RIGHT = {
  replicas: 3,
  resources: sizeValues('medium', { workloads: ['ingester'], user: {}, releaseName: 'tempo', hasZones: true }).ingester as object,
  factor: 3,
};

function said({
  replicas = RIGHT.replicas,
  resources = (RIGHT.resources as { resources: object }).resources,
  factor = 3,
  user = {},
  sets = 1,
} = {}) {
  const object = deployment('tempo-ingester', {});
  const reader = {
    pod: { placed: inLab({ ...object, spec: { replicas } }) },
    container: { args: ['-target=ingester'], source: { resources } },
  } as unknown as Reader;
  const config = { ingester: { lifecycler: { ring: { replication_factor: factor } } } };
  const world = { declared: { size: 'medium', values: { tempo: user } } } as unknown as World;
  return checkSize({ config, readers: Array(sets).fill(reader) } as unknown as RunningTempo, world).map(({ problem }) => problem);
}

test('the size of the cluster file passes', () => {
  expect(said()).toEqual([]);
});

test('ingesters in zones are counted together', () => {
  expect(said({ replicas: 1, sets: 3 })).toEqual([]);
  expect(said({ replicas: 1, sets: 2 })).toHaveLength(2);
});

test('another number of pods or copies, and lost resources, are errors', () => {
  expect(said({ replicas: 1 })).toEqual(['has 1 replica instead of 3 of tempo.size medium']);
  expect(said({ factor: 1 })).toEqual(['has 1 as replication factor instead of 3 of tempo.size medium']);
  expect(said({ resources: { requests: { cpu: '2500m', memory: '4Gi' } } })).toEqual([
    'has resources.limits.memory unset instead of 8Gi of tempo.size medium',
  ]);
});

test("what the user's values change is not compared", () => {
  expect(said({ replicas: 5, user: { ingester: { replicas: 5 } } })).toEqual([]);
});
