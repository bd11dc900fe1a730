/** Charts from a local repository server, with the cache and the lock. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { create } from 'tar';
import { findHelm, type Helm } from './binary';
import { ChartStore } from './charts';
import { ChartLock } from './lock';

let helm: Helm;
let server: Server;
let repository: string;
/** The files of the server: path to content. */
const served = new Map<string, Buffer | string>();
let asked: string[];
/** The headers of the requests, if there were credentials in them. */
let authorized: (string | undefined)[];
/** The server responds after this number of requests for charts. */
let together: number;
const waiting: (() => void)[] = [];
let somethingElse: Buffer;
let folder: string;
const { XDG_CACHE_HOME } = process.env;

beforeAll(async () => {
  // Before the cache is another one.
  helm = await findHelm(process.env);
  server = createServer(({ url = '', headers }, response) => {
    asked.push(url);
    authorized.push(headers.authorization);
    const content = served.get(url.replace(/\?.*$/, ''));
    const answer = () => response.writeHead(content === undefined ? 404 : 200).end(content);
    if (url.includes('.tgz')) waiting.push(answer);
    else answer();
    if (waiting.length >= together) for (const wait of waiting.splice(0)) wait();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME;
});

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'charts-'));
  process.env.XDG_CACHE_HOME = path.join(folder, 'cache');
  mkdirSync(path.join(folder, 'work'));
  asked = [];
  authorized = [];
  together = 1;
  served.clear();
  served.set(
    '/index.yaml',
    'apiVersion: v1\nentries:\n  demo:\n    - {apiVersion: v2, name: demo, version: 1.0.0, urls: [demo-1.0.0.tgz]}\n',
  );
  served.set('/demo-1.0.0.tgz', await packaged('first'));
  somethingElse = await packaged('first', 'README.md');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A chart as a tarball, with a text to identify it. */
async function packaged(text: string, file = 'Chart.yaml', templates = 0): Promise<Buffer> {
  const work = mkdtempSync(path.join(folder, 'package-'));
  mkdirSync(path.join(work, 'demo'));
  writeFileSync(path.join(work, 'demo', file), `apiVersion: v2\nname: demo\nversion: 1.0.0\ndescription: ${text}\n`);
  for (let count = 0; count < templates; count++) writeFileSync(path.join(work, 'demo', `${count}.txt`), text);
  await create({ cwd: work, file: path.join(work, 'chart.tgz'), gzip: true }, ['demo']);
  return readFileSync(path.join(work, 'chart.tgz'));
}

const lockFile = () => path.join(folder, 'charts.lock');
const cached = () => readdirSync(path.join(folder, 'cache/tempo-gitops/charts')).sort();

/** Finds a chart as one run of a command does. @returns the chart's description, and the notes to print */
async function pull(version = '1.0.0', given?: string): Promise<{ description: string; notes: string[] }> {
  const lock = new ChartLock(lockFile());
  const store = new ChartStore({ helm, lock, folder: given, workFolder: path.join(folder, 'work') });
  const chart = await store.find({ name: 'demo', version, repository });
  const description = /^description: (.*)$/m.exec(readFileSync(path.join(chart, 'Chart.yaml'), 'utf8'))?.[1] ?? '';
  return { description, notes: lock.save() };
}

describe('the credentials of a repository', () => {
  /** Runs the real Helm, and writes down its arguments and its environment. */
  function spy(): Helm {
    const program = path.join(folder, 'helm');
    const real = helm.program.includes('/') ? helm.program : 'helm';
    writeFileSync(program, `#!/bin/sh\necho "$@" >> ${folder}/seen\nenv >> ${folder}/seen\nexec ${real} "$@"\n`, { mode: 0o755 });
    return { ...helm, program };
  }
  const find = async (url: string) => {
    const lock = new ChartLock(lockFile());
    const store = new ChartStore({ helm: spy(), lock, workFolder: path.join(folder, 'work') });
    const found = await store.find({ name: 'demo', version: '1.0.0', repository: url });
    return { found, notes: lock.save() };
  };

  test('reach it, and are in no argument, no variable, no message and not in the lock', async () => {
    process.env.MINIO_SECRET_ACCESS_KEY = 'hunter-s3';
    const { found, notes } = await find(repository.replace('http://', 'http://me:hunter%402@'));
    delete process.env.MINIO_SECRET_ACCESS_KEY;

    expect(existsSync(path.join(found, 'Chart.yaml'))).toBe(true);
    expect(authorized).toEqual(Array(2).fill(`Basic ${Buffer.from('me:hunter@2').toString('base64')}`));
    expect(readFileSync(path.join(folder, 'seen'), 'utf8') + notes + readFileSync(lockFile(), 'utf8')).not.toContain('hunter');
    expect(notes).toEqual([expect.stringContaining(`of ${repository.replace('http://', 'http://***@')}; commit it`)]);
    expect(cached().filter((file) => file.startsWith('.'))).toEqual([]);
  });

  test('may be a token in its query', async () => {
    const { notes } = await find(`${repository}?token=hunter2`);

    expect(asked[0]).toBe('/index.yaml?token=hunter2');
    expect(readFileSync(path.join(folder, 'seen'), 'utf8') + notes + readFileSync(lockFile(), 'utf8')).not.toContain('hunter');
  });

  test('are not in the message of a pull that fails', async () => {
    served.clear();

    await expect(find(repository.replace('http://', 'http://me:hunter2@'))).rejects.toThrow(
      /^(?!.*hunter)demo 1\.0\.0 cannot be pulled from http:\/\/\*\*\*@/,
    );
    await expect(find('oci://me:hunter2@127.0.0.1:1/charts?token=hunter2')).rejects.toThrow(
      /^(?!.*hunter)demo 1\.0\.0 cannot be pulled from oci:\/\/\*\*\*@/,
    );
    expect(readFileSync(path.join(folder, 'seen'), 'utf8')).not.toContain('hunter');
  });
});

describe('a chart of a repository', () => {
  test('goes into the lock at its first pull, with a note, and comes from the cache from then on', async () => {
    expect(await pull()).toEqual({
      description: 'first',
      notes: [`note: ${lockFile()}: added demo 1.0.0 of ${repository}; commit it`],
    });
    expect(readFileSync(lockFile(), 'utf8')).toMatch(
      new RegExp(
        `^# .*\ncharts:\n  - name: demo\n    version: 1\\.0\\.0\n    repository: ${repository}\n    digest: sha256:[0-9a-f]{64}\n$`,
      ),
    );
    served.clear();
    asked = [];

    expect(await pull()).toEqual({ description: 'first', notes: [] });
    expect(asked).toEqual([]);
  });

  test('that another checkout has pulled is in the cache, and new in the lock of this one', async () => {
    await pull();
    const lock = readFileSync(lockFile(), 'utf8');
    rmSync(lockFile());
    asked = [];

    expect((await pull()).notes).toHaveLength(1);
    expect(readFileSync(lockFile(), 'utf8')).toBe(lock);
    expect(asked).toEqual([]);
  });

  test('that has changed is refused, and lock and cache are not changed', async () => {
    await pull();
    const [lock, digest] = [readFileSync(lockFile(), 'utf8'), /sha256:\w+/.exec(readFileSync(lockFile(), 'utf8'))?.[0]];
    rmSync(path.join(folder, 'cache'), { recursive: true });
    served.set('/demo-1.0.0.tgz', await packaged('second'));

    await expect(pull()).rejects.toThrow(
      new RegExp(
        `^demo 1\\.0\\.0 of ${repository} has changed: its digest in ${lockFile()} is ${digest}, and now it is sha256:\\w+; find out why`,
      ),
    );
    expect(readFileSync(lockFile(), 'utf8')).toBe(lock);
    expect(cached()).toEqual([]);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'of a version that does not exist',
      () => served.set('/index.yaml', 'apiVersion: v1\nentries: {}\n'),
      /^demo 1\.0\.0 cannot be pulled from .*; check its name, version and repository, or provide it with --charts$/,
    ],
    [
      'that the index names and the server does not have',
      () => served.delete('/demo-1.0.0.tgz'),
      /^demo 1\.0\.0 cannot be pulled from .*404/,
    ],
    ['without an index', () => served.clear(), /^demo 1\.0\.0 cannot be pulled from .*index\.yaml.*; check/],
    [
      'that is a tarball of something else',
      () => served.set('/demo-1.0.0.tgz', somethingElse),
      /^.*contains no Chart\.yaml; package the chart again$/,
    ],
    [
      'that is not a tarball',
      () => served.set('/demo-1.0.0.tgz', 'not found'),
      /^.*demo-1\.0\.0\.tgz (cannot be unpacked .*|contains no Chart\.yaml); package it again$/,
    ],
  ])('%s is refused, and nothing is written', async (_what, change, message) => {
    change();

    await expect(pull()).rejects.toThrow(message);
    expect(existsSync(lockFile())).toBe(false);
    expect(cached()).toEqual([]);
  });

  test('is requested once per run', async () => {
    const store = new ChartStore({ helm, lock: new ChartLock(lockFile()), workFolder: path.join(folder, 'work') });
    const chart = { name: 'demo', version: '1.0.0', repository };

    const [one, two] = await Promise.all([store.find(chart), store.find({ ...chart })]);

    expect(one).toBe(two);
    expect(asked.filter((url) => url.endsWith('.tgz'))).toHaveLength(1);
  });

  test.each([
    [{ name: '--post-renderer=x' }, '"--post-renderer=x" is not a valid chart name; correct it'],
    [{ name: '../../etc/demo' }, '"../../etc/demo" is not a valid chart name; correct it'],
    [{ version: '../1.0.0' }, '"../1.0.0" is not a valid version of chart demo; correct it'],
  ])('with the invalid name or version %j is not requested', async (wrong, message) => {
    const lock = new ChartLock(lockFile());
    for (const given of [undefined, folder]) {
      const store = new ChartStore({ helm, lock, folder: given, workFolder: path.join(folder, 'work') });
      await expect(store.find({ name: 'demo', version: '1.0.0', repository, ...wrong })).rejects.toThrow(message);
    }
    expect(asked).toEqual([]);
  });

  test('whose version looks like an option is requested with that version', async () => {
    await expect(pull('--username=x')).rejects.toThrow(/^demo --username=x cannot be pulled from /);
  });

  test('that was changed in the cache is pulled again', async () => {
    await pull();
    const kept = cached().find((name) => name.startsWith('sha256-')) ?? '';
    writeFileSync(path.join(folder, 'cache/tempo-gitops/charts', kept), await packaged('changed'));

    expect((await pull()).description).toBe('first');
    expect(asked.filter((url) => url.endsWith('.tgz'))).toHaveLength(2);
  });

  test('may be pulled by two runs at the same time', async () => {
    together = 2;
    // Both runs are still unpacking when the first one finishes.
    served.set('/demo-1.0.0.tgz', await packaged('first', 'Chart.yaml', 300));
    const [one, two] = await Promise.all([pull(), pull()]);

    expect([one.description, two.description]).toEqual(['first', 'first']);
    expect(asked.filter((url) => url.endsWith('.tgz'))).toHaveLength(2);
    expect(cached()).toHaveLength(2);
  });
});

describe('what a killed run leaves behind', () => {
  test('in the cache is not used as a chart', async () => {
    const cache = path.join(folder, 'cache/tempo-gitops/charts');
    mkdirSync(path.join(cache, '.pull-abc/demo'), { recursive: true });
    writeFileSync(path.join(cache, '.pull-abc/demo/Chart.yaml'), 'description: unfinished\n');

    expect((await pull()).description).toBe('first');
  });

  test('is not a note about a chart that does not exist', async () => {
    await pull();
    for (const name of cached().filter((entry) => entry.startsWith('sha256-')))
      rmSync(path.join(folder, 'cache/tempo-gitops/charts', name), { recursive: true });
    rmSync(lockFile());

    expect(await pull()).toMatchObject({ description: 'first', notes: [expect.stringContaining('commit it')] });
  });

  test('beside the lock is ignored', async () => {
    writeFileSync(`${lockFile()}.4711`, 'charts: [');

    expect((await pull()).notes).toHaveLength(1);
  });
});
