import { error, note } from './finding';
import { lineOf, linesOf, reasonOf, severityLabel } from './sentence';

const say = { rule: 'a/b', problem: 'has no port 3100', fix: 'use 3200' };

test('a line has the place, the subject, the problem and the fix', () => {
  const place = { file: 'dist/home/tempo.k8s.yaml', name: 'tempo' };

  expect(lineOf(error(place, say, { subject: 'Service tempo', part: 'port http' }))).toBe(
    'dist/home/tempo.k8s.yaml tempo: Service tempo (port http): has no port 3100; use 3200',
  );
  expect(lineOf(error(place, say))).toBe('dist/home/tempo.k8s.yaml tempo: has no port 3100; use 3200');
  expect(lineOf(error(place, { ...say, fix: undefined }, { part: 'port http' }))).toBe(
    'dist/home/tempo.k8s.yaml tempo (port http): has no port 3100',
  );
});

test('a key of a cluster file follows its line and column', () => {
  const place = { file: 'clusters/home.yaml', line: 4, column: 3 };

  expect(lineOf(error(place, say, { subject: 'tempo.chart' }))).toBe('clusters/home.yaml:4:3 tempo.chart: has no port 3100; use 3200');
});

test('the content of `each` is not read as a pattern', () => {
  expect(lineOf(error({ file: 'f' }, { ...say, fix: 'add it to {each}', each: '$&.env' }))).toBe('f: has no port 3100; add it to $&.env');
});

test('an error has no label; an accepted finding has a label and a reason', () => {
  const [wrong, odd] = [error({ file: 'f' }, say), note({ file: 'f' }, say)];

  expect([wrong, odd, { ...wrong, accepted: 'so' }].map((finding) => severityLabel(finding) + reasonOf(finding))).toEqual([
    '',
    'note: ',
    'accepted error:  (accepted: so)',
  ]);
});

test('a terminal shows the rule that accept: needs, once, and only where the finding can be accepted', () => {
  const wrong = error({ file: 'f' }, say);
  expect(linesOf(wrong)).toEqual(['f: has no port 3100; use 3200 [a/b]']);
  expect(linesOf({ ...wrong, isFinal: true })).toEqual(['f: has no port 3100; use 3200']);
  expect(linesOf({ ...wrong, accepted: 'so' })).toEqual(['accepted error: f: has no port 3100; use 3200 (accepted: so)']);
  expect(linesOf({ ...wrong, fix: 'accept a/b' })).toEqual(['f: has no port 3100; accept a/b']);
  expect(linesOf({ ...wrong, commands: ['ls'] })).toEqual(['f: has no port 3100; use 3200 [a/b]', '    ls']);
});
