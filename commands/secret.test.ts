/** Of secret, and of seal, which asks for the same credentials. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { loadAll } from 'js-yaml';
import { readTestFile } from '../test/synthesis';
import { Workspace } from '../test/workspace';

const at = new Workspace();

const environment = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' };
const WITH_EXISTING = readTestFile('clusters/seed.yaml').replace(/ {4}externalSecret:\n( {6}.*\n)+/, '    existing: {}\n');

test('print the Secret for every namespace that needs it, if nothing else creates it', () => {
  // Before it asks for the values, which would be of no use.
  expect(at.run('commands/secret.ts', ['home']).stderr).toContain('tempo.credentials.externalSecret creates the Secret; set');
  for (const [credentials, text] of [
    ['identity: {irsa: "arn:aws:iam::123456789012:role/tempo"}', 'credentials.identity needs no Secret; `npm run bucket` prints how'],
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

test.each([
  ['local: {}', '', '', 'tempo.storage.local needs no Secret'],
  [
    'azure: {container: traces, account: lab}',
    'accountKey: {secret: azure, key: k}',
    '',
    'the Secret of tempo.credentials.accountKey has no keys of S3; `npm run bucket` prints the command that creates it',
  ],
  [
    'gcs: {bucket: traces}',
    'identity: {instance: true}',
    '',
    'tempo.storage.gcs has no keys of S3; `npm run bucket` prints how Tempo gets access to it',
  ],
  ['local: {}', 'existing: {}', '', 'tempo.storage.local needs no Secret'],
  ['', '', 'minio: {bundled: {existingSecret: root}}', 'minio.bundled has its own keys, in the Secret of minio.bundled.existingSecret'],
])('neither makes keys where Tempo needs none: %j', (storage, credentials, minio, problem) => {
  at.write('clusters/home.yaml', `tempo: {storage: {${storage}}, credentials: {${credentials}}}\n${minio}\n`);

  for (const program of ['commands/secret.ts', 'commands/seal.ts'])
    expect(at.run(program, ['home'], environment)).toMatchObject({ status: 1, stdout: '', stderr: `clusters/home.yaml: ${problem}\n` });
});

test('say what is missing in an unfinished file', () => {
  at.write('clusters/home.yaml', 'tempo: {storage: {bucket: traces}}\n');

  expect(at.run('commands/secret.ts', ['home']).stderr).toBe(
    'clusters/home.yaml: tempo.credentials: missing; set `tempo.credentials: {existing: {}}` to create the Secret by hand\n',
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
