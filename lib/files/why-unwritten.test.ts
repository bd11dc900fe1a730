import os from 'node:os';
import path from 'node:path';
import { whyUnwritten } from './why-unwritten';

const TEMPORARY = os.tmpdir();

const why = (error: object, code = 'EACCES') =>
  whyUnwritten(Object.assign(new Error(`${code}: as Node.js says it`), { code, ...error }), 'a/dist', 'a/.dist.staging/new');

test.each([
  ['the folder in which it would be made', { path: 'a/dist/.new' }, 'EACCES; make the folder a/dist writable'],
  [
    'the one that it would leave',
    { path: 'no/folder/home', dest: path.join(TEMPORARY, 'home') },
    'EACCES; make the folder no/folder writable',
  ],
  [
    'the one that it would go to',
    { path: path.join(TEMPORARY, 'home'), dest: 'no/folder/home' },
    'EACCES; make the folder no/folder writable',
  ],
  [
    'the folder itself that moves',
    { path: path.join(TEMPORARY, 'no-such-folder'), dest: path.join(TEMPORARY, 'home') },
    `EACCES; make the folder ${path.join(TEMPORARY, 'no-such-folder')} writable`,
  ],
  ['the output, for a copy of it', { path: 'a/.dist.staging/new/home/x.yaml' }, 'EACCES; make the folder a/dist/home writable'],
  [
    'a file that cannot be copied',
    { syscall: 'copyfile', path: 'a/dist/home/notes.md', dest: 'a/.dist.staging/new/home/notes.md' },
    'EACCES; make the file a/dist/home/notes.md readable',
  ],
])('%s is named if access is denied', (_what, error, expected) => {
  expect(why(error)).toBe(expected);
});

test('a file system that is read-only cannot be made writable', () => {
  expect(why({ path: 'a/dist' }, 'EBUSY')).toBe(
    'EBUSY; a mount point cannot be replaced, so mount the folder above it, or choose a folder in it with --out',
  );
  expect(why({ path: 'a/dist/x' }, 'EROFS')).toBe('EROFS; the file system is read-only, so choose another folder with --out');
});

test('any other error is as Node.js says it', () => {
  expect(why({ path: 'a/dist/x' }, 'ENOSPC')).toBe('ENOSPC: as Node.js says it');
});
