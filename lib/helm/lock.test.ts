import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Refusal } from '../command-line/errors';
import { ChartLock } from './lock';

const DEMO = { name: 'demo', version: '1.0.0', repository: 'https://charts.example.org' };
const [OLD, NEW] = [`sha256:${'0'.repeat(64)}`, `sha256:${'1'.repeat(64)}`];

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  file = path.join(folder, 'charts.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the lock', () => {
  test('identifies a chart by name, version and repository', () => {
    const lock = new ChartLock(file);
    lock.add(DEMO, OLD);

    expect(lock.digestOf({ ...DEMO })).toBe(OLD);
    for (const other of [{ name: 'other' }, { version: '1.0.1' }, { repository: 'https://mirror.example.org' }])
      expect(lock.digestOf({ ...DEMO, ...other })).toBeUndefined();
  });

  test('has a registry once, with its scheme, as Argo CD writes it without', () => {
    const lock = new ChartLock(file);
    lock.add({ ...DEMO, repository: 'mirror.example.org/charts' }, OLD);
    lock.save();

    expect(readFileSync(file, 'utf8')).toContain('repository: oci://mirror.example.org/charts\n');
    expect(new ChartLock(file).digestOf({ ...DEMO, repository: 'oci://mirror.example.org/charts' })).toBe(OLD);
    expect(new ChartLock(file).digestOf({ ...DEMO, repository: 'mirror.example.org/charts' })).toBe(OLD);
    expect(new ChartLock(file).digestOf({ ...DEMO, repository: 'https://mirror.example.org/charts' })).toBeUndefined();
  });

  test('keeps its entries, in an order that does not depend on when they were added', () => {
    const texts = [
      ['b', 'a'],
      ['a', 'b'],
    ].map((names) => {
      rmSync(file, { force: true });
      for (const name of names) {
        const lock = new ChartLock(file);
        lock.add({ ...DEMO, name }, NEW);
        expect(lock.save()).toEqual([`note: ${file}: added ${name} 1.0.0 of https://charts.example.org; commit it`]);
      }
      return readFileSync(file, 'utf8');
    });

    expect(texts[0]).toBe(texts[1]);
    expect(new ChartLock(file).digestOf({ ...DEMO, name: 'a' })).toBe(NEW);
    expect(readdirSync(folder)).toEqual(['charts.lock']);
  });

  test('is not created or written if nothing was added', () => {
    expect(new ChartLock(file).save()).toEqual([]);
    expect(existsSync(file)).toBe(false);

    writeFileSync(file, 'charts: [] # mine\n');
    expect(new ChartLock(file).save()).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('charts: [] # mine\n');
  });
});

describe('an invalid lock is refused, with the way out:', () => {
  test.each([
    ['no YAML', 'charts: [', 'is not valid YAML ('],
    ['nothing', '', 'is not valid YAML ('],
    ['a list', '- name: demo\n', 'has an entry without name, version, repository or digest as text'],
    ['an entry without a digest', 'charts:\n  - {name: demo, version: 1.0.0, repository: "https://a"}\n', 'has an entry without'],
    [
      'a version that is a number',
      'charts:\n  - {name: demo, version: 1.0, repository: "https://a", digest: "sha256:00"}\n',
      'has an entry without',
    ],
    [
      'a digest that is a path',
      'charts:\n  - {name: a, version: "1", repository: "https://a", digest: "sha256:../x"}\n',
      'has an invalid digest for a 1: sha256:../x',
    ],
    ['a merge conflict of git', '<<<<<<< HEAD\ncharts: []\n=======\ncharts: []\n>>>>>>> other\n', 'is not valid YAML ('],
  ])('%s', (_what, text, message) => {
    writeFileSync(file, text);

    expect(() => new ChartLock(file)).toThrow(Refusal);
    expect(() => new ChartLock(file)).toThrow(message);
    expect(() => new ChartLock(file)).toThrow(/charts\.lock: .*; restore it from git, or remove it and run verify again$/);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

test('a folder at its path is refused, and a lock that cannot be written is reported', () => {
  mkdirSync(file);
  expect(() => new ChartLock(file)).toThrow(new Refusal(`${file}: is not a file; remove it, and run verify again`));

  const lock = new ChartLock(path.join(folder, 'nowhere/charts.lock'));
  lock.add(DEMO, OLD);
  expect(() => lock.save()).toThrow(Refusal);
  expect(() => lock.save()).toThrow(/nowhere\/charts\.lock: cannot be written \(ENOENT\); make it writable$/);
});
