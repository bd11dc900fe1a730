import { documentOf } from './bases';

const dataOf = (own: string, base: string) => documentOf({ text: own, bases: [{ file: 'base.yaml', text: base }] }).data(() => false);

test.each<[string, string, string, unknown]>([
  ['maps, key by key', 'a: {x: 1}', 'a: {x: 2, y: 3}\nb: 4', { a: { x: 1, y: 3 }, b: 4 }],
  ['other lists are replaced', 'a: [1]', 'a: [2, 3]', { a: [1] }],
  [
    'lists of named items by name',
    'a: [{name: x, v: 1}, {name: z}]',
    'a: [{name: x, w: 2}, {name: y}]',
    { a: [{ name: 'x', w: 2, v: 1 }, { name: 'y' }, { name: 'z' }] },
  ],
  ['an empty list replaces too', 'a: []', 'a: [{name: x}]', { a: [] }],
  ['a null removes', 'a: {x: null}\nb: null', 'a: {x: 1, y: 2}\nb: {c: 1}', { a: { y: 2 } }],
  ['a null that removes nothing stays, to be reported', 'a: null', 'b: 1', { b: 1, a: null }],
  ['below values, a null is for Helm', 'a: {values: {x: null}}', 'a: {values: {x: 1, y: 2}}', { a: { values: { x: null, y: 2 } } }],
  [
    'an item with the name values is not below values',
    'a: [{name: values, x: null}]',
    'a: [{name: values, x: 1}]',
    { a: [{ name: 'values' }] },
  ],
  ['another kind of value replaces', 'a: 1', 'a: {b: 2}', { a: 1 }],
  ['extends itself is not one of the values', 'extends: base.yaml\na: 1', 'b: 2', { b: 2, a: 1 }],
])('merging: %s', (_what, own, base, expected) => {
  expect(dataOf(own, base)).toEqual(expected);
});
