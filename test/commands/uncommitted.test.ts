/** Synth where the output is not that of the last commit. */
import { readTestFile } from '../synthesis';
import { Workspace } from '../workspace';

const at = new Workspace();
const synth = () => at.run('main.ts', []);
const seed = (bucket: string, more = '') =>
  at.write('clusters/home.yaml', `${readTestFile('clusters/seed.yaml').replace('k3s-tempo', bucket)}${more}`);
const git = (...args: string[]) => at.git(...args);

function commit(): void {
  git('add', '--all', 'dist');
  git('commit', '-qm', 'a');
}

const ACCEPTED = '\naccept: [{ rule: change/storage, reason: the traces were copied }]\n';
const LABELLED = '\nmetadata: { labels: { team: a } }\n';
const LOST = expect.stringContaining('bucket other instead of bucket k3s-tempo');

test('judges all steps since the last commit together', () => {
  git('init', '-q', '-b', 'main');
  commit();
  seed('other', ACCEPTED);
  expect(synth().status).toBe(0);

  seed('other', LABELLED);
  expect(synth()).toMatchObject({ status: 1, stderr: LOST });
  commit();
  expect(synth()).toMatchObject({ status: 0, stderr: expect.not.stringContaining('bucket other') });
});

test('accepts what only a step that was never committed loses', () => {
  const text = readTestFile('clusters/seed.yaml');
  const sized = (size: number) =>
    at.write('clusters/home.yaml', text.replace('\ntempo:\n', `\ntempo:\n  persistence: { size: ${size}Gi }\n`));
  git('init', '-q', '-b', 'main');
  sized(10);
  synth();
  commit();
  sized(30);
  expect(synth()).toMatchObject({ status: 0, stderr: expect.stringContaining('30Gi instead of 10Gi') });

  sized(15);
  const { status, stderr } = synth();
  expect(status).toBe(0);
  expect(stderr).toContain('15Gi instead of 10Gi');
  expect(stderr).toMatch(/^accepted error: .*15Gi instead of 30Gi.*\(accepted: what it is now was not committed\)$/m);

  git('add', '--all', 'dist');
  sized(12);
  expect(synth()).toMatchObject({ status: 1, stderr: expect.stringContaining('12Gi instead of 15Gi') });
});

test('judges only the last step in a merge, because what another branch has may run', () => {
  git('init', '-q', '-b', 'main');
  commit();
  git('checkout', '-q', '-b', 'branch');
  git('commit', '-q', '--allow-empty', '-m', 'b');
  git('checkout', '-q', 'main');
  seed('other', ACCEPTED);
  synth();
  commit();
  git('checkout', '-q', 'branch');
  git('merge', '-q', '--no-commit', '--no-ff', 'main');

  seed('other', LABELLED);
  expect(synth()).toMatchObject({ status: 0, stderr: expect.not.stringContaining('bucket other') });
});
