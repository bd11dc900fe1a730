/** Charts from a folder: no server, no cache and no lock. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { create } from 'tar';
import { findHelm } from './binary';
import { ChartStore } from './charts';
import { ChartLock } from './lock';

let folder: string;
const given = () => path.join(folder, 'given');
const lockFile = () => path.join(folder, 'charts.lock');

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'charts-'));
  mkdirSync(given());
  mkdirSync(path.join(folder, 'work'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const CHART = 'apiVersion: v2\nname: demo\nversion: 1.0.0\ndescription: given\n';

async function packaged(): Promise<Buffer> {
  const work = mkdtempSync(path.join(folder, 'package-'));
  mkdirSync(path.join(work, 'demo'));
  writeFileSync(path.join(work, 'demo/Chart.yaml'), CHART);
  await create({ cwd: work, file: path.join(work, 'chart.tgz'), gzip: true }, ['demo']);
  return readFileSync(path.join(work, 'chart.tgz'));
}

/** Finds a chart, whose repository does not exist. */
async function find(version = '1.0.0'): Promise<{ description?: string; notes: string[] }> {
  const lock = new ChartLock(lockFile());
  const store = new ChartStore({ helm: await findHelm(process.env), lock, folder: given(), workFolder: path.join(folder, 'work') });
  const chart = await store.find({ name: 'demo', version, repository: 'http://127.0.0.1:1' });
  const [, description] = /^description: (.*)$/m.exec(readFileSync(path.join(chart, 'Chart.yaml'), 'utf8')) ?? [];
  return { description, notes: lock.save() };
}

test.each<[string, string]>([
  ['a folder', 'demo-1.0.0'],
  ['a tarball', 'demo-1.0.0.tgz'],
  ['a tarball whose version starts with v', 'demo-v1.0.0.tgz'],
])('a chart may be %s', async (_what, name) => {
  if (name.endsWith('.tgz')) writeFileSync(path.join(given(), name), await packaged());
  else {
    mkdirSync(path.join(given(), name));
    writeFileSync(path.join(given(), name, 'Chart.yaml'), CHART);
  }

  expect(await find()).toEqual({ description: 'given', notes: [] });
  expect(existsSync(lockFile())).toBe(false);
});

test('a missing chart is reported with the expected file names', async () => {
  await expect(find('2.0.0')).rejects.toThrow(`${given()} has no chart demo 2.0.0; put it there as demo-2.0.0/ or demo-2.0.0.tgz`);
  await expect(find('2.15')).rejects.toThrow('has no chart demo 2.15; put it there');
  await expect(find('>=1.0.0')).rejects.toThrow(
    'chart demo has no single version (>=1.0.0); name one, so that a folder of charts can have it',
  );
});

test.each<[string, () => Promise<Buffer | string>, RegExp]>([
  ['broken', async () => (await packaged()).subarray(0, 60), /demo-1\.0\.0\.tgz cannot be unpacked \(.*\); package it again$/],
  ['none', async () => 'no tarball', /package (it|the chart) again$/],
  ['empty', async () => '', /package (it|the chart) again$/],
])('says which tarball is %s', async (_what, content, message) => {
  writeFileSync(path.join(given(), 'demo-1.0.0.tgz'), await content());

  await expect(find()).rejects.toThrow(message);
});

test('the folder is not changed', async () => {
  cpSync(path.join(__dirname, '../../test/charts/parent-1.0.0'), path.join(given(), 'demo-1.0.0'), { recursive: true });
  const before = readdirSync(given(), { recursive: true }).sort();

  await find();

  expect(readdirSync(given(), { recursive: true }).sort()).toEqual(before);
});
