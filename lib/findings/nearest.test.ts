import { nearest } from './nearest';

test.each([
  // A third of the letters may differ, rounded down, and at least one.
  ['ab', 'ax', 'ax'],
  ['ab', 'xy', undefined],
  ['abcde', 'abcdx', 'abcdx'],
  ['abcde', 'abcxy', undefined],
  ['abcdef', 'abcdxy', 'abcdxy'],
  ['abcdef', 'abcxyz', undefined],
  ['abcdefghi', 'abcdefxyz', 'abcdefxyz'],
  ['abcdefghi', 'abcdewxyz', undefined],
])('%s is near to %s: %s', (word, candidate, expected) => {
  expect(nearest(word, [candidate])).toBe(expected);
});

test('two swapped neighbours are one edit, and case does not count', () => {
  expect(nearest('ab', ['ba'])).toBe('ba');
  expect(nearest('REPOurl', ['repoURL'])).toBe('repoURL');
});

test('the nearest one is chosen, the first of several', () => {
  expect(nearest('receivres', ['retention', 'receivers', 'receiver'])).toBe('receivers');
  expect(nearest('abcx', ['abcy', 'abcz'])).toBe('abcy');
});
