import { bytesOf } from './quantity';

test.each([
  ['10Gi', 10 * 2 ** 30],
  ['10240Mi', 10 * 2 ** 30],
  ['1.5Ti', 1.5 * 2 ** 40],
  ['500M', 5e8],
  ['1k', 1000],
  ['1e3', 1000],
  ['2E', 2e18],
  ['1000m', 1],
  ['7', 7],
])('%s', (quantity, bytes) => {
  expect(bytesOf(quantity)).toBe(bytes);
});

test.each(['', 'Gi', '10GB', 'ten', '1 Gi'])('%p is not a quantity', (text) => {
  expect(bytesOf(text)).toBeUndefined();
});
