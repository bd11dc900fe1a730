import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeFiles } from '../../lib/files/write-files';
import { lineOf } from '../../lib/findings/sentence';
import { clusterOf } from '../../test/changed';
import { readCluster } from './cluster';
import { matchesLsFiles } from './git-pathspec';

let out: string;
beforeEach(() => {
  out = mkdtempSync(path.join(os.tmpdir(), 'fleet-'));
  writeFiles(out, clusterOf({ fleet: '' }).files);
});
afterEach(() => rmSync(out, { recursive: true }));

const replace = (file: string, from: string, to: string) => {
  const text = readFileSync(path.join(out, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(path.join(out, file), text.replace(from, to));
};
const said = () => readCluster(out, 'home', undefined).findings.map((finding) => lineOf(finding).slice(out.length + 1));
const fleetErrors = () => said().filter((line) => line.includes('fleet.json'));

test('the root is found through the ApplicationSet', () => {
  expect(said()).toEqual([]);
  expect(readCluster(out, 'home', undefined).applications[0]).toMatchObject({ name: 'home-tracing', project: 'tracing-fleet' });
});

test.each([
  ['a key that the template needs', 'home/fleet.json', '"revision"', '"branch"', 'it lacks revision, which the template needs'],
  ['a folder that the generator does not find', 'home/fleet.json', 'dist/home', 'other/home', 'no generator finds other/home/fleet.json'],
  ['another pattern', 'fleet.k8s.yaml', 'dist/*/fleet.json', 'dist/fleet.json', 'no generator finds dist/home/fleet.json'],
])('%s is missed', (_what, file, from, to, problem) => {
  replace(file, from, to);
  expect(fleetErrors()).toEqual([expect.stringContaining(`makes no root Application: ${problem}`)]);
});

test('a pattern that finds more is right', () => {
  replace('fleet.k8s.yaml', 'dist/*/fleet.json', 'dist/*');
  expect(said()).toEqual([]);
});

test('a missing ApplicationSet is reported', () => {
  rmSync(path.join(out, 'fleet.k8s.yaml'));
  expect(fleetErrors()).toEqual([expect.stringContaining('is for an ApplicationSet in fleet.k8s.yaml, which is missing')]);
});

test('a merge conflict in the ApplicationSet is reported as that, and nothing of the root', () => {
  replace('fleet.k8s.yaml', 'spec:\n', '<<<<<<< HEAD\nspec:\n=======\nspec: {}\n>>>>>>> theirs\n');
  const conflict = readCluster(out, 'home', undefined).findings.find(({ rule }) => rule === 'shape/merge-conflict');
  expect(conflict).toMatchObject({ place: { file: path.join(out, 'fleet.k8s.yaml') }, fix: 'run `npm run synth`', isFinal: true });
  expect(fleetErrors()).toEqual([]);
});

test.each([
  ['dist/*/fleet.json', 'dist/a/fleet.json', true],
  ['dist/*/fleet.json', 'dist/a/b/fleet.json', true],
  ['dist/*/fleet.json', 'dist/fleet.json', false],
  ['dist', 'dist/a/fleet.json', true],
  ['dist/a', 'dist/ab/fleet.json', false],
])('git ls-files %s finds %s: %s', (pattern, file, isFound) => {
  expect(matchesLsFiles(pattern, file)).toBe(isFound);
});
