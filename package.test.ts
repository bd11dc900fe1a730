/** The package as a user gets it: packed, unpacked into node_modules/ of an empty folder, and run there. No network. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadAll } from 'js-yaml';
import { bin, files, version } from './package.json';
import { receiverServer } from './test/receivers/server';

const ROOT = __dirname;
const folder = mkdtempSync(path.join(os.tmpdir(), 'package-'));
const installed = path.join(folder, 'node_modules/tempo-gitops');
const SPAN = {
  ...{ traceId: '8f3a91c25b1e4d07a6c4e2f09b7d1358', spanId: 'd1c2b3a495867768', service: 'shop', name: 'buy', attributes: { a: 'b' } },
  ...{ start: 1_795_885_200_123, duration: 10 },
};
let packed: { path: string }[] = [];
let size = 0;

beforeAll(() => {
  // --offline: packing asks the registry for nothing.
  const args = ['pack', '--json', '--offline', '--pack-destination', folder];
  const [report] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  packed = report.files;
  size = report.size;
  execFileSync('tar', ['xzf', path.join(folder, report.filename), '-C', folder]);
  mkdirSync(path.dirname(installed), { recursive: true });
  cpSync(path.join(folder, 'package'), installed, { recursive: true });
  rmSync(path.join(folder, 'package'), { recursive: true });
  for (const name of ['@esbuild', 'esbuild', 'cdk8s', 'constructs'])
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const { npm_command: _, npm_lifecycle_event: __, ...env } = process.env;
  const program = path.join(installed, bin['tempo-gitops']);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

test('is small, and has what the command needs and nothing else', () => {
  const names = packed.map((file) => file.path);

  expect(size).toBeLessThan(1_200_000);
  expect(names).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'components.d.ts', 'schema/cluster.json']));
  const others = names.filter((name) => !files.some((each) => name.startsWith(each.replace(/\*.*$/, ''))));
  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(names.filter((name) => /\.test\.|^(clusters|dist|test|charts|verify)\/|__snapshots__/.test(name))).toEqual([]);
  const licenses = readFileSync(path.join(installed, 'build/package/LICENSES.txt'), 'utf8');
  expect(licenses).toMatch(/^zod \d/m);
  expect(licenses).toMatch(/^cdk8s \d/m);
});

test('the senders of smoke are a bundle of their own, which works without a warning', async () => {
  const receivers = [];
  for (const receiver of ['otlp-grpc', 'otlp-http', 'zipkin', 'jaeger-thrift-compact', 'jaeger-grpc'] as const)
    receivers.push([receiver, await receiverServer(receiver)] as const);
  // As the program requires them: see runProgram of lib/bundle/prepared-build.js.
  const script = `
    const { SENDERS } = require('node:module').createRequire(${JSON.stringify(path.join(installed, 'commands/tempo-gitops.ts'))})('#senders');
    const send = ([receiver, to]) => SENDERS[receiver](to, ${JSON.stringify(SPAN)});
    Promise.all(${JSON.stringify(receivers.map(([receiver, { to }]) => [receiver, to]))}.map(send)).then(() => console.log('sent'));`;

  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script]);

  expect({ stdout, stderr }).toEqual({ stdout: 'sent\n', stderr: '' });
  for (const [, server] of receivers) {
    expect(server.received.map(({ span }) => span)).toEqual([SPAN]);
    server.close();
  }
  expect(readFileSync(path.join(installed, 'build/package/tempo-gitops.js'), 'utf8')).not.toContain('grpc.enable_retries');
});

test('lists its commands, and names the nearest one', () => {
  const { status, stdout, stderr } = run();

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^usage: tempo-gitops COMMAND[\s\S]+\n {2}synth {5,}writes dist\//);
  expect(run('--help').stdout).toBe(stdout);
  expect(run('synht')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'unknown command synht; did you mean synth?\nusage: tempo-gitops COMMAND [ARGUMENT...]\n',
  });
  expect(run('toString').status).toBe(2);
  expect(run('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  ...'init synth check verify diff explain snapshots upgrade renovate graph images smoke bucket minio secret seal releases servers rules schema'.split(
    ' ',
  ),
])('%s starts', (name) => {
  expect(run(name, '--help')).toEqual({
    status: 0,
    stdout: expect.stringMatching(new RegExp(`^(npm run (-s )?|tempo-gitops )${name}\\b`)),
    stderr: '',
  });
});

test('works on the files of the folder', () => {
  mkdirSync(path.join(folder, 'clusters'));
  cpSync(path.join(ROOT, 'test/clusters/otlp.yaml'), path.join(folder, 'clusters/otlp.yaml'));

  const { status, stdout } = run('synth');

  expect(status).toBe(0);
  expect(stdout).toContain('read node_modules/tempo-gitops/docs/changes.md first');
  expect(run('explain', 'otlp', 'nothing').stderr).toContain('see node_modules/tempo-gitops/docs/cluster-file.md');
  expect(run('check')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(run('snapshots', '--check').status).toBe(1);
  expect(run('snapshots').stdout).toBe('written   __snapshots__/otlp.yaml\n');
  expect(run('snapshots', '--check')).toEqual({ status: 0, stdout: '', stderr: '' });
  const objectsOf = (file: string) => loadAll(readFileSync(path.join(folder, file), 'utf8'));
  const files = readdirSync(path.join(folder, 'dist/otlp')).filter((name) => name.endsWith('.k8s.yaml'));
  const made = files.flatMap((name) => objectsOf(`dist/otlp/${name}`));
  expect(objectsOf('__snapshots__/otlp.yaml')).toEqual(expect.arrayContaining(made));
  writeFileSync(path.join(folder, '__snapshots__/gone.yaml'), '');
  expect(run('snapshots').stdout).toBe('removed   __snapshots__/gone.yaml\n');
  expect(run('diff', '--no-render').stdout).toMatch(/^## otlp: new, \d+ objects\n/);
  expect(readdirSync(folder).sort()).toEqual(['__snapshots__', 'clusters', 'dist', 'node_modules', `tempo-gitops-${version}.tgz`].sort());
});

test('init writes a repository that works', () => {
  for (const name of ['__snapshots__', 'clusters', 'dist']) rmSync(path.join(folder, name), { recursive: true, force: true });
  const tarball = `tempo-gitops-${version}.tgz`;
  // As `npm install ./tempo-gitops-VERSION.tgz` writes it.
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ dependencies: { 'tempo-gitops': `file:${tarball}` } }));

  const { status, stdout, stderr } = run(
    ...['init', '--domain', 'lab.example.org', '--repo-url', 'https://github.com/me/lab.git', '--grafana', 'sidecar'],
  );

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('written   clusters/lab.yaml\nwritten   .github/workflows/tempo-gitops.yml\n');
  expect(stdout).toContain('completed package.json\n');
  const content = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  expect(content).toMatchObject({ scripts: { synth: 'tempo-gitops synth' }, dependencies: { 'tempo-gitops': `file:${tarball}` } });
  const [schemaLine = ''] = readFileSync(path.join(folder, 'clusters/lab.yaml'), 'utf8').split('\n');
  const schema = path.join(folder, 'clusters', schemaLine.replace(/^.*\$schema=/, ''));
  expect(JSON.parse(readFileSync(schema, 'utf8'))).toHaveProperty('$schema');
  expect(run('synth')).toMatchObject({ status: 0, stderr: '' });
  expect(run('check')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(run('diff', '--no-render').stdout).toMatch(/^## lab: new/);

  cpSync(path.join(ROOT, 'test/own-charts/main.ts'), path.join(folder, 'main.ts'));
  expect(run('synth').stdout).toContain('written   dist/lab/shop.k8s.yaml\n');
  expect(run('check').status).toBe(0);
  rmSync(path.join(folder, 'main.ts'));
  expect(run('check').stdout).toContain('dist/lab/shop.k8s.yaml');

  expect(run('schema')).toMatchObject({
    status: 0,
    stdout: 'written schema/cluster.json\nwritten schema/base.json\nwritten schema/fleet.json\n',
  });
  expect(readFileSync(path.join(folder, 'schema/cluster.json'), 'utf8')).toBe(readFileSync(schema, 'utf8'));

  const again = run('init', '--yes', '--cluster', 'lab');
  expect(again.status).toBe(1);
  expect(again.stderr).toContain('so nothing is written; move these away: clusters/lab.yaml');
});
