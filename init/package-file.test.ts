import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { inTemporaryFolder, write } from '../test/temporary-folder';
import { managerNotes, PACKAGE, packageFile, presentSpec, SCRIPTS, staysNotes } from './package-file';
import { completedSettings, pinnedSettings } from './renovate/settings-file';

inTemporaryFolder();

const completed = (text: string): string => {
  write(PACKAGE, text);
  return packageFile('file:a.tgz')[1];
};

describe('a package.json of a repository', () => {
  test('keeps all that it has, and gets scripts and the dependency', () => {
    const own = { name: 'shop', type: 'module', scripts: { test: 'jest' }, devDependencies: { prettier: '^3' }, prettier: {} };
    const content = JSON.parse(completed(JSON.stringify(own))) as typeof own;

    expect(content).toMatchObject(own);
    expect(content).not.toHaveProperty('private');
    expect(Object.keys(content)).toEqual(Object.keys(own));
    expect(Object.keys(content.scripts)).toEqual(['test', ...SCRIPTS]);
    expect(content.devDependencies).toEqual({ prettier: '^3', 'tempo-gitops': 'file:a.tgz' });
  });

  test.each(['dependencies', 'devDependencies', 'optionalDependencies'])('keeps the package that is in %s', (key) => {
    const content = JSON.parse(completed(JSON.stringify({ [key]: { 'tempo-gitops': 'file:b.tgz' } }))) as Record<string, unknown>;

    expect(content).toMatchObject({ [key]: { 'tempo-gitops': 'file:b.tgz' }, scripts: { synth: 'tempo-gitops synth' } });
    expect(Object.keys(content)).toEqual([key, 'scripts']);
  });

  test.each(['latin1', 'utf16le'] as const)('is not written again if it is encoded as %s, because characters would be lost', (encoding) => {
    writeFileSync(PACKAGE, Buffer.from('\uFEFF{"author": "J\xfcrgen"}'.slice(encoding === 'latin1' ? 1 : 0), encoding));
    copyFileSync(PACKAGE, 'renovate.json');

    expect(() => packageFile('file:a.tgz')).toThrow('package.json: is not encoded as UTF-8; save it as UTF-8');
    expect(() => pinnedSettings([])).toThrow('renovate.json: is not encoded as UTF-8; save it as UTF-8');
  });

  test('keeps its indentation, its line ends and its end', () => {
    const windows = completed('\uFEFF{\r\n\t"name": "a"\r\n}');
    expect(windows.slice(0, 38)).toBe('\uFEFF{\r\n\t"name": "a",\r\n\t"scripts": {\r\n\t\t"s');
    expect(windows.endsWith('\r\n}')).toBe(true);
    expect(windows.match(/[^\r]\n/)).toBeNull();
    const wide = completed('{\n    "name": "a"\n}\n');
    expect([wide.slice(0, 22), wide.slice(-3)]).toEqual(['{\n    "name": "a",\n   ', '\n}\n']);
    const whole = completed('{"name": "a"}');
    expect(completed(whole)).toBe(whole);
  });

  test.each([
    ['{ "scripts": { "check": "tsc", "synth": "tempo-gitops synth", "diff": "git diff" } }', /scripts of its own named check and diff, /],
    ['{', /^package\.json: is not JSON: .+; correct it$/],
    ['{ "scripts": "x" }', /^package\.json: scripts: is not an object; correct it$/],
    ['{ "devDependencies": ["a"] }', /^package\.json: devDependencies: is not an object; correct it$/],
    ['[]', /^package\.json: is not an object; correct it$/],
  ])('%j is refused, and stays', (text, message) => {
    expect(() => completed(text)).toThrow(message);
    expect(readFileSync(PACKAGE, 'utf8')).toBe(text);
  });
});

test('a package that stays is told, unless only its version is known', () => {
  expect(presentSpec()).toBeUndefined();
  write(PACKAGE, '{"devDependencies": {"tempo-gitops": "file:b.tgz"}}');

  expect(presentSpec()).toBe('file:b.tgz');
  expect(staysNotes('file:b.tgz', 'file:b.tgz')).toEqual([]);
  expect(staysNotes('https://example.org/b.tgz', '0.1.0')).toEqual([]);
  expect(staysNotes('file:b.tgz', 'file:a.tgz')).toEqual([
    'package.json: tempo-gitops stays file:b.tgz; for the one that runs, npm install --save-dev file:a.tgz',
  ]);
});

test('another package manager is told', () => {
  expect(managerNotes(true)).toEqual([]);
  write('pnpm-lock.yaml', '');
  expect(managerNotes(true)).toEqual([expect.stringMatching(/^pnpm-lock\.yaml: this repository uses pnpm; install with it, /)]);
  expect(managerNotes(false)).toEqual(['pnpm-lock.yaml: this repository uses pnpm; install with it']);
});

describe('the settings of Renovate', () => {
  test.each([
    [[], 'renovate.json'],
    [['.renovaterc', '.github/renovate.json'], '.github/renovate.json'],
    [['renovate.json5'], 'renovate.json5'],
  ])('beside %j are in %s', (present, file) => {
    for (const each of present) write(each, '{"extends": ["local>me/presets"]}');

    for (const settings of [completedSettings(true, []), pinnedSettings([])]) {
      expect(settings[0]).toBe(file);
      expect(JSON.parse(settings[1])).toMatchObject(present.length > 0 ? { extends: ['local>me/presets'] } : {});
    }
  });

  test('are refused where something would be lost', () => {
    write(PACKAGE, '{"renovate": {}}');
    expect(() => pinnedSettings([])).toThrow('package.json: renovate: Renovate no longer reads it where renovate.json exists; move it to');
    write('.renovaterc', '{');
    expect(() => pinnedSettings([])).toThrow(
      /^\.renovaterc: is not JSON: .+; correct it, or remove the file, and renovate\.json is written$/,
    );
    write('.github/renovate.json5', '{ extends: [] } // ours');
    expect(() => pinnedSettings([])).toThrow(/^\.github\/renovate\.json5: is not JSON: .+; write it without comments and as plain JSON/);
  });
});
