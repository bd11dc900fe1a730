import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { differsFrom } from './differs';

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'git-'));
  mkdirSync(path.join(folder, 'dist/home'), { recursive: true });
  writeFileSync(path.join(folder, 'dist/home/a.yaml'), 'one\n');
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'one');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder differs from a commit by its own files only', () => {
  const first = git('rev-parse', 'HEAD');
  const home = path.join(folder, 'dist/home');
  writeFileSync(path.join(folder, 'README.md'), 'other\n');
  git('add', '.');

  expect(differsFrom(home, first)).toBe(false);
  writeFileSync(path.join(home, 'a.yaml'), 'two\n');
  expect(differsFrom(home, first)).toBe(true);
  git('commit', '-qam', 'two');
  expect(differsFrom(home, first)).toBe(true);
  expect(differsFrom(home, git('rev-parse', 'HEAD'))).toBe(false);
});

test('a commit that is not here, and a folder outside of git, are unknown', () => {
  expect(differsFrom(path.join(folder, 'dist/home'), 'f'.repeat(40))).toBeUndefined();
  expect(differsFrom(path.join(folder, 'dist/home'), '--help')).toBeUndefined();
  expect(differsFrom(os.tmpdir(), 'f'.repeat(40))).toBeUndefined();
});
