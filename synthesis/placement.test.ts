import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { acrossFiles } from '../lib/findings/grouped';
import { lineOf, severityLabel } from '../lib/findings/sentence';
import { readTestFile, synthesizeCluster, synthesizeText } from '../test/synthesis';
import type { ClusterOutput, Synthesis } from './cluster-output';
import { withPlacement } from './placement';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'placement-'));
  mkdirSync(path.join(folder, '.git'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const withPath = (synced?: string) =>
  synced === undefined ? synthesizeCluster('seed') : synthesizeCluster('seed', ['  revision: main', `  path: ${synced}`]);

function said(synced: string | undefined, out: string, isUsual = true): string[] {
  const before = withPath(synced);
  const { findings } = withPlacement(before, path.join(folder, out), isUsual);
  return findings.slice(before.findings.length).map((finding) => severityLabel(finding) + lineOf(finding));
}

test('a path that is not where the files are is refused, and no file is written', () => {
  expect(said('clusters/home', 'dist')).toEqual([
    'clusters/seed.yaml:7:3 gitops.path: Argo CD reads clusters/home, but the files are in dist/seed of this repository; set gitops.path: dist/seed, or write them to clusters with --out',
  ]);
  expect(withPlacement(withPath('clusters/home'), path.join(folder, 'dist'), true)).toMatchObject({ refused: true, files: new Map() });
});

test.each([
  ['dist/seed', 'dist'],
  [undefined, 'dist'],
  ['deploy/seed', 'deploy'],
])('%p in %s is right', (synced, out) => {
  expect(said(synced, out)).toEqual([]);
});

test('the default path is refused where the repository is larger, and a warning with --out', () => {
  expect(said(undefined, 'infra/dist')).toEqual([
    expect.stringContaining('Argo CD reads dist/seed, the default, but the files are in infra/dist/seed'),
  ]);
  expect(said(undefined, 'preview', false)).toEqual([expect.stringMatching(/^warning: .*set gitops\.path: preview\/seed/)]);
});

test('several clusters with the same mistake have the same finding, with a pattern for their names', () => {
  const clusters = ['a', 'b', 'c'].map((name) => synthesizeText(readTestFile('clusters/minimal.yaml'), name).clusters[0] as ClusterOutput);
  const before: Synthesis = { clusters, beside: [], files: new Map(), findings: [], refused: false };
  const told = () => acrossFiles(withPlacement(before, path.join(folder, 'infra/dist'), true).findings).map(lineOf);

  expect(told()).toEqual([
    'clusters/a.yaml:4:1 gitops.path (also in b and c): Argo CD reads dist/<cluster>, the default, but the files are in infra/dist/<cluster> of this repository; set gitops.path: infra/dist/<cluster> in each cluster file, with its name, or write them to dist with --out',
  ]);
  rmSync(path.join(folder, '.git'), { recursive: true });
  execFileSync('git', ['init', '-q', folder]);
  writeFileSync(path.join(folder, '.gitignore'), 'b\nc\n');
  expect(told()).toEqual([expect.stringMatching(/Argo CD reads dist\/a, the default, but the files are in infra\/dist\/a of/)]);
});

test('outside of a repository nothing is known', () => {
  rmSync(path.join(folder, '.git'), { recursive: true });

  expect(said('clusters/home', 'dist')).toEqual([]);
});

test('an output that is copied elsewhere can be accepted', () => {
  const accept = '\naccept: [{ rule: output/path, reason: a job copies it }]\n';
  const before = synthesizeCluster('seed', ['  revision: main', '  path: clusters/home'], [/$/, accept]);
  const after = withPlacement(before, path.join(folder, 'dist'), true);

  expect(after.refused).toBe(false);
  expect(after.findings.filter(({ accepted }) => accepted)).toMatchObject([{ rule: 'output/path', accepted: 'a job copies it' }]);
});
