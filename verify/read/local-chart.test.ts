/** Broken charts among the manifests are reported by the file to fix. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lineOf } from '../../lib/findings/sentence';
import { localChart } from './local-chart';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'local-chart-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function said(files: Readonly<Record<string, string>>): string | undefined {
  for (const [file, text] of Object.entries({ 'one/Chart.yaml': 'name: one\nversion: 0.1.0\n', ...files })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const found = localChart(folder, 'one');
  return 'finding' in found ? lineOf(found.finding).replaceAll(`${folder}/`, '') : undefined;
}

test.each<[string, Record<string, string>, RegExp]>([
  ['its Chart.yaml', { 'one/Chart.yaml': 'name: [' }, /^one\/Chart\.yaml: is not valid YAML \(.*\); fix it$/],
  ['its values', { 'one/values.yaml': 'a: [\n' }, /^one\/values\.yaml: is not valid YAML \(.*\); fix it$/],
  ['values that are a list', { 'one/values.yaml': '- a\n' }, /^one\/values\.yaml: is not a map of values; use a map$/],
  [
    'the Chart.yaml of a subchart',
    { 'one/charts/two/Chart.yaml': 'name: [' },
    /^one\/charts\/two\/Chart\.yaml: is not valid YAML \(.*\); fix it$/,
  ],
  ['its folder of subcharts', { 'one/charts': '' }, /^one\/charts: is not a folder; remove it$/],
])('a chart names %s', (_what, files, line) => {
  expect(said(files)).toMatch(line);
});

test('a valid chart passes', () => {
  expect(said({ 'one/values.yaml': 'a: 1\n' })).toBeUndefined();
});
