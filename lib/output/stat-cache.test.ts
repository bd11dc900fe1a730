import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { inTemporaryFolder, write } from '../../test/temporary-folder';
import { StatCache } from './stat-cache';

inTemporaryFolder();

const KEPT = 'stats';
const FILE = 'home/tempo.k8s.yaml';

/** As the next run has it. */
const next = (version = 'one', out = 'dist') => new StatCache(KEPT, out, new Map([['home', version]]));

/** A run that reads the file and its folder, and finds what it wants. @param later milliseconds after now */
function confirmed(later = 3000): void {
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + later);
  const cache = next();
  cache.isAsWanted(FILE);
  cache.confirm(FILE);
  cache.willRead('home');
  cache.confirmFiles('home', ['home'], [FILE]);
  cache.save();
  clock.mockRestore();
}

/** Longer than the clock of a file system needs for a new time. */
const tick = () => pause(30);

beforeEach(() => write(`dist/${FILE}`, 'kind: Secret\n'));

describe('a file that was read', () => {
  test('is known until it changes', async () => {
    confirmed();

    expect(next().isAsWanted(FILE)).toBe(true);
    await tick();
    const { atime, mtime } = statSync(`dist/${FILE}`);
    writeFileSync(`dist/${FILE}`, 'kind: Banana\n');
    utimesSync(`dist/${FILE}`, atime, mtime);
    expect(next().isAsWanted(FILE)).toBe(false);
  });

  test('is not known if it had just changed', () => {
    confirmed(0);

    expect(next().isAsWanted(FILE)).toBe(false);
  });

  test('is not known for another version, in another output folder, or without a version', () => {
    confirmed();
    write(`other/${FILE}`, 'kind: Secret\n');

    expect(next('two').isAsWanted(FILE)).toBe(false);
    expect(next('one', 'other').isAsWanted(FILE)).toBe(false);
    expect(new StatCache(KEPT, 'dist', new Map()).isAsWanted(FILE)).toBe(false);
    expect([next('two').filesOf('home'), next('one', 'other').filesOf('home')]).toEqual([[FILE], undefined]);
  });

  test('is not known if an older folder took its place', () => {
    write(`old/${FILE}`, 'kind: Banana\n');
    confirmed();

    renameSync('dist', 'away');
    renameSync('old', 'dist');

    expect(next().isAsWanted(FILE)).toBe(false);
    expect(next().filesOf('home')).toBeUndefined();
  });

  test('is not known if it is gone, or a folder', () => {
    confirmed();

    rmSync(`dist/${FILE}`);
    expect(next().isAsWanted(FILE)).toBe(false);
    mkdirSync(`dist/${FILE}`);
    expect(next().isAsWanted(FILE)).toBe(false);
  });

  const OUT = path.resolve('dist');
  const HOME = ['home', 'one', [], [1], []];
  test.each([
    ['', Buffer.alloc(0)],
    ['JSON', Buffer.from(JSON.stringify({ out: OUT, clusters: [] }))],
    ...[null, {}, { out: OUT }, { out: OUT, clusters: 1 }].map((value): [string, Buffer] => [JSON.stringify(value), serialize(value)]),
    ...[[['home']], [HOME], [[...HOME.slice(0, 3), '', []]]].map((clusters): [string, Buffer] => [
      JSON.stringify(clusters),
      serialize({ out: OUT, clusters, numbers: new Float64Array() }),
    ]),
  ])('is not known if what was kept is %s', (_what, content) => {
    confirmed();
    expect(readFileSync(KEPT, 'latin1')).toContain('tempo.k8s.yaml');

    writeFileSync(KEPT, content);

    expect(next().isAsWanted(FILE)).toBe(false);
    expect(next().filesOf('home')).toBeUndefined();
  });

  test('is not known if the end of what was kept is missing', () => {
    confirmed();
    const content = readFileSync(KEPT);

    for (let end = 0; end < content.length; end++) {
      writeFileSync(KEPT, content.subarray(0, end));
      expect(next().isAsWanted(FILE)).toBe(false);
    }
    writeFileSync(KEPT, content);
    expect(next().isAsWanted(FILE)).toBe(true);
  });
});

describe('the files of a folder', () => {
  test('are known until one comes or goes', async () => {
    confirmed();

    expect(next().filesOf('home')).toEqual([FILE]);
    await tick();
    write(`dist/${FILE}`, 'kind: Banana\n');
    expect(next().filesOf('home')).toEqual([FILE]);
    write('dist/home/more', '');
    expect(next().filesOf('home')).toBeUndefined();
  });

  test('are not known if it had just changed', () => {
    confirmed(0);

    expect(next().filesOf('home')).toBeUndefined();
  });
});

describe('a folder is as wanted', () => {
  const isAsWanted = (version?: string) => next(version).asWanted.has('home');

  test('until a file changes, comes or goes', async () => {
    expect(isAsWanted()).toBe(false);
    confirmed();
    expect(isAsWanted()).toBe(true);

    await tick();
    write('dist/home/more', '');
    expect(isAsWanted()).toBe(false);
    rmSync('dist/home/more');
    confirmed();
    expect(isAsWanted()).toBe(true);
    write(`dist/${FILE}`, 'kind: Banana\n');
    expect(isAsWanted()).toBe(false);
    confirmed();
    expect(isAsWanted()).toBe(true);
    rmSync(`dist/${FILE}`);
    expect(isAsWanted()).toBe(false);
  });

  test('only in the version that was read', () => {
    confirmed();

    expect([isAsWanted('one'), isAsWanted('two')]).toEqual([true, false]);
  });

  test('only if all files in it were read', () => {
    write('dist/home/more', '');
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3000);
    const cache = next();
    cache.isAsWanted(FILE);
    cache.confirm(FILE);
    cache.willRead('home');
    cache.confirmFiles('home', ['home'], [FILE, 'home/more']);
    cache.save();
    clock.mockRestore();

    expect([isAsWanted(), next().isAsWanted(FILE)]).toEqual([false, true]);
  });
});

describe('a file that was written', () => {
  const written = () => {
    const cache = next();
    write('last', '');
    cache.confirmWritten('dist', [FILE], 'last', true);
    cache.save();
  };

  test('is known if another one was written after it', async () => {
    await tick();
    written();

    expect(next().isAsWanted(FILE)).toBe(true);
    expect(next().filesOf('home')).toEqual([FILE]);
  });

  test('is not known if it may change again at the same time', () => {
    write(`dist/${FILE}`, 'kind: Secret\n');
    write('dist/home/more', '');
    written();

    expect(next().isAsWanted(FILE)).toBe(false);
    expect(next().filesOf('home')).toBeUndefined();
  });
});

test('nothing is known, and nothing fails, where nothing can be kept', () => {
  mkdirSync(KEPT);
  confirmed();

  expect(next().isAsWanted(FILE)).toBe(false);
});
