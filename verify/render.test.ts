/** The results of rendering small charts. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ChartLock } from '../lib/helm/lock';
import { CHARTS, realHelm, saidOf, stackOf, verifiedStack } from '../test/verify-fixture';
import type { ClusterReport } from './report/report';
import type { Installation, Manifest, Stack } from './stack';
import { verify } from './verify';

let folder: string;

beforeAll(realHelm);
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'render-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n';

/** A release of a chart with these files, in the folder of manifests. */
function release(template: string, chartYaml = '', values: Installation['values'] = {}, name = 'mine'): Stack {
  const chart = path.join(folder, 'mine');
  mkdirSync(path.join(chart, 'templates'), { recursive: true });
  writeFileSync(path.join(chart, 'Chart.yaml'), `apiVersion: v2\nname: mine\nversion: 1.0.0\n${chartYaml}`);
  writeFileSync(path.join(chart, 'templates/a.yaml'), template);
  return stackOf({ name, chart: { folder: chart, name: 'mine', version: '1.0.0' }, values, isOurs: false });
}
const said = async (stack: Stack) => saidOf((await verifiedStack(stack)).clusters[0] as ClusterReport, 'render');

test('duplicate keys in the output are reported, and the last one counts', async () => {
  const [text, ...others] = await said(release(`${CONFIG_MAP}data:\n  a: b\n  a: c\n`));

  expect(text).toMatch(/^warning: mine 1\.0\.0 renders a duplicate key \(duplicated mapping key .*\), and the last one counts; pin/);
  expect(others).toEqual([]);
});

test('duplicate keys with the same value are harmless', async () => {
  expect(await said(release(`${CONFIG_MAP}data:\n  a: b\n  a: b\n`))).toEqual([]);
});

describe('a label that the chart writes before that of the values', () => {
  const twice = `${CONFIG_MAP.replace('}', ', labels: {release: mine, release: {{ .Values.extraLabels.release }}}}')}`;

  test('is that of the values', async () => {
    expect(await said(release(twice, '', { extraLabels: { release: 'prometheus' } }))).toEqual([]);
  });

  test('is reported if other values set the one that is lost', async () => {
    const values = { extraLabels: { release: 'prometheus' }, commonLabels: { release: 'mine' } };

    expect(await said(release(twice, '', values))).toEqual([expect.stringMatching(/^warning: mine 1\.0\.0 renders a duplicate key/)]);
  });

  test('is reported if it is the last one', async () => {
    const before = twice.replace(/release: mine, (release: .* \}\})\}/, '$1, release: mine}');

    expect(await said(release(before, '', { extraLabels: { release: 'prometheus' } }))).toEqual([
      expect.stringMatching(/^warning: mine 1\.0\.0 renders a duplicate key/),
    ]);
  });
});

test('the output of Helm is read as Kubernetes does', async () => {
  const stack = release(`${CONFIG_MAP}immutable: yes\n`);

  expect(saidOf((await verifiedStack(stack)).clusters[0] as ClusterReport, 'shape')).toEqual([]);
});

test.each<[string, () => Stack, RegExp]>([
  ['a name that is an option', () => release(CONFIG_MAP, '', {}, '--debug'), /^error: release name "--debug" is not valid; use/],
  [
    'values that are not data',
    () => release(CONFIG_MAP, '', { a: () => 1 }),
    /^error: the values cannot be written as YAML \(.*\); use only text, numbers, booleans, lists and maps$/,
  ],
  ['a Chart.yaml that is not YAML', () => release(CONFIG_MAP, 'a: ['), /^error: .*mine\/Chart\.yaml is not valid YAML \(.*\); fix it$/],
  [
    'a dependency that is a path',
    () => release(CONFIG_MAP, 'dependencies: [{name: ../x, version: 1.0.0, repository: "file://../x"}]\n'),
    /^error: dependency "\.\.\/x" has an invalid name; correct it in Chart\.yaml$/,
  ],
])('%s is reported, without a crash', async (_what, stack, text) => {
  expect(await said(stack())).toEqual([expect.stringMatching(text)]);
});

test('a dependency may be beside its chart, but not outside of the verified folder', async () => {
  const stack = release(CONFIG_MAP, 'dependencies: [{name: other, version: 1.0.0, repository: "file://../other"}]\n');
  mkdirSync(path.join(folder, 'other'));
  writeFileSync(path.join(folder, 'other/Chart.yaml'), 'apiVersion: v2\nname: other\nversion: 1.0.0\n');
  const within = async (top: string) => {
    const subjects = [{ kubernetes: stack.kubernetes, folder: top, read: () => stack }];
    const lock = new ChartLock(path.join(folder, 'charts.lock'));
    const { clusters } = await verify({ subjects, helm: await realHelm(), lock, charts: CHARTS });
    return saidOf(clusters[0] as ClusterReport, 'render');
  };

  expect(await within(folder)).toEqual([]);
  expect(await within(path.join(folder, 'mine'))).toEqual([expect.stringContaining('which is outside of')]);
});

describe('a file with rendered manifests', () => {
  const file = 'dist/lab/mine-chart.k8s.yaml';
  const object: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
  const withFile = (...objects: Manifest[]): Stack => {
    const stack = release(CONFIG_MAP);
    const place = { file };
    return {
      ...stack,
      installations: stack.installations.map((one) => ({ ...one, place, isRenderedAlready: true })),
      objects: objects.map((one) => ({ object: one, place: { file, name: one.metadata.name } })),
    };
  };
  const outdated = (names: string) =>
    `error: differs from what chart mine 1.0.0 renders with the values of the cluster file (${names}); run \`npm run synth\``;

  test('equals the output of the chart', async () => {
    expect(await said(withFile(object))).toEqual([]);
  });

  test.each<[string, Manifest[], string]>([
    ['otherwise', [{ ...object, data: { a: 'b' } }], 'ConfigMap/settings'],
    ['not at all', [], 'ConfigMap/settings'],
    ['beside others', [object, { ...object, metadata: { name: 'more' } }], 'ConfigMap/more'],
    [
      'beside many others',
      [object, ...['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...object, metadata: { name, namespace: 'lab' } }))],
      'ConfigMap/a in lab, ConfigMap/b in lab, ConfigMap/c in lab and 2 more',
    ],
  ])('is reported where it is in the file %s', async (_what, objects, names) => {
    expect(await said(withFile(...objects))).toEqual([outdated(names)]);
  });
});

test('clusters are judged together, reported in their order, and share the cores', async () => {
  const stacks = ['ignoring', 'renamed'].map((name) => ({ ...stackOf({ name, values: { bucket: 'b' } }), name }));
  const subjects = stacks.map((stack) => ({ kubernetes: stack.kubernetes, read: () => stack }));
  const calls: [number, number][] = [];
  const lock = new ChartLock(path.join(folder, 'charts.lock'));

  const { clusters, renders } = await verify({
    ...{ subjects, helm: await realHelm(), lock, charts: CHARTS },
    progress: (done, total) => calls.push([done, total]),
  });

  expect(clusters.map(({ name }) => name)).toEqual(['ignoring', 'renamed']);
  expect(calls.map(([done]) => done)).toEqual(calls.map(([done]) => done).sort((a, b) => a - b));
  expect(calls.at(-1)).toEqual([renders, renders]);
});
