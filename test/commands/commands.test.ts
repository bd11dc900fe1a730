import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { loadAll } from 'js-yaml';
import { readTestFile } from '../synthesis';
import { Workspace } from '../workspace';

const at = new Workspace();
const synth = (...args: string[]) => at.run('main.ts', args);
const check = (...args: string[]) => at.run('commands/check.ts', args);

test('a folder that does not exist is told before anything is downloaded', () => {
  const charts = at.run('commands/verify.ts', ['--charts', 'nowhere'], { HELM: '/nonexistent/helm' });

  expect(charts).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^no folder nowhere; name the one with the charts by --charts\n/),
  });
});

describe('check', () => {
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
});

describe('minio', () => {
  test('prints the commands, also if no Job is created', () => {
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace(/^minio:\n.*\n/m, ''));

    const { status, stdout } = at.run('commands/minio.ts', ['home']);

    expect(status).toBe(0);
    expect(stdout).toContain(
      'mc mb --ignore-existing --region eu-west-1 home-tempo/k3s-tempo\nmc admin policy create home-tempo tempo-k3s-tempo user_policy.json\n',
    );
    expect(spawnSync('sh', ['-n'], { input: stdout }).status).toBe(0);
  });
});

test('minio prints those of another server, which mc cannot administer', () => {
  at.write(
    'clusters/home.yaml',
    readTestFile('clusters/seed.yaml')
      .replace(/^minio:\n.*\n/m, '')
      .replace(/^( +)endpoint: .*$/m, '$&\n$1server: garage'),
  );

  const { stdout } = at.run('commands/minio.ts', ['home']);

  expect(stdout).toContain('# Garage has no admin API of MinIO, which mc needs. So these are the commands of `npm run bucket`.\n');
  expect(stdout).toContain(at.run('commands/bucket.ts', ['home']).stdout);
  expect(stdout).not.toContain('mc admin');
});

test('bucket prints the commands of the server that the cluster file names', () => {
  at.write(
    'clusters/home.yaml',
    readTestFile('clusters/seed.yaml')
      .replace(/^minio:\n.*\n/m, '')
      .replace('    bucket:', '    server: garage\n    bucket:'),
  );

  const { status, stdout } = at.run('commands/bucket.ts', ['home']);

  expect(status).toBe(0);
  expect(stdout).toContain('# Bucket and key of Tempo in home, on Garage.\ngarage bucket create k3s-tempo\n');
});

describe('secret and seal', () => {
  const environment = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' };
  const WITH_EXISTING = readTestFile('clusters/seed.yaml').replace(/ {4}externalSecret:\n( {6}.*\n)+/, '    existing: {}\n');
  const certificate = `-----BEGIN CERTIFICATE-----
MIIBfDCCASagAwIBAgIUCERTIFICATE
-----END CERTIFICATE-----
`;

  test('print the Secret for every namespace that needs it, if nothing else creates it', () => {
    // Before it asks for the values, which would be of no use.
    expect(at.run('commands/secret.ts', ['home']).stderr).toContain('tempo.credentials creates the Secret in another way');
    for (const [credentials, text] of [
      ['identity: {irsa: "arn:aws:iam::123456789012:role/tempo"}', 'credentials.identity needs no Secret; `npm run bucket` prints how'],
      ['accountKey: {secret: azure, key: k}', 'the Secret of tempo.credentials.accountKey has no keys of S3; `npm run bucket` prints'],
    ] as const) {
      at.write('clusters/home.yaml', WITH_EXISTING.replace('existing: {}', credentials));
      expect(at.run('commands/secret.ts', ['home']).stderr).toContain(text);
    }
    at.write('clusters/home.yaml', WITH_EXISTING);

    const { status, stdout } = at.run('commands/secret.ts', ['home'], environment);

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

  test('ask for the name of the cluster where there are several', () => {
    at.write('clusters/other.yaml', readTestFile('clusters/seed.yaml'));

    for (const program of ['commands/secret.ts', 'commands/seal.ts']) {
      expect(at.run(program, [], environment)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/^several clusters in clusters; name one of home, other\nusage: npm run -s se/),
      });
    }
  });

  test('refuse a credential that would break Tempo, without showing it', () => {
    at.write('clusters/home.yaml', WITH_EXISTING);

    for (const program of ['commands/secret.ts', 'commands/seal.ts']) {
      const { status, stdout, stderr } = at.run(program, ['home'], { ...environment, MINIO_SECRET_ACCESS_KEY: 'battery: flat' });

      expect(status).toBe(1);
      expect(stderr).toContain('MINIO_SECRET_ACCESS_KEY breaks the configuration of Tempo');
      expect(stdout + stderr).not.toContain('flat');
    }
  });

  test('tell once that the credentials are not set, and that a ciphertext is not used', () => {
    at.write('clusters/home.yaml', WITH_EXISTING);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    at.write('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const made = spawnSync('openssl', ['req', '-x509', '-key', 'key.pem', '-subj', '/CN=a', '-out', 'sealed-secrets.pem'], {
      cwd: at.folder,
    });

    for (const program of ['commands/secret.ts', 'commands/seal.ts'])
      expect(at.run(program, ['home']).stderr).toBe(
        'MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY are not set in the environment; set them for this command\n',
      );
    expect(made.status).toBe(0);
    expect(at.run('commands/seal.ts', ['home'], environment).stderr).toBe(
      'note: clusters/home.yaml: tempo.credentials has no sealedSecret, so nothing uses this ciphertext yet; replace what is there by it\n',
    );
  });

  test('report how to get the certificate if it is missing or invalid', () => {
    expect(at.run('commands/seal.ts', ['home'], environment).stderr).toBe(
      'sealed-secrets.pem: cannot be read (ENOENT); write the output of `kubeseal --fetch-cert` to it\n',
    );
    at.write('sealed-secrets.pem', certificate);
    expect(at.run('commands/seal.ts', ['home'], environment).stderr).toMatch(/^the certificate of Sealed Secrets cannot be read; /);
  });
});

describe('wrong usage', () => {
  test.each([
    ['an unknown option', ['--cluster', 'x'], /^unknown option --cluster; did you mean --clusters\?\nusage: npm run synth/],
    ['an option without its folder', ['--out'], /^--out has no DIR; use --out dist\n/],
    ['an unknown cluster', ['hme'], /^no cluster hme in clusters; did you mean home\?\n/],
    ['a missing folder', ['--clusters', 'nowhere'], /^no folder nowhere; name the folder with the cluster files by --clusters\n/],
  ])('%s exits with 2 and says what is right', (_what, args, message) => {
    const { status, stderr } = synth(...args);

    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  test.each([
    ['other.yml', /^clusters\/other\.yml:1:1 file: the ending \.yml is not read; rename the file to other\.yaml\n/],
    ['home.yml', /^clusters\/home\.yml:1:1 file: clusters\/home\.yaml has the name home too; rename one of them\n/],
    ['My Home.yaml', /^clusters\/My Home\.yaml:1:1 file: "My Home" is not a valid name for a cluster; rename the file/],
  ])('a cluster file named %s is not passed over', (name, message) => {
    at.write(`clusters/${name}`, 'domain: example.org\n');

    expect(synth()).toMatchObject({ status: 1, stderr: expect.stringMatching(message) });
  });

  test.each([
    'main.ts',
    'commands/check.ts',
    'commands/bucket.ts',
    'commands/minio.ts',
    'commands/schema.ts',
    'commands/seal.ts',
    'commands/secret.ts',
    'commands/releases.ts',
    'commands/rules.ts',
    'commands/diff.ts',
    'commands/upgrade.ts',
    'commands/servers.ts',
  ])('%s explains itself by --help', (program) => {
    const { status, stdout } = at.run(program, ['--help']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^npm run (-s )?\w+/);
    expect(stdout).toContain('--help');
  });
});
