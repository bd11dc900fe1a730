import { dump } from 'js-yaml';
import { toYaml, toYamlDocuments } from './write';

const plain = (value: unknown) => dump(value, { noRefs: true, lineWidth: -1 });

/** With the form of words, or nearly so. */
const WORDS = [
  ...['c0-tracing', 'tempo of c0', 'dist/c0', 'a.example.com', 'n/a', 'e1.5', 'x: y', 'a #b', 'a- b', 'null', 'yes', 'no-no', 'on', '1-2'],
  ...[
    '2001-01-01',
    'a  b',
    'a-',
    '-a',
    'a\nb',
    'b c\n',
    '0x1f',
    'o.inf',
    'y',
    'true.',
    'a, b',
    `a-${'b'.repeat(300)}`,
    '~',
    '.inf',
    'On',
    'N',
    'NULL',
    'Deployment',
    '/a/b-c',
    '/',
    'https://a.example.com:443/b_c@d',
    'a:',
    'a://',
    'é-é',
    '',
  ],
];

test.each([
  ['maps and lists', { a: { b: [1, { c: 'x' }], d: {} }, e: [], f: 'text' }],
  ['keys that need quotes', { 'a: b': 1, '': 2, yes: 'no', 1: '1' }],
  ['texts of several lines', { script: 'a\n  b\n\nc\n', '-x': ' y' }],
  ['null, and what JSON has no word for', { a: null, b: Number.NaN, c: [Number.POSITIVE_INFINITY], d: 'null' }],
  [
    'texts of lines',
    { a: ['a\n', 'b\nc\n'], b: { c: 'a: b\n  - c\n\n# d\n', d: '- a \n\tb\n', e: ' a\nb\n', f: 'a\n \n', g: 'a\nü\n', h: 'a\n\nb+\n' } },
  ],
  ['an empty map', {}],
  ['an empty list', []],
  ['empty lists and maps', { a: [], b: {}, c: [{}, []], d: { e: [], f: [{ g: {} }] } }],
  ['dates', { a: new Date(0), b: [new Date(0)] }],
  ['numbers and booleans', { a: 0, b: -0, c: 1.5, d: 1e21, e: 2 ** 53, f: [-0, 0, -1, true], g: false }],
  [
    'a spec',
    { spec: { spec: { list: [{ a: 1 }], text: 'x\n\n  y\n \n\nz', more: '  a\nb' }, quoted: '"\t\n', none: {}, names: ['a\nb'] } },
  ],
  ['an empty spec', { spec: {} }],
  [
    'keys that need quotes, within',
    { a: { true: { b: { 'x: y': { c: 'no' } } }, [`${'long'.repeat(300)}`]: { d: 1 }, 'e/f.g': { h: 1 } } },
  ],
  ['an empty line at the end of a text', { a: { text: 'x\n\n', b: 'y\n\n' }, c: 'z', d: [{ text: 'x\n \n\n' }, { e: 1 }] }],
  ['lists within lists', { a: [[{ b: 1 }], { c: [{ d: { e: [1] } }, { f: 'x\n\n  y\n' }] }, {}], g: [{ h: {} }, { i: [] }] }],
  ['fields without a value', { a: undefined, b: { c: undefined }, d: [{ e: undefined, f: 1 }, { g: undefined }] }],
  ['words', Object.fromEntries(Object.entries(WORDS).map(([key, text]) => [key, { [key]: text, [text]: text }]))],
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
