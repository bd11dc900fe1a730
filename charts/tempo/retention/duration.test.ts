import { secondsOf } from './duration';

test.each([
  ['48h', 172800],
  ['48h30m', 174600],
  ['336h0m0s', 1209600],
  ['90s', 90],
  ['1.5h', 5400],
  ['500ms', 0.5],
  ['0', 0],
])('%s', (duration, seconds) => {
  expect(secondsOf(duration)).toBe(seconds);
});

test.each(['14d', '48', 'h', '', '48h x'])('%p is not a duration of Go', (text) => {
  expect(secondsOf(text)).toBeUndefined();
});
