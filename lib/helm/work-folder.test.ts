import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { Refusal } from '../command-line/errors';
import { withWorkFolder } from './work-folder';

let parent: string;
let bundles: string;

beforeEach(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), 'work-folder-'));
  bundles = mkdtempSync(path.join(os.tmpdir(), 'bundles-'));
});
afterEach(() => {
  for (const folder of [parent, bundles]) rmSync(folder, { recursive: true });
});

const listeners = () => ['exit', 'SIGHUP', 'SIGINT', 'SIGTERM'].map((event) => process.listenerCount(event));

test('several at once are removed when their work ends or fails, and no signal handler is left', async () => {
  const before = listeners();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      withWorkFolder(
        async (folder) => {
          writeFileSync(path.join(folder, 'file'), '');
          await new Promise((resolve) => setImmediate(resolve));
          if (index === 0) throw new Error('no');
          return folder;
        },
        { parent },
      ),
    ),
  );

  expect(results.map(({ status }) => status)).toEqual(['rejected', ...Array(19).fill('fulfilled')]);
  expect(readdirSync(parent)).toEqual([]);
  expect(listeners()).toEqual(before);
});

test.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s removes it, and ends with %i', (signal, code) => {
  const program = path.join(bundles, 'work-folder.js');
  buildSync({ entryPoints: [path.join(__dirname, 'work-folder.ts')], bundle: true, platform: 'node', outfile: program });
  const script = `require(${JSON.stringify(program)}).withWorkFolder(async () => {
    process.kill(process.pid, '${signal}');
    await new Promise((resolve) => setTimeout(resolve, 60000));
  }, { parent: ${JSON.stringify(parent)} });`;

  expect(spawnSync(process.execPath, ['-e', script])).toMatchObject({ status: code });
  expect(readdirSync(parent)).toEqual([]);
});

test('folders of killed runs are removed, and those that may be in use are not', async () => {
  const { pid: dead } = spawnSync('true');
  const names = { old: `.pull-${dead}-abcdef`, young: `.pull-${dead}-ghijkl`, alive: `.pull-${process.pid}-abcdef`, other: '.pull-mine' };
  for (const name of Object.values(names)) mkdirSync(path.join(parent, name));
  for (const name of [names.old, names.alive, names.other]) utimesSync(path.join(parent, name), 0, 0);

  await withWorkFolder(async () => undefined, { parent, prefix: '.pull-' });

  expect(readdirSync(parent).sort()).toEqual([names.young, names.alive, names.other].sort());
});

test('a folder of a process that does not run is removed an hour after its last change', async () => {
  const { pid: dead } = spawnSync('true');
  const [recent, old] = [`.pull-${dead}-abcdef`, `.pull-${dead}-ghijkl`];
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  for (const [name, minutes] of [
    [recent, 59],
    [old, 61],
  ] as const) {
    mkdirSync(path.join(parent, name));
    utimesSync(path.join(parent, name), minutesAgo(minutes), minutesAgo(minutes));
  }

  await withWorkFolder(async () => undefined, { parent, prefix: '.pull-' });

  expect(readdirSync(parent)).toEqual([recent]);
});

test('none can be created in a folder that does not exist', async () => {
  const nowhere = path.join(parent, 'nowhere');

  await expect(withWorkFolder(async () => undefined, { parent: nowhere })).rejects.toThrow(
    new Refusal(`no folder can be created in ${nowhere} (ENOENT); set XDG_CACHE_HOME to a writable folder`),
  );
  expect(existsSync(nowhere)).toBe(false);
});
