import { failingValue, innermost } from './mistyped-value';

const DEFAULTS = { gateway: { enabled: false }, ingester: { config: { replication_factor: 3 }, image: { tag: null } }, name: 'x' };
const LAST = 'at <.Values.ingester.config.replication_factor>: nil pointer evaluating interface {}.replication_factor';
const NESTED = `template: a.yaml:62:8: executing "a.yaml" at <include "b" .>: error calling include: template: _helpers.tpl:200:14: executing "b" ${LAST}`;

const found = (values: unknown, error = NESTED) => {
  const failing = failingValue(error, values, DEFAULTS);
  return failing && `${failing.path.join('.')} is ${failing.kind}`;
};

test.each<[object, string | undefined]>([
  [{ ingester: { config: null } }, 'ingester.config is null'],
  [{ ingester: null }, 'ingester is null'],
  [{ ingester: { config: 'text' } }, 'ingester.config is text'],
  [{ ingester: { config: [] } }, 'ingester.config is a list'],
  [{ ingester: { config: true } }, 'ingester.config is a switch'],
  [{ ingester: { config: { replication_factor: null } } }, undefined],
  [{ gateway: null }, undefined],
  [{}, undefined],
])('%j: %s', (values, expected) => expect(found(values)).toBe(expected));

test('a message without a value, or about one that is not a map in the chart, names none', () => {
  expect(found({ gateway: null }, 'wrong type for value; expected map[string]interface {}; got interface {}')).toBeUndefined();
  expect(found({ name: null }, 'a.yaml:1:1 at <.Values.name.first>: nil pointer evaluating interface {}.first')).toBeUndefined();
});

test('only the call that fails is of use', () => {
  expect(innermost(NESTED)).toBe(LAST);
  expect(innermost('something else')).toBe('something else');
});
