/** The contents of Applications from a folder of manifests. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sentence } from '../../lib/findings/sentence';
import type { ApplicationSource, Manifest } from '../stack';
import { applicationOf } from './applications';
import { readManifestFiles } from './files';
import { sync } from './sync';

const REPOSITORY = 'https://git.example.org/cluster.git';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'read-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}

/** Reads our own manifests; the folder is the top of the repository. */
const read = (...sources: object[]) => readBelow('', ...sources);

function readBelow(below: string, ...sources: object[]) {
  const top = path.join(folder, below);
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'app' },
    spec: { sources, destination: { namespace: 'lab' } },
  } as Manifest;
  const locate = ({ repository, path: below }: ApplicationSource) => (repository === REPOSITORY ? below : undefined);
  const application = applicationOf({ object, place: { file: 'apps.yaml', name: 'app' } });
  return sync([application], { folder: top, files: readManifestFiles(top), locate, isOurs: true });
}
const said = ({ findings }: ReturnType<typeof read>) => findings.map(sentence);

const map = (name: string, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${more}}\n`;
const here = (below: string, more: object = {}) => ({ repoURL: REPOSITORY, path: below, ...more });

describe('a directory', () => {
  test('contains its objects, each in its own namespace or in that of the Application', () => {
    write({ 'one/a.yaml': `${map('a')}---\n${map('b', ', namespace: other')}`, 'one/below/c.yaml': map('c'), 'two/d.yaml': map('d') });

    const synced = read(here('one'));

    expect(synced.objects.map(({ object, namespace, application }) => [object.metadata.name, namespace, application])).toEqual([
      ['a', 'lab', 'app'],
      ['b', 'other', 'app'],
    ]);
    expect([...synced.files].map(({ path: file }) => file)).toEqual(['one/a.yaml']);
    expect(said(synced)).toEqual([]);
  });

  test('has cluster-scoped objects in no namespace, whatever is written in them', () => {
    const role = (name: string, more = '') =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: ${name}${more}}\n`;
    write({ 'one/a.yaml': [role('a'), role('b', ', namespace: other'), map('c')].join('---\n') });

    expect(read(here('one')).objects.map(({ object, namespace }) => [object.metadata.name, namespace])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', 'lab'],
    ]);
  });

  test('contains the files of include, and each item of a List', () => {
    write({ 'one/a.k8s.yaml': 'kind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n', 'one/b.yaml': map('b') });

    const synced = read(here('one', { directory: { include: '*.k8s.yaml' } }));

    expect(synced.objects.map(({ object }) => object.metadata.name)).toEqual(['a']);
    expect(said(synced)).toEqual([]);
  });

  test.each<[string, Record<string, string>, object, RegExp]>([
    ['holds nothing', {}, {}, /^source path one contains no manifest; correct path or include$/],
    [
      'has nothing of include',
      { 'one/a.yaml': map('a') },
      { directory: { include: 'b.yaml' } },
      /^source path one with include b\.yaml contains no manifest/,
    ],
    ['holds only values', { 'one/values.yaml': 'a: 1\n' }, {}, /^source path one contains no manifest; correct path or include$/],
    [
      'holds an object without apiVersion',
      { 'one/a.yaml': `${map('a')}---\nkind: ConfigMap\nmetadata: {name: b}\n` },
      {},
      /a\.yaml, which does not contain only manifests, so Argo CD syncs nothing/,
    ],
    [
      'holds JSON without kind',
      { 'one/a.json': '{"a": 1}' },
      {},
      /a\.json, which does not contain only manifests, so Argo CD syncs nothing/,
    ],
    ['holds what is not YAML', { 'one/a.yaml': 'a: [\n' }, {}, /a\.yaml, which is not valid YAML \(/],
  ])('that %s is reported', (_what, files, more, text) => {
    write({ 'two/x.yaml': map('x'), ...files });

    expect(said(read(here('one', more)))).toEqual([expect.stringMatching(text)]);
  });

  test('ignores YAML that does not look like a manifest, as Argo CD does', () => {
    write({ 'one/values.yaml': 'a: 1\n', 'one/a.yaml': map('a') });

    expect(said(read(here('one')))).toEqual([]);
  });

  test('in another repository is not that of the output', () => {
    expect(said(read({ repoURL: 'https://git.example.org/other.git', path: 'one' }))).toEqual([
      expect.stringContaining(
        'reads one of https://git.example.org/other.git, but the cluster file has a different repository or path for it',
      ),
    ]);
  });
});

describe('a chart', () => {
  const chart = { repoURL: 'https://charts.example.org', chart: 'tempo', targetRevision: '1.0.0' };

  test('is a release with the name of the Application by default', () => {
    const installations = [
      ...read(chart).installations,
      ...read({ ...chart, helm: { releaseName: 'mine', skipCrds: true } }).installations,
    ];

    expect(installations.map(({ releaseName, namespace, skipCrds }) => ({ releaseName, namespace, skipCrds }))).toEqual([
      { releaseName: 'app', namespace: 'lab', skipCrds: false },
      { releaseName: 'mine', namespace: 'lab', skipCrds: true },
    ]);
  });

  test('gets values from another source by its ref', () => {
    write({ 'values/tempo.yaml': 'a: 1\n' });

    const synced = read({ ...chart, helm: { valueFiles: ['$values/values/tempo.yaml'] } }, { repoURL: REPOSITORY, ref: 'values' });

    expect(synced.installations[0]?.values).toEqual({ a: 1 });
    expect(said(synced)).toEqual([]);
  });

  test.each([
    ['a ref that nobody has', '$other/values/tempo.yaml'],
    ['a file that is not there', '$values/values/gone.yaml'],
  ])('reports %s', (_what, file) => {
    write({ 'values/tempo.yaml': 'a: 1\n' });

    expect(said(read({ ...chart, helm: { valueFiles: [file] } }, { repoURL: REPOSITORY, ref: 'values' }))).toEqual([
      `values file ${file} does not exist; add it, or remove it from valueFiles`,
    ]);
  });

  test('can be a folder of the repository, with values files beside it', () => {
    write({ 'mine/Chart.yaml': 'name: mine\nversion: 0.1.0\n', 'mine/values.yaml': 'a: 1\n', 'mine/prod.yaml': 'b: 2\n' });

    const [installation] = read(here('mine', { helm: { valueFiles: ['prod.yaml'] } })).installations;

    expect(installation).toMatchObject({ chart: { name: 'mine', version: '0.1.0' }, values: { a: 1, b: 2 } });
  });
});

describe('nothing outside the folder is opened', () => {
  beforeEach(() => write({ 'in/one/Chart.yaml': 'name: one\nversion: 0.1.0\n', 'secret.yaml': 'password: hunter2\n' }));

  test.each(['../../secret.yaml', '/../secret.yaml', '../link.yaml', '$in/../secret.yaml'])('by the values file %s', (file) => {
    symlinkSync('../secret.yaml', path.join(folder, 'in/link.yaml'));

    const synced = readBelow('in', here('one', { helm: { valueFiles: [file] } }), { repoURL: REPOSITORY, ref: 'in' });

    expect(said(synced)).toEqual([`values file ${file} is outside of the repository, which Argo CD refuses; move it inside`]);
    expect(JSON.stringify(synced)).not.toContain('hunter2');
  });

  test.each([
    ['..', 'source path .. leaves the repository'],
    ['one/../../..', 'source path one/../../.. leaves the repository'],
    ['/etc', 'source path /etc starts with /'],
    ['in/one/Chart.yaml', 'source path in/one/Chart.yaml is not a folder'],
    ['away', 'source path away is a link out of the repository'],
  ])('by the path %s', (below, text) => {
    symlinkSync(os.tmpdir(), path.join(folder, 'away'));

    expect(said(read(here(below)))).toEqual([expect.stringContaining(text)]);
  });

  test('by a link among the manifests, or to itself', () => {
    symlinkSync('/etc/hostname', path.join(folder, 'in/away.yaml'));
    symlinkSync('self.yaml', path.join(folder, 'in/self.yaml'));

    const [file, ...more] = readManifestFiles(path.join(folder, 'in')).filter(({ path: name }) => !name.includes('/'));

    expect(file).toMatchObject({ text: '', unread: { reason: 'outside', problem: 'is a link out of the folder, which Argo CD refuses' } });
    expect(more).toEqual([]);
  });

  test('by a link in a chart', () => {
    symlinkSync('/etc/hostname', path.join(folder, 'in/one/hostname'));

    expect(said(read(here('in/one')))).toEqual([expect.stringContaining('is a link out of the folder')]);
  });
});

test.each([
  ['a folder as values', { 'one/values.yaml/a.yaml': 'a: 1\n' }, /^is (a folder, not|not) a file/],
  ['templates that are a file', { 'one/templates': 'x' }, /^is a file, so Helm renders nothing/],
  ['values that are not YAML', { 'one/values.yaml': 'a: [\n' }, /^is not valid YAML \(.*\); fix it/],
])('a chart with %s is reported', (_what, files, text) => {
  write({ 'one/Chart.yaml': 'name: one\nversion: 0.1.0\n', ...(files as unknown as Record<string, string>) });

  expect(said(read(here('one')))).toEqual([expect.stringMatching(text)]);
});

test.each([
  ['$x/a', 'values file $x/a does not exist; add it, or remove it from valueFiles'],
  ['below', 'values file below is a folder; use a file'],
])('a values file %s of a chart is reported', (file, text) => {
  write({ 'one/Chart.yaml': 'name: one\nversion: 0.1.0\n', 'one/below/a.yaml': 'a: 1\n' });

  expect(said(read(here('one', { helm: { valueFiles: [file] } })))).toEqual([text]);
});

test('values files inside a chart, and those at a URL, are not judged', () => {
  const chart = { repoURL: 'https://charts.example.org', chart: 'tempo', targetRevision: '1.0.0' };
  const synced = read({ ...chart, helm: { valueFiles: ['values.yaml', 'https://example.org/a.yaml'] } });

  expect(said(synced)).toEqual([]);
  expect(synced.notProven).toEqual([
    'apps.yaml app: values file values.yaml, which Argo CD looks for inside the chart',
    'apps.yaml app: values file https://example.org/a.yaml, which is at a URL',
  ]);
});

test.each([[[]], [[{ repoURL: REPOSITORY }]]])('an Application with the sources %j is refused', (sources) => {
  expect(said(read(...sources))).toEqual(['has no source with path, chart or ref, which Argo CD refuses; add one']);
});

test.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])('%s is left to kustomize', (name) => {
  write({ [`one/${name}`]: 'resources: []\n' });

  expect(read(here('one')).notJudged).toEqual([expect.stringContaining('the output of kustomize for')]);
});
