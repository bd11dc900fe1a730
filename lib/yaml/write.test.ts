import { dump } from 'js-yaml';
import { toYaml, toYamlDocuments } from './write';

const plain = (value: unknown) => dump(value, { noRefs: true, lineWidth: -1 });

test.each([
  ['maps and lists', { a: { b: [1, { c: 'x' }], d: {} }, e: [], f: 'text' }],
  ['keys that need quotes', { 'a: b': 1, '': 2, yes: 'no', 1: '1' }],
  ['texts of several lines', { script: 'a\n  b\n\nc\n', '-x': ' y' }],
  ['null, and what JSON has no word for', { a: null, b: Number.NaN, c: [Number.POSITIVE_INFINITY], d: 'null' }],
  ['an empty map', {}],
  [
    'a spec',
    { spec: { spec: { list: [{ a: 1 }], text: 'x\n\n  y\n \n\nz', more: '  a\nb' }, quoted: '"\t\n', none: {}, names: ['a\nb'] } },
  ],
  ['an empty spec', { spec: {} }],
  ['a list', [{ a: 1 }, 'b']],
  ['a scalar', 'yes'],
])('%s are written as in one piece, also the second time', (_what, value) => {
  expect([toYaml(value), toYaml(value)]).toEqual([plain(value), plain(value)]);
});

test('fields that differ only in what JSON has no word for are different', () => {
  expect([toYaml({ a: [null] }), toYaml({ a: [Number.NaN] })]).toEqual(['a:\n  - null\n', 'a:\n  - .nan\n']);
});

test('documents are separated', () => {
  expect(toYamlDocuments([{ a: 1 }, { a: 1 }])).toBe('a: 1\n---\na: 1\n');
});
