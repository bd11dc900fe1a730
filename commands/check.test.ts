import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../test/synthesis';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const synth = (...args: string[]) => at.run('main.ts', args);
const check = (...args: string[]) => at.run('commands/check.ts', args);

test('accepts what synth wrote, and prints nothing', () => {
  expect(check()).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('shows changed, missing and extra files as a diff', () => {
  const [file, ...rest] = ['dist/home/tempo.k8s.yaml', 'dist/home/gone.k8s.yaml', 'dist/home/values/traefik.yaml'];
  const text = readFileSync(path.join(at.folder, `${file}`), 'utf8');
  at.write(`${file}`, text.replace('linkerd.io/inject: enabled', 'linkerd.io/inject: disabled'));
  at.write(`${rest[0]}`, text.slice(0, text.indexOf('\n') + 1));
  rmSync(path.join(at.folder, `${rest[1]}`));

  const { status, stdout, stderr } = check();

  expect(status).toBe(1);
  expect(stdout).toContain('-    linkerd.io/inject: disabled\n+    linkerd.io/inject: enabled\n');
  expect(stdout).toContain('--- dist/home/gone.k8s.yaml');
  expect(stdout).toContain('+++ dist/home/values/traefik.yaml');
  expect(stderr).toContain('dist: 3 files differ from what synth would write; run `npm run synth` and commit dist/\n');
});

test('in a machine-readable format, differences are findings, and standard output contains nothing else', () => {
  const text = readFileSync(path.join(at.folder, 'dist/home/tempo.k8s.yaml'), 'utf8');
  at.write('dist/home/tempo.k8s.yaml', text.replace('linkerd.io/inject: enabled', 'linkerd.io/inject: disabled'));
  at.write('dist/gone/old.k8s.yaml', text.slice(0, text.indexOf('\n') + 1));
  rmSync(path.join(at.folder, 'dist/home/values/traefik.yaml'));

  const { status, stdout } = check('--format', 'json');

  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    clusters: [
      {
        name: 'home',
        verdicts: [
          { check: 'freshness', rule: 'freshness/changed', severity: 'error', place: { file: 'dist/home/tempo.k8s.yaml' } },
          { check: 'freshness', rule: 'freshness/missing', severity: 'error', place: { file: 'dist/home/values/traefik.yaml' } },
        ],
      },
      { name: 'gone', verdicts: [{ text: expect.stringMatching(/^differs from the output of synth; run `npm run synth`/) }] },
    ],
    differing: ['dist/gone/old.k8s.yaml', 'dist/home/tempo.k8s.yaml', 'dist/home/values/traefik.yaml'],
  });
  expect(
    check('--format=github')
      .stdout.split('\n')
      .map((line) => line.slice(0, line.indexOf('::', 2))),
  ).toEqual([
    '::error file=dist/home/tempo.k8s.yaml,title=freshness/changed',
    '::error file=dist/home/values/traefik.yaml,title=freshness/missing',
    '::error file=dist/gone/old.k8s.yaml,title=freshness/changed',
    '',
  ]);
  expect(check('--format=junit').stdout).toMatch(/^<\?xml[\s\S]*<testsuite name="home" tests="2" failures="2"[\s\S]*<\/testsuites>\n$/);
});

test('tells a merge conflict, also in the file of a fleet, instead of a diff', () => {
  at.write('fleet.yaml', 'repoURL: https://github.com/ricsanfre/pi-cluster-tracing.git\n');
  expect(synth().status).toBe(0);
  const files = ['dist/fleet.k8s.yaml', 'dist/home/tempo.k8s.yaml'];
  for (const file of files)
    at.write(file, `${readFileSync(path.join(at.folder, file), 'utf8')}<<<<<<< HEAD\n=======\na: 2\n>>>>>>> theirs\n`);

  const { status, stdout, stderr } = check();

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  for (const file of files) expect(stderr).toContain(`${file}: contains a merge conflict of git; run \`npm run synth\`\n`);
  expect(check('--format=github').stdout).toMatch(/^::error file=dist\/home\/tempo\.k8s\.yaml,title=shape\/merge-conflict::/m);
});

test('a difference can be accepted', () => {
  at.write(
    'clusters/home.yaml',
    `${readTestFile('clusters/seed.yaml')}\naccept: [{rule: freshness/changed, object: dist/home/minio.k8s.yaml, reason: by hand}]\n`,
  );
  expect(synth().status).toBe(0);
  at.write('dist/home/minio.k8s.yaml', `${readFileSync(path.join(at.folder, 'dist/home/minio.k8s.yaml'), 'utf8')}# ours\n`);

  expect(check()).toEqual({
    status: 0,
    stdout: '',
    stderr:
      'accepted error: dist/home/minio.k8s.yaml: differs from the output of clusters/home.yaml; run `npm run synth`, or `npm run check` to see the difference (accepted: by hand)\n',
  });
});

test('compares everything except unknown values of a plaintext Secret, and never shows them', () => {
  const environment = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' };
  at.write('clusters/home.yaml', readTestFile('clusters/minimal.yaml'));
  rmSync(path.join(at.folder, 'dist'), { recursive: true });
  expect(at.run('main.ts', [], environment).status).toBe(0);

  expect(check().status).toBe(0);
  const other = at.run('commands/check.ts', [], { ...environment, MINIO_SECRET_ACCESS_KEY: 'another-battery' });
  expect(other.status).toBe(1);
  expect(other.stdout + other.stderr).not.toMatch(/battery/);
});

test('finds a ciphertext that differs from the cluster file', () => {
  at.write('clusters/k3s.yaml', readTestFile('clusters/k3s.yaml'));
  expect(synth('k3s').status).toBe(0);
  at.write('clusters/k3s.yaml', readTestFile('clusters/k3s.yaml').replace(/secretAccessKey: A/, 'secretAccessKey: B'));

  expect(check('k3s')).toMatchObject({ status: 1, stdout: 'dist/k3s/tempo.k8s.yaml: the values of its Secret differ\n' });
});
