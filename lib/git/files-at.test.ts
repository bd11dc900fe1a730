import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { filesAt, hasCommit, hasId, idsAt } from './files-at';
import { headOf } from './head';
import { ignoredOf, pathInWorkTree, workTreeOf } from './work-tree';

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
const textsAt = (ref: string, out = 'dist') =>
  Object.fromEntries([...filesAt(path.join(folder, out), ref)].map(([file, content]) => [file, String(content)]));

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'git-'));
  git('init', '-q', '-b', 'main');
  write('dist/home/a.yaml', 'one\n');
  write('dist/home/empty.yaml', '');
  write('README.md', 'no output\n');
  symlinkSync('a.yaml', path.join(folder, 'dist/home/link.yaml'));
  git('add', '.');
  git('commit', '-qm', 'one');
  write('dist/home/a.yaml', 'two\nzwei: größer\n');
  git('commit', '-qam', 'two');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the commit that is checked out is known, and whether files differ from it', () => {
  const head = git('rev-parse', '--short', 'HEAD').trim();
  expect(headOf(path.join(folder, 'dist'))).toBe(head);
  write('dist/home/a.yaml', 'three\n');
  expect(headOf(path.join(folder, 'dist'))).toBe(`${head} with changes`);
  expect(headOf(os.tmpdir())).toBeUndefined();
});

test('reads the regular files of a folder at a commit, whatever is in the work tree', () => {
  rmSync(path.join(folder, 'dist'), { recursive: true });

  expect(textsAt('HEAD')).toEqual({ 'home/a.yaml': 'two\nzwei: größer\n', 'home/empty.yaml': '' });
  expect(textsAt('main~1')).toEqual({ 'home/a.yaml': 'one\n', 'home/empty.yaml': '' });
  expect(textsAt('HEAD', 'other')).toEqual({});
  expect(textsAt('HEAD', 'README.md')).toEqual({});
});

test.each([
  ['mian', 'no commit mian in FOLDER; did you mean main?'],
  ['nonsense', 'no commit nonsense in FOLDER; use a branch, a tag or a commit, such as HEAD'],
  ['--help', 'no commit --help in FOLDER; use a branch, a tag or a commit, such as HEAD'],
  ['HEAD:README.md', 'HEAD:README.md is not a commit; use a branch, a tag or a commit, such as HEAD'],
])('%p is refused with one line', (ref, message) => {
  expect(() => textsAt(ref)).toThrow(message.replace('FOLDER', workTreeOf(folder) ?? ''));
});

test('a branch that only the remote has is found there', () => {
  git('update-ref', 'refs/remotes/origin/release', 'HEAD');

  expect(() => textsAt('release')).toThrow(/^no commit release in .*; did you mean origin\/release\?$/);
  expect(textsAt('origin/release')).toEqual(textsAt('HEAD'));
});

test('a commit that a shallow clone does not have is refused with the way out', () => {
  const origin = folder;
  folder = mkdtempSync(path.join(os.tmpdir(), 'git-'));
  git('clone', '-q', '--depth=1', `file://${origin}`, '.');
  try {
    expect(textsAt('HEAD')).toMatchObject({ 'home/a.yaml': expect.stringContaining('two') });
    expect(() => textsAt('HEAD~1')).toThrow(/^no commit HEAD~1 in this shallow clone; run `git fetch --unshallow`/);
  } finally {
    rmSync(origin, { recursive: true });
  }
});

test('a repository that git does not read is refused with the way out', () => {
  process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER = '1';
  try {
    const message =
      /^git does not read .+, because it belongs to another user, .+; run `git config --global --add safe\.directory '\/.+'`$/;
    expect(() => textsAt('HEAD')).toThrow(message);
    expect(() => hasCommit(folder)).toThrow(message);
  } finally {
    delete process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER;
  }
  expect(hasCommit(folder)).toBe(true);
});

test('a repository without a commit has nothing to compare with', () => {
  rmSync(path.join(folder, '.git'), { recursive: true });
  git('init', '-q');

  expect(hasCommit(folder)).toBe(false);
  expect(() => textsAt('HEAD')).toThrow(/ has no commit yet, so there is nothing to compare with; commit first$/);
});

test('outside of a work tree there is nothing to compare with', () => {
  rmSync(path.join(folder, '.git'), { recursive: true });

  expect(workTreeOf(folder)).toBeUndefined();
  expect(() => textsAt('HEAD')).toThrow(
    /not in a git work tree, so there is no commit to compare with; run the command in a git work tree$/,
  );
});

test('a folder has a path in its work tree, and may be ignored', () => {
  write('.gitignore', 'build/\n');
  const root = workTreeOf(path.join(folder, 'not/there')) ?? '';

  expect(pathInWorkTree(root, path.join(folder, 'not/there'))).toBe('not/there');
  expect(pathInWorkTree(root, folder)).toBe('');
  const [built, spaced] = ['build/x', 'build/a b'].map((name) => path.join(folder, name));
  expect([...ignoredOf(root, [path.join(folder, 'dist'), `${built}`, folder, path.dirname(folder), `${spaced}`])]).toEqual([built, spaced]);
  expect(ignoredOf(root, [path.join(folder, 'dist')]).size).toBe(0);
});

test('an id tells whether a text is that of a commit', () => {
  const ids = idsAt(path.join(folder, 'dist'), 'HEAD', ['home']);

  expect([...ids.keys()]).toEqual(['home/a.yaml', 'home/empty.yaml']);
  expect(hasId('two\nzwei: größer\n', ids.get('home/a.yaml') ?? '')).toBe(true);
  expect(hasId('two\nzwei: grosser\n', ids.get('home/a.yaml') ?? '')).toBe(false);
  expect(hasId('', ids.get('home/empty.yaml') ?? '')).toBe(true);
  expect([...idsAt(path.join(folder, 'dist'), 'HEAD', ['other']).keys()]).toEqual([]);
});

test('an id tells whether a text is that of a commit in a repository with SHA-256, too', () => {
  const longer = path.join(folder, 'longer');
  execFileSync('git', ['init', '-q', '--object-format=sha256', longer]);
  const id = execFileSync('git', ['hash-object', '--stdin'], { cwd: longer, input: 'größer\n', encoding: 'utf8' }).trim();

  expect([hasId('größer\n', id), hasId('grosser\n', id)]).toEqual([true, false]);
});
