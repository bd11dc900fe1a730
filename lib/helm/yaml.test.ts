/** YAML is read as Helm 4 does. */
import { isSameScalar, loadValues, loadYaml, loadYamlDocuments } from './yaml';

test('plain words and numbers are read as Helm does', () => {
  expect(loadYaml('[y, Yes, on, TRUE, n, No, OFF, false, yEs, "yes"]')).toEqual([
    ...[true, true, true, true, false, false, false, false],
    ...['yEs', 'yes'],
  ]);
  expect(loadYaml('[0755, 1_000, 0b11, 0o17, 08, 1e3, 0x1F, .5, 1., +5, -0755, 12, 0, 00, ~, 0b, 1:30, 2001-01-01, 1.2.3]')).toEqual([
    ...[493, 1000, 3, 15, 8, 1000, 31, 0.5, 1, 5, -493, 12, 0, 0, null],
    ...['0b', '1:30', '2001-01-01', '1.2.3'],
  ]);
  expect(loadYaml('a: &a {p: 1}\nb: {<<: *a, on: 2}')).toEqual({ a: { p: 1 }, b: { p: 1, true: 2 } });
});

test.each([
  ['contain themselves', 'a: &x\n  b: *x\n'],
  ['contain themselves', '&x\nkind: List\nitems: [*x]\n'],
  [
    'expand without end',
    [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...[...'abcdefg'].map((name, at) => `${'bcdefgh'[at]}: &${'bcdefgh'[at]} [${Array(9).fill(`*${name}`)}]`),
    ].join('\n'),
  ],
])('anchors that %s are refused', (what, text) => expect(() => loadYaml(text)).toThrow(`its anchors ${what}`));

test('anchors that are used often are not refused', () => {
  expect(loadYaml(`a: &a [1]\nb: [${Array(1000).fill('*a')}]`)).toMatchObject({ a: [1] });
});

test('a duplicate key is refused, except in the output of Helm', () => {
  expect(() => loadYaml('a: 1\na: 2')).toThrow('duplicated mapping key');
  expect(loadYamlDocuments('a: 1\na: 2\n---\nb: 1', { duplicates: true })).toEqual([{ a: 2 }, { b: 1 }]);
});

test('a duplicate key with the same value can be accepted, and only that', () => {
  expect(loadYaml('{a: {b: x, b: x}, c: 1, c: 1}', { duplicates: isSameScalar })).toEqual({ a: { b: 'x' }, c: 1 });
  expect(() => loadYaml('{b: x, b: y}', { duplicates: isSameScalar })).toThrow('duplicated mapping key');
  expect(() => loadYaml('{b: {}, b: {c: 1}}', { duplicates: isSameScalar })).toThrow('duplicated mapping key');
});

test('values are all documents merged', () => {
  expect(loadValues('  a: {p: 1, q: 1}\n---\n# nothing\n---\na: {p: 2}\n')).toEqual({ a: { p: 2, q: 1 } });
  expect(loadValues('# nothing\n')).toEqual({});
  expect(loadValues('- a\n')).toBeUndefined();
});
