import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { besideChart, chartInfo, withDependencies } from './dependencies';
import { NoChart } from './no-chart';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dependencies-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A chart with these files. */
function chart(name: string, files: Record<string, string>): string {
  for (const [file, text] of Object.entries({ 'Chart.yaml': `name: ${name}\nversion: 1.0.0\n`, ...files })) {
    mkdirSync(path.dirname(path.join(folder, name, file)), { recursive: true });
    writeFileSync(path.join(folder, name, file), text);
  }
  return path.join(folder, name);
}

const WITH_CACHE =
  'name: parent\nversion: 1.0.0\ndependencies:\n  - {name: cache, version: ^2.1.0, repository: "https://charts.example.org"}\n';

describe('the information about a chart', () => {
  test('is read from Chart.yaml, including dependencies and an alias', () => {
    const parent = chart('parent', { 'Chart.yaml': `${WITH_CACHE}  - {name: cache, alias: second}\nappVersion: 2.0\n` });

    expect(chartInfo(parent)).toMatchObject({
      name: 'parent',
      version: '1.0.0',
      appVersion: '2',
      dependencies: [
        { name: 'cache', version: '^2.1.0', repository: 'https://charts.example.org' },
        { name: 'cache', version: '*', repository: '', alias: 'second' },
      ],
    });
  });

  test('is read from requirements.yaml in a chart of API version 1', () => {
    expect(chartInfo(chart('parent', { 'requirements.yaml': 'dependencies: [{name: cache, version: 1.0.0}]\n' })).dependencies).toEqual([
      { name: 'cache', version: '1.0.0', repository: '' },
    ]);
  });

  test('includes the default values of subcharts under their names, overridden by its own', () => {
    const parent = chart('parent', {
      'Chart.yaml': WITH_CACHE,
      'values.yaml': 'size: 1\ncache: {port: 2}\n',
      'charts/cache/Chart.yaml': 'name: cache\nversion: 2.1.0\n',
      'charts/cache/values.yaml': 'port: 1\nname: a\n',
    });

    expect(chartInfo(parent).values).toEqual({ size: 1, cache: { port: 2, name: 'a' } });
  });

  test('may have no values', () => {
    expect(chartInfo(chart('parent', { 'values.yaml': '# none\n' })).values).toEqual({});
  });
});

describe('a broken chart is reported by the file to fix:', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a Chart.yaml that is not YAML', { 'Chart.yaml': 'name: [' }, 'Chart.yaml: is not valid YAML ('],
    ['values that are not YAML', { 'values.yaml': 'a: [' }, 'values.yaml: is not valid YAML ('],
    ['values that are a folder', { 'values.yaml/README.md': '' }, 'values.yaml: is not a file; replace it with a file'],
    ['subcharts that are a file', { charts: '' }, 'charts: is not a folder; remove it'],
  ])('%s', async (_what, files, message) => {
    const parent = chart('parent', files);

    expect(() => chartInfo(parent)).toThrow(NoChart);
    expect(() => chartInfo(parent)).toThrow(message);
    await expect(withDependencies(parent, folder, async () => undefined)).rejects.toThrow(message);
  });

  test('a duplicate key is accepted, because Helm uses the last one', () => {
    expect(chartInfo(chart('parent', { 'values.yaml': 'a: 1\na: 2\n' })).values).toEqual({ a: 2 });
  });
});

describe('a dependency', () => {
  const named = (dependency: string) => chart('parent', { 'Chart.yaml': `name: parent\nversion: 1.0.0\ndependencies: [${dependency}]\n` });

  test.each([
    ['{name: ../../../../x, repository: "file://../payload"}', '../../../../x'],
    ['{name: cache, alias: ../x}', '../x'],
    ['{name: --x}', '--x'],
    ['{version: 1}', ''],
  ])('%s is refused before anything is written', async (dependency, name) => {
    const parent = named(dependency);
    const [work, payload] = [mkdtempSync(path.join(folder, 'work-')), chart('payload', {})];
    const before = readdirSync(folder, { recursive: true });

    await expect(withDependencies(parent, work, async () => payload)).rejects.toThrow(
      `dependency "${name}" has an invalid name; correct it in Chart.yaml`,
    );
    await expect(withDependencies(parent, work, async () => undefined)).rejects.toThrow(NoChart);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  test('with an invalid version range has a placeholder too', async () => {
    const copy = await withDependencies(named('{name: cache, version: "no \\"range\\""}'), folder, async () => undefined);

    expect(readFileSync(path.join(copy, 'charts/cache/Chart.yaml'), 'utf8')).toContain('version: 0.0.0');
  });

  test('with a relative path is in the folder that contains both', () => {
    const [top, other] = [chart('top/a', {}), chart('other', {})];
    const sibling = chart('top/b', {});
    const at = (repository: string, known?: string) => besideChart(top, { name: 'b', version: '1', repository }, known);

    expect(at('file://../b', path.join(folder, 'top'))).toBe(sibling);
    expect(at('file://../../other')).toBe(other);
    expect(() => at('file://../../other', path.join(folder, 'top'))).toThrow(/, which is outside of .*top; move it there, or verify/);
    for (const nowhere of ['file://../c', 'file://..', 'file://Chart.yaml'])
      expect(() => at(nowhere)).toThrow(
        new NoChart(`dependency b of ${top} points to ${nowhere}, which has no Chart.yaml`, 'correct its repository'),
      );
  });
});

describe('a chart with all its dependencies', () => {
  const complete = (parent: string, provided?: string) =>
    withDependencies(parent, mkdtempSync(path.join(folder, 'work-')), async () => provided);

  test.each([
    ['unpacked', 'charts/cache/Chart.yaml', 'name: cache\nversion: 2.1.0\n'],
    ['unpacked under another name', 'charts/mine/Chart.yaml', 'name: cache\nversion: 2.1.0\n'],
    ['packaged', 'charts/cache-2.1.0.tgz', ''],
    ['packaged with a v', 'charts/cache-v2.1.0.tgz', ''],
  ])('is itself where they are there, %s', async (_what, file, text) => {
    const parent = chart('parent', { 'Chart.yaml': WITH_CACHE, [file]: text });

    expect(await complete(parent)).toBe(parent);
  });

  test('is a copy with the available ones', async () => {
    const parent = chart('parent', { 'Chart.yaml': WITH_CACHE, 'charts/cache-server-1.0.0.tgz': '' });

    const copy = await complete(parent, chart('cache', { 'values.yaml': 'port: 1\n' }));

    expect(readFileSync(path.join(copy, 'charts/cache/values.yaml'), 'utf8')).toBe('port: 1\n');
    expect(path.basename(copy)).toBe('parent');
    expect(readdirSync(path.join(parent, 'charts'))).toEqual(['cache-server-1.0.0.tgz']);
  });

  test('has a failing placeholder for an unavailable one, with a matching version', async () => {
    const parent = chart('parent', { 'Chart.yaml': WITH_CACHE });

    const copy = await complete(parent);

    expect(readFileSync(path.join(copy, 'charts/cache/Chart.yaml'), 'utf8')).toContain('version: 2.1.0');
    expect(readFileSync(path.join(copy, 'charts/cache/templates/missing.yaml'), 'utf8')).toContain(
      'fail "its subchart cache ^2.1.0 is enabled but missing',
    );
    expect(existsSync(path.join(parent, 'charts'))).toBe(false);
  });
});
