import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { inTemporaryFolder } from '../../test/temporary-folder';
import { refuseOutputIn } from './output-folder';

inTemporaryFolder();

beforeEach(() => mkdirSync('clusters/edge', { recursive: true }));

test.each([
  ['clusters', 'is'],
  ['clusters/', 'is'],
  ['clusters/edge', 'is in'],
  ['clusters/out/dist', 'is in'],
  ['../clusters/../clusters/out', 'is in'],
])('an output folder among the cluster files is refused: %s', (out, place) => {
  mkdirSync('work');
  process.chdir('work');
  symlinkSync('../clusters', 'clusters');
  expect(() => refuseOutputIn('clusters', out)).toThrow(
    `${out}: ${place} the folder with the cluster files, where every YAML file is read as one; choose another folder with --out, e.g. dist`,
  );
});

test.each(['dist', '.', 'clusters/.out', 'clusters2', '..'])('another one is not: %s', (out) => {
  expect(() => refuseOutputIn('clusters', out)).not.toThrow();
});

test('where the usual output folder is among them too, the cluster files have to move', () => {
  expect(() => refuseOutputIn('.', 'dist')).toThrow(
    'dist: is in the folder with the cluster files, where every YAML file is read as one; move the cluster files to a folder of their own, e.g. clusters',
  );
});

test('a link into the folder is followed', () => {
  symlinkSync('clusters/edge', 'dist');
  expect(() => refuseOutputIn('clusters', 'dist')).toThrow('dist: is in the folder with the cluster files');
});

test('on Windows, a folder on another drive is not', () => {
  jest.isolateModules(() => {
    jest.doMock('node:path', () => path.win32);
    jest.doMock('node:fs', () => ({ realpathSync: (folder: string) => folder }));
    const { refuseOutputIn: refuse } = jest.requireActual<typeof import('./output-folder')>('./output-folder');
    expect(() => refuse('C:\\git\\clusters', 'D:\\dist')).not.toThrow();
    expect(() => refuse('C:\\git\\clusters', 'C:\\git\\clusters\\dist')).toThrow('is in the folder with the cluster files');
  });
  jest.dontMock('node:path');
  jest.dontMock('node:fs');
});
