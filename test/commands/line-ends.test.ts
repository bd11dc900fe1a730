/** Files of a checkout of git for Windows, which has the line ends of Windows by default. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Workspace } from '../workspace';

const at = new Workspace();
const toWindows = (file: string): void => at.write(file, readFileSync(path.join(at.folder, file), 'utf8').replaceAll('\n', '\r\n'));

test('check says why the output differs, without a diff of every line', () => {
  toWindows('dist/home/tempo.k8s.yaml');

  expect(at.run('commands/check.ts')).toMatchObject({
    status: 1,
    stdout:
      'dist/home/tempo.k8s.yaml: differs only by the line ends of Windows; add the line dist/** text eol=lf to .gitattributes, and run `npm run synth`\n',
    stderr: expect.stringContaining('dist: one file differs from what synth would write'),
  });
});

test('snapshots --check says why the snapshots differ, without a diff of every line', () => {
  at.run('commands/snapshots.ts');
  toWindows('__snapshots__/home.yaml');

  expect(at.run('commands/snapshots.ts', ['--check'])).toMatchObject({
    status: 1,
    stderr:
      '__snapshots__/home.yaml: differs only by the line ends of Windows; add the line __snapshots__/** text eol=lf to .gitattributes, and run `npm run snapshots`\n',
  });
});

test('init keeps these line ends away, beside a .gitattributes too', () => {
  const init = (cluster: string) => at.run('commands/init.ts', ['--yes', '--cluster', cluster, '--ci', 'none']);
  expect(init('lab').stdout).toContain('written   .gitattributes\n');
  expect(readFileSync(path.join(at.folder, '.gitattributes'), 'utf8')).toContain('dist/** text eol=lf\n');

  at.write('.gitattributes', 'dist/** text eol=lf\n*.png binary\n');
  at.write('README.md', 'mine');
  expect(init('cabin').stderr).toContain('note: .gitattributes stays as it is; add this line to it: __snapshots__/** text eol=lf\n');
});
