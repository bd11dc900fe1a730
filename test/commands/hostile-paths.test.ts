/** Folders and files that cannot be read or written, or that never end. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, realpathSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../synthesis';
import { ROOT, Workspace } from '../workspace';

const at = new Workspace();
beforeEach(() => cpSync(path.join(ROOT, 'schema'), path.join(at.folder, 'schema'), { recursive: true }));
const NOBODY = 65534;

/** Runs a program as a user to whom permissions apply, for at most a minute. */
function runAsNobody(program: string, ...args: string[]) {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  chmodSync(at.folder, 0o755);
  const cache = path.join(at.folder, 'cache');
  mkdirSync(cache, { recursive: true });
  chmodSync(cache, 0o777);
  const helm = path.join(at.folder, 'helm');
  at.write('helm', '#!/bin/sh\necho v4.1.4\n');
  chmodSync(helm, 0o755);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'lib/launch.js'), program, ...args], {
    ...{ cwd: at.folder, encoding: 'utf8', timeout: 60_000, ...user },
    env: { ...process.env, XDG_CACHE_HOME: cache, HELM: helm },
  });
  return { status, stdout, stderr };
}

const PROGRAMS = ['main.ts', 'commands/check.ts', 'commands/verify.ts'];
const isCrash = (text: string) => /internal error|^\s+at /m.test(text);

test.each([
  ['--out below a file', '--out', 'file/sub', 'file is not a folder; choose another folder with --out'],
  ['--out of 300 characters', '--out', 'a'.repeat(300), 'a'.repeat(100)],
  ['--clusters below a file', '--clusters', 'file/sub', 'no folder file/sub; name the folder with the cluster files by --clusters'],
])('%s is a mistake of the user', (_what, option, value, message) => {
  at.write('file', '');

  for (const program of PROGRAMS) {
    const { status, stderr } = at.run(program, [option, value]);

    expect([program, status === 0 ? 1 : status, isCrash(stderr)]).toEqual([program, option === '--clusters' ? 2 : 1, false]);
    expect(stderr).toContain(message);
  }
});

test('without the usual folder, a command says where to run it', () => {
  renameSync(path.join(at.folder, 'clusters'), path.join(at.folder, 'other'));

  expect(at.run('commands/check.ts').stderr).toMatch(
    /^no folder clusters; run the command in the folder that has it, or name the folder with the cluster files by --clusters\n/,
  );
});

test.each([
  ['--charts', 'no folder file/sub; name the one with the charts by --charts'],
  ['--manifests', 'no folder file/sub; name the folder with the manifests by --manifests'],
  ['--report', 'the report cannot be written to file/sub (ENOTDIR); name another file'],
  ['--live', 'no file file/sub; write one by kubectl get -o yaml'],
])('verify %s file/sub is wrong usage', (option, message) => {
  at.write('file', '');

  expect(at.run('commands/verify.ts', [option, 'file/sub'])).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
});

test.each(['file/sub', 'nowhere/sub', '.'])('a page cannot be written to %s', (file) => {
  at.write('file', '');

  for (const program of ['commands/releases.ts', 'commands/servers.ts', 'commands/rules.ts'])
    expect(at.run(program, ['--markdown', file])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^the page cannot be written to \S+ \([A-Z]+\); name another file\n/),
    });
});

/** What reads the output and does not write it. */
const READERS = [['commands/diff.ts', '--no-render'], ['commands/images.ts'], ['commands/graph.ts']];

test.each(['clusters', 'dist', 'dist/home', 'dist/home/values'])('a folder %s without permission is a mistake of the user', (folder) => {
  chmodSync(path.join(at.folder, folder), 0);

  for (const [program = '', ...args] of [...PROGRAMS.slice(0, 2).map((each) => [each]), ...READERS]) {
    const { status, stdout, stderr } = runAsNobody(program, ...args);

    expect([program, status, isCrash(stderr)]).toEqual([program, 1, false]);
    expect(stdout + stderr).toContain(`${folder}: cannot be read (EACCES); make it readable`);
  }
  chmodSync(path.join(at.folder, folder), 0o755);
});

test('a folder of manifests without permission is a finding', () => {
  at.write('manifests/a/b/object.yaml', 'kind: [');
  chmodSync(path.join(at.folder, 'manifests/a'), 0);

  const { status, stdout, stderr } = runAsNobody(
    'commands/verify.ts',
    '--manifests',
    'manifests',
    '--charts',
    path.join(ROOT, 'test/charts'),
  );

  expect([status, isCrash(stderr)]).toEqual([1, false]);
  expect(stdout + stderr).toContain('manifests/a: cannot be read (EACCES)');
  chmodSync(path.join(at.folder, 'manifests/a'), 0o755);
});

describe('what never ends is not read:', () => {
  const run = (program: string, ...args: string[]) => {
    const { status, stdout, stderr, signal } = spawnSync(process.execPath, [path.join(ROOT, 'lib/launch.js'), program, ...args], {
      ...{ cwd: at.folder, encoding: 'utf8', timeout: 60_000 },
    });
    expect(signal).toBeNull();
    return { status, text: stdout + stderr };
  };
  const MAKES: readonly [string, (file: string) => unknown][] = [
    ['a FIFO', (file) => spawnSync('mkfifo', [path.join(at.folder, file)])],
    ['a device', (file) => symlinkSync('/dev/zero', path.join(at.folder, file))],
  ];

  test.each(MAKES)('%s as a cluster file', (_what, make) => {
    make('clusters/other.yaml');

    for (const program of [...PROGRAMS, 'commands/minio.ts'])
      expect(run(program)).toEqual({ status: 1, text: expect.stringContaining('clusters/other.yaml:1:1 file: is not a plain file') });
  });

  test.each(MAKES)('%s as a certificate', (_what, make) => {
    make('cert.pem');
    const { status, stderr } = at.run('commands/seal.ts', ['--cert', 'cert.pem', 'home'], {
      MINIO_ACCESS_KEY_ID: 'tempo-key',
      MINIO_SECRET_ACCESS_KEY: 'tempo-secret-key',
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining('cert.pem: is not a plain file; write the output of')]);
  });

  test('a FIFO that nobody reads is not written to', () => {
    MAKES[0]?.[1]('page.md');
    expect(run('commands/servers.ts', '--markdown', 'page.md')).toEqual({
      status: 2,
      text: expect.stringContaining('the page cannot be written to page.md (ENXIO); name another file'),
    });
  });

  test.each(MAKES)('%s as the file with acceptances', (_what, make) => {
    at.write('manifests/object.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');
    make('manifests/tempo-gitops.accept.yaml');

    const { status, text } = run('commands/verify.ts', '--manifests', 'manifests');
    expect(status).toBe(1);
    expect(text).toContain('manifests/tempo-gitops.accept.yaml: is not a plain file');
  });

  test.each(MAKES)('%s as a values file, a manifest and a part of a chart', (_what, make) => {
    at.write(
      'manifests/application.yaml',
      `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a, namespace: argocd }
spec:
  project: default
  destination: { namespace: a, server: 'https://kubernetes.default.svc' }
  source: { repoURL: https://example.org/a.git, path: chart, helm: { valueFiles: [values-a.yaml] } }
`,
    );
    at.write('manifests/chart/Chart.yaml', 'apiVersion: v2\nname: a\nversion: 1.0.0\n');
    mkdirSync(path.join(at.folder, 'manifests/chart/templates'));
    make('manifests/chart/values-a.yaml');
    make('manifests/chart/templates/a.yaml');
    make('manifests/object.yaml');

    const { status, text } = run('commands/verify.ts', '--manifests', 'manifests');
    expect(status).toBe(1);
    expect(text).not.toMatch(/internal error/);
  });
});

test('a folder that must be writable is named, and not a file of ours in it', () => {
  at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('revision: main', 'revision: next'));

  expect(runAsNobody('main.ts')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      `dist: cannot be written (EACCES; make the folder ${realpathSync(at.folder)} writable); nothing was changed`,
    ),
  });
});
