/**
 * The step from the committed output of an earlier version of this program, in `dist/` beside this file, to its output today.
 * Someone's cluster syncs the old one. Never regenerate it: what the step needs from an administrator is in the snapshot.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readSources } from '../../lib/cluster-file/sources';
import { writeFiles } from '../../lib/files/write-files';
import { linesOf } from '../../lib/findings/sentence';
import { synthesize, withReleases } from '../../synthesis/synthesize';
import type { ClusterChange } from '../../verify/change/change';
import { judgeOutputs } from '../../verify/change/outputs';
import { clustersIn, stacksIn } from '../../verify/change/read';

const OLD = path.join(__dirname, 'dist');

let folder: string;
let change: readonly ClusterChange[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'upgrade-'));
  const sources = ['clusters', '../clusters']
    .flatMap((name) => readSources(path.join(__dirname, name), []))
    .filter(({ name }) => readdirSync(OLD).includes(name));
  const named = sources.map((source) => ({ name: source.name, source: { ...source, file: `clusters/${source.name}.yaml` } }));
  const all = named.map(({ source }) =>
    synthesize([source], { MINIO_ACCESS_KEY_ID: 'upgrade-user', MINIO_SECRET_ACCESS_KEY: 'upgrade-secret' }),
  );
  const rendered = await Promise.all(all.map((synthesis) => withReleases(synthesis, path.join(__dirname, '../charts'))));
  for (const { synthesis } of rendered) writeFiles(folder, synthesis.files);
  change = judgeOutputs({ before: stacksIn(OLD), after: stacksIn(folder), clusters: named, out: 'dist' });
});

afterAll(() => rmSync(folder, { recursive: true }));

const findings = () => change.flatMap((cluster) => cluster.findings);

test('covers twelve clusters, and all of their files can be read', () => {
  expect(readdirSync(OLD)).toHaveLength(12);
  expect(clustersIn(folder)).toEqual(readdirSync(OLD));
  expect(change.map(({ name }) => name)).toEqual(readdirSync(OLD));
  expect(change.filter(({ judged }) => judged === 0)).toEqual([]);
  expect(findings().filter(({ rule }) => rule === 'change/not-compared')).toEqual([]);
});

test('deletes no Namespace and no claim, moves no object to another Application, and meets no immutable field', () => {
  expect(
    findings()
      .filter(({ severity }) => severity !== 'note')
      .flatMap(linesOf),
  ).toEqual([]);
});

test('needs these steps of an administrator, and restarts these pods', () => {
  const steps = change.map(({ name, findings: own }) => [`# ${name}`, ...own.flatMap(linesOf)].join('\n'));
  expect(steps.join('\n')).toMatchSnapshot();
});

test('an old output without its Namespaces would be noticed', () => {
  const stacks = stacksIn(OLD, ['seed']);
  const without = stacks.map((stack) => ({ ...stack, objects: stack.objects.filter(({ object }) => object.metadata.name !== 'tracing') }));
  const damaged = stacks.map((stack) => ({
    ...stack,
    objects: stack.objects.map((placed) =>
      placed.object.kind === 'Namespace'
        ? { ...placed, object: { ...placed.object, metadata: { name: placed.object.metadata.name } } }
        : placed,
    ),
  }));
  const rules = (before: typeof stacks, after: typeof stacks) =>
    judgeOutputs({ before, after, clusters: [], out: 'dist' }).flatMap((each) => each.findings.map(({ rule }) => rule));

  expect(rules(damaged, without)).toContain('change/data-removed');
  expect(rules(stacks, damaged)).toContain('change/unprotected');
  expect(readFileSync(path.join(OLD, 'seed/tempo.k8s.yaml'), 'utf8')).toContain('Prune=false');
});
