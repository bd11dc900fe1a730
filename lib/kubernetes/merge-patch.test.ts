import { mergePatch } from './merge-patch';

test('names what changes and what goes, at any depth', () => {
  const before = { source: { path: 'a', revision: 'main' }, sync: { automated: { prune: true }, options: ['a'] }, same: { a: 1 } };
  const after = { source: { path: 'b', revision: 'main' }, sync: { options: ['a', 'b'] }, same: { a: 1 }, more: { a: 1 } };

  expect(mergePatch(before, after)).toEqual({
    source: { path: 'b' },
    sync: { automated: null, options: ['a', 'b'] },
    more: { a: 1 },
  });
});

test('equal maps need no patch', () => {
  expect(mergePatch({ a: { b: [1] } }, { a: { b: [1] } })).toEqual({});
});
