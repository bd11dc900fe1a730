import { type NodeSelection, narrowed } from './node-selection';

const pod = (fields: Partial<NodeSelection>): NodeSelection => ({ nodeSelector: {}, affinity: {}, tolerations: [], ...fields });

const on = (...terms: object[][]) =>
  pod({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })) },
      },
    },
  });
const rack = (operator: string, ...values: string[]) => ({ key: 'rack', operator, values });
const RACK_A = pod({ nodeSelector: { rack: 'a' } });

test.each<[string, NodeSelection, NodeSelection, boolean]>([
  ['one more value', on([rack('In', 'a')]), on([rack('In', 'b', 'a')]), false],
  ['one value less', on([rack('In', 'a', 'b')]), on([rack('In', 'a')]), true],
  ['one more term', on([rack('In', 'a')]), on([rack('In', 'a')], [rack('In', 'b')]), false],
  ['one term less', on([rack('In', 'a')], [rack('In', 'b')]), on([rack('In', 'a')]), true],
  ['two terms as one', on([rack('In', 'a')], [rack('In', 'b')]), on([rack('In', 'a', 'b')]), false],
  ['one more requirement', on([rack('In', 'a')]), on([rack('In', 'a'), { key: 'ssd', operator: 'Exists' }]), true],
  ['one requirement less', on([rack('In', 'a'), { key: 'ssd', operator: 'Exists' }]), on([rack('In', 'a')]), false],
  ['one more exception', on([rack('NotIn', 'a')]), on([rack('NotIn', 'a', 'b')]), true],
  ['one exception less', on([rack('NotIn', 'a', 'b')]), on([rack('NotIn', 'b')]), false],
  ['an exception of another value', on([rack('In', 'a')]), on([rack('NotIn', 'b')]), false],
  ['any value', on([rack('In', 'a')]), on([rack('Exists')]), false],
  ['a label as nodeAffinity', RACK_A, on([rack('In', 'a')]), false],
  ['another label as nodeAffinity', RACK_A, on([rack('In', 'b')]), true],
  ['none any more', on([rack('In', 'a')]), pod({}), false],
  ['a first one', pod({}), on([rack('Exists')]), true],
])('nodeAffinity: %s', (_what, old, now, expected) => {
  expect(narrowed(old, now).byAffinity).toBe(expected);
});

test('a label that nodeAffinity needed before is not new', () => {
  expect(narrowed(on([rack('In', 'a')]), RACK_A).labels).toEqual([]);
  expect(narrowed(on([rack('In', 'a', 'b')]), RACK_A).labels).toEqual([['rack', 'a']]);
});

const POOL = { key: 'pool', value: 'a', effect: 'NoSchedule' };

test.each<[string, object, object, boolean]>([
  ['the default operator, written', POOL, { ...POOL, operator: 'Equal' }, false],
  ['all values', POOL, { key: 'pool', operator: 'Exists', effect: 'NoSchedule' }, false],
  ['one of all values', { key: 'pool', operator: 'Exists' }, { key: 'pool', value: 'a' }, true],
  ['all effects', POOL, { key: 'pool', value: 'a' }, false],
  ['one of all effects', { key: 'pool', value: 'a' }, POOL, true],
  ['all keys', POOL, { operator: 'Exists' }, false],
  ['all keys of another effect', POOL, { operator: 'Exists', effect: 'NoExecute' }, true],
  ['a limited time', { ...POOL, effect: 'NoExecute' }, { ...POOL, effect: 'NoExecute', tolerationSeconds: 60 }, false],
  ['another value', POOL, { ...POOL, value: 'b' }, true],
])('tolerations: %s', (_what, old, now, isGone) => {
  expect(narrowed(pod({ tolerations: [old] }), pod({ tolerations: [now] })).tolerations).toEqual(isGone ? [old] : []);
});
