import { edited } from './edit';

const PATH = ['tempo', 'chart'];

test.each([
  [
    'plain, with a comment',
    'tempo:\n  chart: 2.23.4 # the newest\n  other: 2.23.4\n',
    'tempo:\n  chart: 2.26.2 # the newest\n  other: 2.23.4\n',
  ],
  ['in single quotes', "tempo: {chart: '2.23.4',  a: [1]}\n", "tempo: {chart: '2.26.2',  a: [1]}\n"],
  ['in double quotes', 'tempo: {"chart": "2.23.4"}', 'tempo: {"chart": "2.26.2"}'],
  ['with Windows line ends', '# a\r\ntempo:\r\n    chart:   2.23.4\r\n', '# a\r\ntempo:\r\n    chart:   2.26.2\r\n'],
  ['a number', 'tempo: {chart: 3.5}', 'tempo: {chart: 2.26.2}'],
  ['with an anchor of its own', 'tempo: {chart: &v 2.23.4}', 'tempo: {chart: &v 2.26.2}'],
  ['an alias that is used once', 'x: &v 2.23.4\ntempo: {chart: *v}', undefined],
  ['a block', 'tempo:\n  chart: >-\n    2.23.4\n', 'tempo:\n  chart: >-\n    2.26.2\n'],
  ['an anchor of other keys', 'tempo: {chart: &v 2.23.4}\nother: *v\n', undefined],
  ['of a merged map', 'base: &b {chart: 2.23.4}\ntempo: {<<: *b}\n', undefined],
  ['escaped', 'tempo: {chart: "2.23\\x2e4"}', undefined],
  ['missing', 'tempo: {}', undefined],
  ['a map', 'tempo: {chart: {a: 1}}', undefined],
  ['empty', 'tempo: {chart: }', undefined],
])('a value that is %s', (_what, text, expected) => {
  expect(edited(text, PATH, '2.26.2')).toBe(expected);
});
