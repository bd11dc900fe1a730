import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { clustersAtHead } from './head-clusters';

let folder: string;
let kept: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
const commit = (...names: string[]) => {
  for (const name of names) {
    mkdirSync(path.join(folder, 'dist', name), { recursive: true });
    writeFileSync(path.join(folder, 'dist', name, 'applications.k8s.yaml'), 'a: 1\n');
  }
  git('add', '.');
  git('commit', '-qm', names.join());
};
const at = (root = folder) => clustersAtHead(path.join(root, 'dist'), kept);
/** As git would answer, if it is asked. */
const change = (names: readonly string[]) => writeFileSync(kept, readFileSync(kept, 'utf8').replace(/\[[^[]*$/, JSON.stringify(names)));

beforeEach(() => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'head-'));
  [folder, kept] = [path.join(parent, 'repository'), path.join(parent, 'kept')];
  mkdirSync(folder);
  git('init', '-q', '-b', 'main');
  commit('a', 'b');
});

afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

test('the clusters of HEAD are told, whatever is there today', () => {
  mkdirSync(path.join(folder, 'dist/notes'));
  writeFileSync(path.join(folder, 'dist/notes/mine.md'), 'mine');
  git('add', '.');
  git('commit', '-qm', 'a folder of the user');
  rmSync(path.join(folder, 'dist'), { recursive: true });

  expect([at(), at(), clustersAtHead(path.join(folder, 'dist'))]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect([clustersAtHead(folder, kept), clustersAtHead(path.join(folder, 'other'), kept), clustersAtHead(os.tmpdir(), kept)]).toEqual([
    [],
    [],
    [],
  ]);
});

test('the clusters of HEAD are those of its commit, on a branch, a packed one, in a further work tree and without a branch', () => {
  expect(at()).toEqual(['a', 'b']);
  commit('c');
  expect(at()).toEqual(['a', 'b', 'c']);
  git('pack-refs', '--all');
  expect(existsSync(path.join(folder, '.git/refs/heads/main'))).toBe(false);
  expect(at()).toEqual(['a', 'b', 'c']);
  git('checkout', '-q', '--detach', 'HEAD~1');
  expect(at()).toEqual(['a', 'b']);
  const tree = path.join(path.dirname(folder), 'tree');
  git('worktree', 'add', '-q', tree, 'main');
  expect([at(tree), at()]).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b'],
  ]);
  git('checkout', '-q', '--orphan', 'new');
  expect(at()).toEqual([]);
});

test('git is asked once for a commit, and again if the answer is damaged', () => {
  at();
  const answer = readFileSync(kept, 'utf8');
  rmSync(path.join(folder, '.git/objects'), { recursive: true });
  expect(at()).toEqual(['a', 'b']);

  change(['a']);
  expect(readFileSync(kept, 'utf8')).not.toBe(answer);
  expect(at()).toEqual([]);
});

test('a hook that leads git elsewhere is followed', () => {
  at();
  change(['x']);
  process.env.GIT_DIR = path.join(folder, '.git');
  try {
    expect(at()).toEqual(['a', 'b']);
  } finally {
    delete process.env.GIT_DIR;
  }
});
