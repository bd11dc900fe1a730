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

function secondsFor(text: string): number {
  const start = performance.now();
  synthesizeText(text);
  return (performance.now() - start) / 1000;
}

test.each(FILES)('%s: ten times as many take about ten times as long', (_what, file) => {
  secondsFor(file(100));
  const few = Math.min(secondsFor(file(500)), secondsFor(file(500)));
  const many = secondsFor(file(5000));

  // A file of 5,000 lines may take a second.
  expect(Math.max(0, many - 1) / few).toBeLessThan(20);
  if (process.env.MEASURE) console.log(_what, few.toFixed(3), many.toFixed(3), (many / few).toFixed(1));
});
