import { readFileSync } from 'node:fs';
import list from '../charts/argocd/argocd-releases.json';
import { argoCdReleases } from '../charts/argocd/releases';
import { listText, type ReleaseList } from '../lib/releases/list';
import { ROOT, Workspace } from '../test/workspace';
import { SUBJECTS } from './learn/subjects';

const LIST = 'charts/argocd/argocd-releases.json';
const TEXT = listText(list);

const workspace = new Workspace();

/** A made-up chart of Argo CD, with the fields of its kinds that this project uses, and some more. */
function writeChart(
  program: string,
  { refresh = true, names = true, more = '', folder = 'charts-of-others', version = `10.${program}` } = {},
): void {
  const chart = `${folder}/argo-cd-${version}`;
  workspace.write(`${chart}/Chart.yaml`, `apiVersion: v2\nname: argo-cd\nversion: ${version}\nappVersion: v${program}.1\n`);
  workspace.write(`${chart}/values.yaml`, '{}\n');
  const definition = (plural: string, spec: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.argoproj.io }
spec: { group: argoproj.io, names: { plural: ${plural} }, versions: [{ name: v1alpha1, schema: { openAPIV3Schema: { properties: { spec: { properties: ${spec} } } } } }] }
`;
  const retry = `{ syncPolicy: { properties: { retry: { properties: { limit: {}${refresh ? ', refresh: {}' : ''}${more} } } } } }`;
  const whitelist = `{ clusterResourceWhitelist: { items: { properties: { kind: {}${names ? ', name: {}' : ''} } } } }`;
  workspace.write(`${chart}/templates/kinds.yaml`, `${definition('applications', retry)}---\n${definition('appprojects', whitelist)}`);
}

const writeRelease = (program: string, more: object = {}): void => {
  const { retryRefresh, clusterResourceNames } = argoCdReleases.at(program);
  writeChart(program, { refresh: retryRefresh, names: clusterResourceNames, ...more });
};

const writeList = (released: string): string => {
  const text = listText({ lookedAt: list.lookedAt, releases: [{ released }] });
  workspace.write(LIST, text);
  return text;
};

const listNow = (): string | undefined => workspace.contentOf('charts/argocd')['argocd-releases.json'];

const learn = (...args: string[]) => workspace.run('commands/learn.ts', args);
const fromFolder = (...args: string[]) => learn('--charts', 'charts-of-others', ...args);

describe('releases that were taken out of the list', () => {
  const TAKEN = ['2.9', '2.14', '3.0', '3.2', '3.5'];

  beforeEach(() => {
    writeList('2.10-13 3.1 3.3-4');
    for (const program of TAKEN) writeRelease(program);
  });

  test('come back to the same text, if their charts have the facts of the rows', () => {
    const { status, stdout } = fromFolder('--write');

    expect(stdout.split('\n').slice(0, 5)).toEqual(
      TAKEN.map(
        (program) =>
          `Argo CD ${program} (argo-cd 10.${program}): same facts, as far as a chart shows them (not nullValues and tracksByLabel)`,
      ),
    );
    expect(stdout).toContain(`written ${LIST}\n`);
    expect(listNow()).toBe(TEXT);
    expect(status).toBe(0);
  });

  test('stay out without --write', () => {
    expect(fromFolder()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('5 to list, 0 different, 0 not compared\nnothing is written; add --write\n'),
    });
    expect(listNow()).not.toBe(TEXT);
  });
});

test('a release that is newer than all is listed, if nothing differs', () => {
  writeList('2.9-14 3.0-5');
  writeChart('3.6', { more: ', jitter: {}' });

  expect(fromFolder('--write').status).toBe(0);
  expect(listNow()).toBe(listText({ ...list, releases: [{ released: '2.9-14 3.0-6' }] }));
});

test('a release that differs is not listed; the line says which fact, where it was seen and where it goes', () => {
  const before = writeList('2.9-14 3.0-5');
  writeChart('3.6', { names: false });

  const { status, stdout } = fromFolder('--write');
  expect(stdout).toContain(`Argo CD 3.6 (argo-cd 10.3.6): differs
  clusterResourceNames: false in appprojects.argoproj.io, spec.clusterResourceWhitelist[].name, where the rows predict true; add a row ['3.6', { clusterResourceNames: … }] of Argo CD in charts/argocd/releases.ts
`);
  expect(status).toBe(1);
  expect(listNow()).toBe(before);
});

test('a chart that does not render is not listed, and the others are', () => {
  writeList('2.9-14 3.0-3');
  writeRelease('3.4');
  writeRelease('3.5');
  workspace.write('charts-of-others/argo-cd-10.3.4/templates/broken.yaml', '{{ fail "no such value" }}\n');

  const { status, stdout } = fromFolder('--write');
  expect(stdout).toContain('Argo CD 3.4 (argo-cd 10.3.4): differs\n');
  expect(stdout).toContain('  argo-cd: argo-cd 10.3.4 does not render: no such value');
  expect(status).toBe(1);
  expect(listNow()).toBe(listText({ ...list, releases: [{ released: '2.9-14 3.0-3 3.5' }] }));
});

test('a release that is older than the first of the table cannot be learned', () => {
  const before = writeList('2.9-14 3.0-5');
  writeChart('2.8');

  const { status, stdout, stderr } = fromFolder('--write');
  expect(stderr).toBe('argo-cd 10.2.8 is older than 2.9, the first release of the table, and cannot be learned\n');
  expect(stdout).toBe('no release that the tables do not list\n');
  expect(status).toBe(1);
  expect(listNow()).toBe(before);
});

test('a release candidate is not learned', () => {
  writeList('2.9-14 3.0-5');
  writeChart('3.6.0-rc1', { version: '11.0.0-rc1' });
  expect(fromFolder()).toMatchObject({ status: 0, stdout: 'no release that the tables do not list\n' });
});

describe('an index', () => {
  const entry = (version: string, program: string, day: string) =>
    `    - { version: ${version}, appVersion: v${program}, created: "${day}T10:00:00Z" }\n`;
  const writeIndex = (...entries: string[]) => workspace.write('index.yaml', `apiVersion: v1\nentries:\n  argo-cd:\n${entries.join('')}`);

  test('names the releases, and the day moves on if all of them are listed', () => {
    writeList('2.9-14 3.0-4');
    writeRelease('3.5', { version: '10.3.5' });
    writeIndex(entry('10.3.5', '3.5.0', '2027-01-02'), entry('5.0.0', '2.6.0', '2022-10-01'));

    const { status, stderr } = learn('--index', 'index.yaml', '--charts', 'charts-of-others', '--write');
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'argo-cd 5.0.0 is older than 2.9, the first release of the table, and cannot be learned\n',
    });
    expect(listNow()).toBe(listText({ ...list, lookedAt: '2027-01-02' }));
  });

  test('with a release whose chart is missing leaves it out, and the day too', () => {
    const before = writeList('2.9-14 3.0-4');
    writeRelease('3.1');
    writeIndex(entry('10.3.5', '3.5.0', '2027-01-02'));

    const { status, stdout } = learn('--index', 'index.yaml', '--charts', 'charts-of-others', '--write');
    expect(stdout).toContain('Argo CD 3.5 (argo-cd 10.3.5): not compared: no chart argo-cd 10.3.5\n');
    expect(status).toBe(3);
    expect(listNow()).toBe(before);
  });

  test.each([
    ['{', 1, 'index.yaml: is not valid YAML ('],
    ['{}', 1, 'index.yaml: has no entries, so it is not an index of charts; name the index.yaml of a chart repository\n'],
    ['entries: {loki: []}', 1, 'index.yaml: lists none of tempo-distributed, tempo, traefik, '],
  ])('%s is refused', (text, code, message) => {
    workspace.write('index.yaml', text);
    const { status, stderr } = learn('--index', 'index.yaml');
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(status).toBe(code);
  });

  test('that does not exist is refused', () => {
    expect(learn('--index', 'none.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no file none.yaml; name the index.yaml of a chart repository by --index\n'),
    });
  });
});

test.each([
  ['none', 'no folder none; name the one with the charts by --charts'],
  ['clusters', 'clusters has no chart of tempo-distributed, tempo, '],
])('--charts %s is refused', (folder, message) => {
  expect(learn('--charts', folder)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
});

test('the lists of the repository have the form that the command writes', () => {
  for (const { list: file } of SUBJECTS) {
    const text = readFileSync(`${ROOT}/${file}`, 'utf8');
    expect(listText(JSON.parse(text) as ReleaseList)).toBe(text);
  }
});
