/** Synth where the output of a cluster was removed together with its file. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../test/synthesis';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const synth = (...args: string[]) => at.run('main.ts', args);

test.each(['dist/home', 'dist'])('tells how to uninstall a cluster of HEAD whose %s was removed with its file', (removed) => {
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
  for (const file of ['clusters/home.yaml', removed]) rmSync(path.join(at.folder, file), { recursive: true });

  const told = { status: 0, stdout: expect.stringContaining('      kubectl -n argocd delete application home-tracing\n') };
  expect(synth()).toMatchObject(told);
  expect(synth()).toMatchObject(told);
  expect(synth('office')).toMatchObject({ status: 0, stdout: expect.not.stringContaining('kubectl -n argocd delete') });
});
