/** The commands as a user runs them: as processes, in a folder that is not this repository. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadAll } from 'js-yaml';
import { listFiles } from '../lib/output';
import { readTestFile } from '../test/synthesis';

const ROOT = path.resolve(__dirname, '..');

/** A folder with one cluster and its output, to start from. */
let synthesized: string;
let folder: string;

/** Runs a program of this repository as `npm run` does. */
function run(program: string, args: string[] = [], environment: Record<string, string> = {}) {
  const { MINIO_ACCESS_KEY_ID: _, MINIO_SECRET_ACCESS_KEY: __, CDK8S_OUTDIR: ___, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'lib/launch.js'), program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...inherited, ...environment },
  });
  return { status, stdout, stderr };
}

const synth = (...args: string[]) => run('main.ts', args);
const check = (...args: string[]) => run('commands/check.ts', args);

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
const contentOf = (name: string) =>
  Object.fromEntries(listFiles(path.join(folder, name)).map((file) => [file, readFileSync(path.join(folder, name, file), 'utf8')]));

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'commands-'));
  write('clusters/home.yaml', readTestFile('clusters/seed.yaml'));
  synth();
  synthesized = folder;
});

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'commands-'));
  cpSync(synthesized, folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => rmSync(synthesized, { recursive: true }));

describe('synth', () => {
  test('writes the folder of each cluster, and says what is left to do', () => {
    rmSync(path.join(folder, 'dist'), { recursive: true });

    const { status, stdout, stderr } = synth();

    expect(status).toBe(0);
    expect(readdirSync(path.join(folder, 'dist/home')).sort()).toEqual([
      'applications.k8s.yaml',
      'bootstrap.k8s.yaml',
      'emojivoto.k8s.yaml',
      'linkerd.k8s.yaml',
      'minio.k8s.yaml',
      'tempo.k8s.yaml',
      'values',
    ]);
    expect(stdout).toContain('written   dist/home/tempo.k8s.yaml\n');
    expect(stdout).toContain(
      '  - the Secret minio-admin with rootUser and rootPassword of s3.picluster.ricsanfre.com:9091 in namespace tempo-bootstrap\n',
    );
    expect(stdout).toContain('  - dist/home/values/traefik.yaml for traefik 27.0.2 in namespace traefik\n');
    expect(stdout).toContain('  kubectl apply -f dist/home/bootstrap.k8s.yaml\n');
    expect(stderr).toMatch(/^note: clusters\/home\.yaml:9:1 tempo: has no persistence: /);
  });

  test('writes nothing the second time', () => {
    const { status, stdout } = synth();

    expect(status).toBe(0);
    expect(stdout).not.toMatch(/^(written|removed)/m);
    expect(stdout).not.toContain('kubectl apply');
  });

  test.each(['minio', 'traefik', 'linkerd', 'grafana', 'emojivoto'])(
    'removes what %s left when it is deleted, and breaks nothing else',
    (component) => {
      synth();
      const file = {
        minio: 'minio.k8s.yaml',
        traefik: 'values/traefik.yaml',
        linkerd: 'linkerd.k8s.yaml',
        grafana: 'values/kube-prometheus-stack.yaml',
        emojivoto: 'emojivoto.k8s.yaml',
      }[component];
      write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace(new RegExp(`^${component}:.*\n( .*\n)*`, 'm'), ''));

      const { status, stdout } = synth();

      expect(status).toBe(0);
      expect(stdout.match(/^removed .*$/gm)).toEqual([`removed   dist/home/${file}`]);
      expect(check().status).toBe(0);
    },
  );

  test('leaves the output byte-identical when it fails', () => {
    const before = contentOf('dist');
    write('clusters/other.yaml', 'domain: example.org\n');
    write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('27.0.2', '26.1.0'));

    const { status, stderr } = synth();

    expect(status).toBe(1);
    expect(stderr).toContain('clusters/other.yaml:1:1 gitops: is missing');
    expect(contentOf('dist')).toEqual(before);
  });

  test('changes only the clusters that are named, and without names drops those that are gone', () => {
    write('clusters/other.yaml', readTestFile('clusters/seed.yaml'));
    synth();
    write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('revision: main', 'revision: next'));
    write('clusters/other.yaml', 'nonsense');

    expect(synth('home').status).toBe(0);
    expect(readFileSync(path.join(folder, 'dist/home/bootstrap.k8s.yaml'), 'utf8')).toContain('targetRevision: next');
    expect(readFileSync(path.join(folder, 'dist/other/bootstrap.k8s.yaml'), 'utf8')).toContain('targetRevision: main');

    rmSync(path.join(folder, 'clusters/other.yaml'));
    expect(synth().status).toBe(0);
    expect(readdirSync(path.join(folder, 'dist'))).toEqual(['home']);
  });

  test('takes other folders, and names the cluster file as a reviewer finds it', () => {
    cpSync(path.join(folder, 'clusters'), path.join(folder, 'in'), { recursive: true });

    expect(synth('--clusters', 'in', '--out=out/deep').status).toBe(0);
    expect(readFileSync(path.join(folder, 'out/deep/home/tempo.k8s.yaml'), 'utf8')).toMatch(
      /^# Generated from clusters\/home\.yaml by `npm run synth`; do not edit\.\n/,
    );
  });

  test("writes where cdk8s's own command line will look", () => {
    expect(run('main.ts', [], { CDK8S_OUTDIR: 'build/cdk8s' }).status).toBe(0);
    expect(readdirSync(path.join(folder, 'build/cdk8s'))).toEqual(['home']);
  });
});

describe('check', () => {
  test('is content with what synth wrote, and prints nothing', () => {
    expect(check()).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('shows as a diff what differs, what is missing and what is too much', () => {
    const [file, ...rest] = ['dist/home/tempo.k8s.yaml', 'dist/home/gone.k8s.yaml', 'dist/home/values/traefik.yaml'];
    const text = readFileSync(path.join(folder, `${file}`), 'utf8');
    write(`${file}`, text.replace('linkerd.io/inject: enabled', 'linkerd.io/inject: disabled'));
    write(`${rest[0]}`, text.slice(0, text.indexOf('\n') + 1));
    rmSync(path.join(folder, `${rest[1]}`));

    const { status, stdout, stderr } = check();

    expect(status).toBe(1);
    expect(stdout).toContain('-    linkerd.io/inject: disabled\n+    linkerd.io/inject: enabled\n');
    expect(stdout).toContain('--- dist/home/gone.k8s.yaml');
    expect(stdout).toContain('+++ dist/home/values/traefik.yaml');
    expect(stderr).toContain('dist: 3 files are not what synth would write; run `npm run synth` and commit dist/\n');
  });

  test('compares all but the values of a plaintext Secret where it does not know them, and shows them never', () => {
    const environment = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' };
    write('clusters/home.yaml', readTestFile('clusters/minimal.yaml'));
    expect(run('main.ts', [], environment).status).toBe(0);

    expect(check().status).toBe(0);
    const other = run('commands/check.ts', [], { ...environment, MINIO_SECRET_ACCESS_KEY: 'another-battery' });
    expect(other.status).toBe(1);
    expect(other.stdout + other.stderr).not.toMatch(/battery/);
  });
});

describe('minio', () => {
  test('prints the commands for a person, also where no Job is made', () => {
    write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace(/^minio:\n.*\n/m, ''));

    const { status, stdout } = run('commands/minio.ts', ['home']);

    expect(status).toBe(0);
    expect(stdout).toContain(
      'mc mb --ignore-existing --region eu-west-1 home-tempo/k3s-tempo\nmc admin policy create home-tempo tempo-k3s-tempo user_policy.json\n',
    );
    expect(spawnSync('sh', ['-n'], { input: stdout }).status).toBe(0);
  });
});

describe('what earlier runs made of a cluster file', () => {
  const kept = path.join(ROOT, 'build/cluster-home.json');

  test('is used again only for the very same text, and not when it is damaged', () => {
    const before = synth('--out', 'again').stdout;
    writeFileSync(kept, readFileSync(kept, 'utf8').replace('tempo-distributor.tracing', 'somewhere-else.tracing'));

    expect(synth('--out', 'damaged').stdout.replaceAll('damaged', 'again')).toBe(before);
    expect(contentOf('damaged')).toEqual(contentOf('again'));
    write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('27.0.2', '26.1.0'));
    synth();
    expect(contentOf('dist')['home/values/traefik.yaml']).toContain('traefik 26.1.0');
  });

  test('is not kept where it holds credentials', () => {
    write('clusters/home.yaml', readTestFile('clusters/minimal.yaml'));
    rmSync(kept, { force: true });

    expect(run('main.ts', [], { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' }).status).toBe(0);
    expect(existsSync(kept)).toBe(false);
  });
});

describe('secret and seal', () => {
  const environment = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' };
  const certificate = `-----BEGIN CERTIFICATE-----
MIIBfDCCASagAwIBAgIUCERTIFICATE
-----END CERTIFICATE-----
`;

  test('print the Secret for every namespace that needs it', () => {
    const { status, stdout } = run('commands/secret.ts', ['home'], environment);

    expect(status).toBe(0);
    expect(loadAll(stdout)).toEqual(
      ['tracing', 'tempo-bootstrap'].map((namespace) => ({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'tempo-minio-secret', namespace },
        type: 'Opaque',
        stringData: environment,
      })),
    );
  });

  test('refuse a credential that would break Tempo, without showing it', () => {
    for (const program of ['commands/secret.ts', 'commands/seal.ts']) {
      const { status, stdout, stderr } = run(program, ['home'], { ...environment, MINIO_SECRET_ACCESS_KEY: 'battery: flat' });

      expect(status).toBe(1);
      expect(stderr).toContain("MINIO_SECRET_ACCESS_KEY holds a value that breaks Tempo's configuration");
      expect(stdout + stderr).not.toContain('flat');
    }
  });

  test('say where the certificate comes from when there is none, or no good one', () => {
    expect(run('commands/seal.ts', ['home'], environment).stderr).toBe(
      'sealed-secrets.pem: cannot be read; write what `kubeseal --fetch-cert` prints to it\n',
    );
    write('sealed-secrets.pem', certificate);
    expect(run('commands/seal.ts', ['home'], environment).stderr).toMatch(/^the certificate of Sealed Secrets cannot be read; /);
  });
});

describe('wrong usage', () => {
  test.each([
    ['an unknown option', ['--cluster', 'x'], /^no option --cluster; write --clusters\nusage: npm run synth/],
    ['an option without its folder', ['--out'], /^--out lacks its DIR; write --out dist\n/],
    ['an unknown cluster', ['hme'], /^no cluster hme in clusters; write home\n/],
    ['a missing folder', ['--clusters', 'nowhere'], /^no folder nowhere; name the one with the cluster files by --clusters\n/],
  ])('%s exits with 2 and says what is right', (_what, args, message) => {
    const { status, stderr } = synth(...args);

    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  test.each([
    ['home.yml', /^clusters\/home\.yml:1:1 file: ends with \.yml, and would go unread; rename it to home\.yaml\n/],
    ['My Home.yaml', /^clusters\/My Home\.yaml:1:1 file: "My Home" is no name for a cluster; rename it/],
  ])('a cluster file named %s is not passed over', (name, message) => {
    write(`clusters/${name}`, 'domain: example.org\n');

    expect(synth()).toMatchObject({ status: 1, stderr: expect.stringMatching(message) });
  });

  test.each([
    'main.ts',
    'commands/check.ts',
    'commands/minio.ts',
    'commands/schema.ts',
    'commands/seal.ts',
    'commands/secret.ts',
    'commands/releases.ts',
  ])('%s explains itself by --help', (program) => {
    const { status, stdout } = run(program, ['--help']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^npm run (-s )?\w+/);
    expect(stdout).toContain('--help');
  });
});
