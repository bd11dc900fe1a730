import { mergeValues } from './merge';

test('maps are merged recursively, and everything else is replaced', () => {
  const base = { a: { b: 1, c: [1, 2] }, d: 'x', e: { f: 1 } };

  expect(mergeValues(base, { a: { c: [3] }, d: { g: 1 }, e: null })).toEqual({ a: { b: 1, c: [3] }, d: { g: 1 }, e: null });
  expect(base).toEqual({ a: { b: 1, c: [1, 2] }, d: 'x', e: { f: 1 } });
});
