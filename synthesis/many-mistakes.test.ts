/** Time grows with the number of mistakes, not with its square. */
import { readTestFile, synthesizeText } from '../test/synthesis';

const SEED = readTestFile('clusters/seed.yaml');
const lines = (count: number, line: (number: number) => string) => Array.from({ length: count }, (_, number) => line(number)).join('');

const FILES: readonly (readonly [string, (count: number) => string])[] = [
  ['unknown keys at the top', (count) => SEED + lines(count, (number) => `key${number}: 1\n`)],
  ['unknown keys below a key', (count) => SEED.replace('\ntempo:\n', `\ntempo:\n${lines(count, (number) => `  recievers${number}: 1\n`)}`)],
  ['one key many times', (count) => SEED + lines(count, () => 'domain: example.org\n')],
  ['ambiguous values', (count) => `${SEED}accept:\n${lines(count, (number) => `  - {rule: a/b, object: no, reason: r${number}}\n`)}`],
  ['items without their keys', (count) => `${SEED}accept:\n${lines(count, () => '  - {rulee: a/b}\n')}`],
  ['values of other types', (count) => SEED.replace(/receivers:.*/, `receivers: [${lines(count, (number) => `${number}, `)}1]`)],
  ['acceptances of nothing', (count) => `${SEED}accept:\n${lines(count, (number) => `  - {rule: hygiene/a${number}, reason: r}\n`)}`],
];

/** Of the processor, in seconds: other processes on the machine do not count. */
function secondsFor(text: string): number {
  const start = process.cpuUsage();
  synthesizeText(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

test.each(FILES)('%s: ten times as many take about ten times as long', (_what, file) => {
  secondsFor(file(100));
  // The smallest of three, because others on the machine slow down one run more than another.
  const ratios = [1, 2, 3].map(() => secondsFor(file(5000)) / secondsFor(file(500)));

  // With the square, it would be a hundred times.
  expect(Math.min(...ratios)).toBeLessThan(30);
});
