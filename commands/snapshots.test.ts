/** What stands where snapshots are written. */
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const inFolder = (name: string) => path.join(at.folder, name);

test.each([
  ['a file', () => at.write('__snapshots__', ''), '__snapshots__: is not a folder; move it away\n'],
  ['a link that leads nowhere', () => symlinkSync('nowhere', inFolder('__snapshots__')), '__snapshots__: is not a folder; move it away\n'],
  [
    'a folder with the name of a snapshot',
    () => mkdirSync(inFolder('__snapshots__/home.yaml'), { recursive: true }),
    '__snapshots__/home.yaml: is not a file; move it away\n',
  ],
])('%s is a mistake of the user', (_, make, stderr) => {
  make();

  expect(at.run('commands/snapshots.ts')).toEqual({ status: 1, stdout: '', stderr });
  expect(at.run('commands/snapshots.ts', ['--check'])).toEqual({ status: 1, stdout: '', stderr });
});

test('a link to a folder is followed', () => {
  mkdirSync(inFolder('reviewed'));
  symlinkSync('reviewed', inFolder('__snapshots__'));

  expect(at.run('commands/snapshots.ts')).toEqual({ status: 0, stdout: 'written   __snapshots__/home.yaml\n', stderr: '' });
  expect(Object.keys(at.contentOf('reviewed'))).toEqual(['home.yaml']);
});
