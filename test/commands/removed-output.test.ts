/** Synth where the output of a cluster was removed together with its file. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../synthesis';
import { Workspace } from '../workspace';

const at = new Workspace();
const synth = (...args: string[]) => at.run('main.ts', args);

/** Commits the output of home and office. */
function commitTwoClusters(): void {
  at.write(
    'clusters/office.yaml',
    readTestFile('clusters/seed.yaml')
      .replace(/k3s-tempo/, 'office')
      .replaceAll('picluster', 'office'),
  );
  expect(synth()).toMatchObject({ status: 0 });
  at.git('init', '-q', '-b', 'main');
  at.git('add', '--all', 'dist');
  at.git('commit', '-qm', 'a');
}

test.each(['dist/home', 'dist'])('tells how to uninstall a cluster of HEAD whose %s was removed with its file', (removed) => {
  commitTwoClusters();
  for (const file of ['clusters/home.yaml', removed]) rmSync(path.join(at.folder, file), { recursive: true });

  const told = { status: 0, stdout: expect.stringContaining('      kubectl -n argocd delete application home-tracing\n') };
  expect(synth()).toMatchObject(told);
  expect(synth()).toMatchObject(told);
  expect(synth('office')).toMatchObject({ status: 0, stdout: expect.not.stringContaining('kubectl -n argocd delete') });
});

test.each([
  ['the folder', [], []],
  ['the folder, and only the new name is asked for', [], ['cottage']],
  ['the files', ['dist/home'], []],
  ['all but a file of the user', ['dist/home'], []],
])('refuses another name for a cluster of HEAD of which somebody removed %s', (what, folders, args) => {
  commitTwoClusters();
  renameSync(path.join(at.folder, 'clusters/home.yaml'), path.join(at.folder, 'clusters/cottage.yaml'));
  rmSync(path.join(at.folder, 'dist/home'), { recursive: true });
  for (const folder of folders) mkdirSync(path.join(at.folder, folder));
  if (what.startsWith('all but')) at.write('dist/home/notes.md', 'mine');

  // A second time too, when the results of the first one are known.
  for (let run = 0; run < 2; run++)
    expect(synth(...args)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('cottage takes over what Application home-tracing-'),
    });
});

test('refuses to remove the output of other cluster files in a folder of its own', () => {
  commitTwoClusters();
  at.write('edge/shed.yaml', readTestFile('clusters/seed.yaml').replaceAll('picluster', 'shed'));
  expect(synth('--clusters', 'edge', '--out', 'dist/edge')).toMatchObject({ status: 0 });

  expect(synth()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      'dist/edge: has the output of other cluster files, which does not belong in dist; move it beside dist, e.g. to dist-edge, with',
    ),
  });
  expect(existsSync(path.join(at.folder, 'dist/edge/shed/tempo.k8s.yaml'))).toBe(true);
  expect(at.run('commands/check.ts')).toMatchObject({ status: 1, stdout: expect.anything() });

  renameSync(path.join(at.folder, 'dist/edge'), path.join(at.folder, 'dist-edge'));
  expect(synth()).toMatchObject({ status: 0 });
});

test('says that git cannot tell what a removed output was', () => {
  commitTwoClusters();
  rmSync(path.join(at.folder, 'dist/home'), { recursive: true });
  const said =
    /^warning: dist\/home: is not compared with that of HEAD, because git does not read .+; run `git config .+`, and run the command again/m;

  expect(at.run('main.ts', [], { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })).toMatchObject({ status: 0, stderr: expect.stringMatching(said) });
  rmSync(path.join(at.folder, 'dist/home'), { recursive: true });
  expect(synth().stderr).not.toContain('is not compared');
});
