import path from 'node:path';
import { bucketJobFile, objectsIn, ofComponent, said, synthesizeStorage } from '../../test/synthesis';

const SERVER = 'endpoint: "s3.example.org:8333", server: seaweedfs';
const made = (bucket = '{}', storage = SERVER, options: { credentials?: string; chart?: string } = {}) =>
  synthesizeStorage(storage, { ...options, more: `bucket: ${bucket}\n` });
const files = (synthesis: ReturnType<typeof made>) => objectsIn(synthesis, path.basename(bucketJobFile(synthesis)));
const jobOf = (synthesis: ReturnType<typeof made>) => files(synthesis).find(({ kind }) => kind === 'Job');
const scriptOf = (synthesis: ReturnType<typeof made>) =>
  files(synthesis).find(({ kind }) => kind === 'ConfigMap')?.data?.['bootstrap.sh'] ?? '';
const ADMIN = '{adminSecret: s3-admin}';

describe('the Job of a plain S3 client', () => {
  test('uses the keys of Tempo, in its namespace, unless an administrator has others', () => {
    const synthesis = made('{}', SERVER, { credentials: 'existing: {name: s3, accessKeyId: id, secretAccessKey: secret}' });

    expect(jobOf(synthesis)?.metadata.namespace).toBe('tracing');
    expect(jobOf(synthesis)?.spec.template.spec.volumes).toContainEqual({ name: 'tempo', secret: { secretName: 's3' } });
    expect(scriptOf(synthesis)).toContain(
      'AWS_ACCESS_KEY_ID="$(cat /tempo/id)" AWS_SECRET_ACCESS_KEY="$(cat /tempo/secret)" rclone mkdir :s3:traces ',
    );
    expect([...synthesis.files.keys()]).not.toContain('test/bucket.k8s.yaml');
    expect(synthesis.clusters[0]?.requirements).toContain(
      'permission for the keys of Tempo to create its bucket; `npm run bucket` prints the commands',
    );
  });

  test('has a separate namespace for the keys of an administrator', () => {
    const synthesis = made(ADMIN);

    expect(jobOf(synthesis)?.metadata.namespace).toBe('tempo-bootstrap');
    expect(objectsIn(synthesis, 'bucket.k8s.yaml')).toEqual([expect.objectContaining({ kind: 'Namespace' })]);
    expect(scriptOf(synthesis)).toContain(
      'AWS_ACCESS_KEY_ID="$(cat /admin/accessKeyId)" AWS_SECRET_ACCESS_KEY="$(cat /admin/secretAccessKey)"',
    );
    expect(synthesis.files.get('test/tempo.k8s.yaml') ?? '').not.toContain('s3-admin');
    expect(jobOf(made('{adminSecret: s3-admin, namespace: buckets}'))?.metadata.namespace).toBe('buckets');
  });

  test('may share the namespace of Tempo', () => {
    const synthesis = made('{adminSecret: s3-admin, namespace: tracing}');

    expect(jobOf(synthesis)?.metadata.namespace).toBe('tracing');
    expect([...synthesis.files.keys()]).not.toContain('test/bucket.k8s.yaml');
  });

  test('is included by the Application of Tempo, named by its content', () => {
    const [before, after] = [made(), made('{}', `${SERVER}, region: home`)];

    expect(jobOf(after)?.metadata.name).not.toBe(jobOf(before)?.metadata.name);
    expect(ofComponent(before, 'Application', 'tempo').spec.sources.at(-1).directory.include).toBe(
      `{tempo,${path.basename(bucketJobFile(before), '.k8s.yaml')}}.k8s.yaml`,
    );
  });

  test('has an image that is pinned by tag and digest, and no key in an argument', () => {
    expect(jobOf(made())?.spec.template.spec.containers[0].image).toMatch(/^docker\.io\/rclone\/rclone:[\d.]+@sha256:[0-9a-f]{64}$/);
    expect(scriptOf(made())).not.toMatch(/--s3-(access-key-id|secret-access-key)/);
  });

  test.each([
    [
      'endpoint: garage.storage:3900, insecure: true, server: garage',
      '--s3-provider Other --s3-endpoint http://garage.storage:3900 --s3-region garage',
    ],
    [
      'endpoint: a.r2.cloudflarestorage.com, server: r2',
      '--s3-provider Cloudflare --s3-endpoint https://a.r2.cloudflarestorage.com --s3-region auto',
    ],
    [
      'endpoint: rgw.example.org, region: home, server: ceph-rgw',
      '--s3-provider Ceph --s3-endpoint https://rgw.example.org --s3-region home',
    ],
    [
      'region: eu-west-1',
      '--s3-provider AWS --s3-endpoint https://s3.eu-west-1.amazonaws.com --s3-region eu-west-1 --s3-location-constraint eu-west-1',
    ],
    ['region: us-east-1, server: aws', '--s3-provider AWS --s3-endpoint https://s3.us-east-1.amazonaws.com --s3-region us-east-1'],
    [
      'endpoint: s3.example.org, insecureSkipVerify: true',
      '--s3-provider Other --s3-endpoint https://s3.example.org --no-check-certificate',
    ],
  ])('speaks to the server as it needs: %s', (storage, options) => {
    expect(scriptOf(made('{}', storage))).toContain(` --config '' --s3-env-auth --retries 1 ${options}\n}`);
  });

  test('trusts the private authority', () => {
    expect(jobOf(made('{}', 'endpoint: s3.example.org, ca: {configMap: ca}'))?.spec.template.spec.containers[0].env).toEqual([
      { name: 'SSL_CERT_DIR', value: '/ca' },
    ]);
  });
});

describe('a Job that cannot work is refused', () => {
  test.each([
    [
      '{adminSecret: s3-admin}',
      'endpoint: g.example.org, server: garage',
      undefined,
      /bucket\.adminSecret: Garage hides a bucket .*; remove adminSecret, so that/,
    ],
    [
      '{}',
      'region: eu-west-1',
      'identity: {podIdentity: true}',
      /bucket: uses the keys of Tempo, and tempo\.credentials\.identity has none; add adminSecret/,
    ],
    ['{namespace: buckets}', SERVER, undefined, /bucket\.namespace: has no effect without adminSecret, .*; remove it/],
  ])('%s with %s', (bucket, storage, credentials, message) => {
    expect(said(made(bucket, storage, credentials === undefined ? {} : { credentials }))).toEqual([expect.stringMatching(message)]);
  });

  test('an identity is enough for Tempo if an administrator has keys', () => {
    expect(said(made(ADMIN, 'region: eu-west-1', { credentials: 'identity: {podIdentity: true}' }))).toEqual([]);
  });

  test.each(['aws', 'garage', 'seaweedfs', 'ceph-rgw', 'r2'])('minio creates no user on %s', (server) => {
    const storage = `endpoint: s3.example.org, server: ${server}`;

    expect(said(synthesizeStorage(storage, { more: 'minio: {adminSecret: root}\n' }))).toEqual([
      expect.stringMatching(/ minio: creates the user by the admin API of MinIO, which .* does not have; use bucket instead/),
    ]);
  });

  test.each([
    ['region: eu-west-1', 'Amazon S3'],
    ['endpoint: "s3.cn-north-1.amazonaws.com.cn:443", region: cn-north-1', 'Amazon S3'],
    ['endpoint: a.r2.cloudflarestorage.com', 'Cloudflare R2'],
    ['endpoint: storage.googleapis.com', 'Google Cloud Storage'],
  ])('nor on a service of others: %s', (storage, title) => {
    expect(said(synthesizeStorage(storage, { more: 'minio: {adminSecret: root}\n' }))).toContainEqual(
      expect.stringContaining(`which ${title} does not have; use bucket instead`),
    );
  });

  test.each([
    'minio-1.ec2.eu-west-1.compute.amazonaws.com:9000',
    'a1b2.elb.eu-central-1.amazonaws.com:9000',
    'xyz.nodes.k8s.fr-par.scw.cloud',
    'minio.gra.cloud.ovh.net',
  ])('but on a server of the user on a host of others: %s', (endpoint) => {
    expect(said(synthesizeStorage(`endpoint: "${endpoint}"`, { more: 'minio: {adminSecret: root}\n' }))).toEqual([]);
  });

  test.each(['minio', 'rustfs'])('minio creates a user on %s', (server) => {
    expect(said(synthesizeStorage(`endpoint: s3.example.org, server: ${server}`, { more: 'minio: {adminSecret: root}\n' }))).toEqual([]);
  });
});
