import { captureGroups } from './regular-expression';

test.each([
  ['a', 0],
  ['(a)', 1],
  ['(?:a)(?<id>b)', 1],
  ['a|(b(c))', 2],
  ['[(](a)\\(', 1],
])('%s has %d groups', (pattern, groups) => {
  expect(captureGroups(pattern)).toBe(groups);
});

test.each(['(', 'a\\', '(?P<id>a)', '*'])('%s is not valid', (pattern) => {
  expect(captureGroups(pattern)).toBeInstanceOf(SyntaxError);
});
