import { readTestFile } from '../synthesis';
import { Workspace } from '../workspace';

const at = new Workspace();
const synth = (...args: string[]) => at.run('main.ts', args);
const notesIn = (stderr: string) => stderr.split('\n').filter((line) => line.startsWith('note: '));

const cluster = (name: string, more = '') =>
  at.write(
    `clusters/${name}.yaml`,
    readTestFile('clusters/seed.yaml')
      .replace(/^domain: .*/m, `domain: ${name}.example.com`)
      .replace(/^gitops:/m, `gitops:\n  server: https://${name}.example.com:6443`)
      .replace(/endpoint: .*/, `endpoint: s3.${name}.example.com`)
      .replace(/^traefik:\n/m, `traefik:\n${more}`),
  );

test('with many clusters, a synth prints the notes about those that change, and the number of the others', () => {
  for (const name of ['a', 'b', 'c']) cluster(name);

  const first = synth();
  expect(first.status).toBe(0);
  expect(notesIn(first.stderr)).toEqual([
    expect.stringMatching(/^note: clusters\/a\.yaml:.* tempo \(also in b and c\): has no persistence/),
    expect.stringMatching(/^note: clusters\/a\.yaml:.* traefik \(also in b and c\): /),
  ]);
  expect(first.stdout).not.toContain('without a change');

  expect(synth()).toEqual({
    status: 0,
    stdout:
      'unchanged: a, b, c and home\n2 notes about clusters without a change; `npm run synth -- CLUSTER` prints those about a cluster\n',
    stderr: '',
  });
  expect(notesIn(synth('b').stderr)).toHaveLength(2);

  cluster('b', '  sampleRate: 0.5\n');
  const { stderr, stdout } = synth();
  expect(notesIn(stderr).map((line) => line.slice(0, line.indexOf(':', 6)))).toEqual(Array(2).fill('note: clusters/b.yaml'));
  expect(stdout).not.toContain('without a change');
});

test('a refused synth of many clusters prints them all', () => {
  for (const name of ['a', 'b', 'c']) cluster(name);
  cluster('b', '  unknown: 1\n');

  const { status, stderr } = synth();

  expect(status).toBe(1);
  expect(stderr).toMatch(/^clusters\/b\.yaml:\S+ traefik\.unknown: unknown key/);
  expect(notesIn(stderr).length).toBeGreaterThan(1);
});
