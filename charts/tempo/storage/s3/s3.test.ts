import { synthesizeStorage as cluster, helmValuesOf, said } from '../../../../test/synthesis';
import { renderedS3 } from './rendered';

const s3Of = (...args: Parameters<typeof cluster>): unknown =>
  helmValuesOf<{ storage: { trace: { s3: unknown } } }>(cluster(...args)).storage.trace.s3;

const KEYS = { access_key: '${MINIO_ACCESS_KEY_ID}', secret_key: '${MINIO_SECRET_ACCESS_KEY}' };

test('each setting has its field, and nothing is set without it', () => {
  expect(s3Of('endpoint: s3.example.org')).toEqual({ bucket: 'traces', endpoint: 's3.example.org', ...KEYS, insecure: false });
  expect(
    s3Of(
      'endpoint: s3.example.org, prefix: a/b, forcePathStyle: true, insecureSkipVerify: true, sse: {type: SSE-KMS, kmsKeyId: alias/tempo}',
    ),
  ).toEqual({
    ...{ bucket: 'traces', prefix: 'a/b', endpoint: 's3.example.org', ...KEYS, insecure: false },
    ...{ forcepathstyle: true, tls_insecure_skip_verify: true, sse: { type: 'SSE-KMS', kms_key_id: 'alias/tempo' } },
  });
});

test('the field that accepts any certificate has another name before Tempo 2.2', () => {
  const skip = 'endpoint: s3.example.org, insecureSkipVerify: true';

  expect(s3Of(skip, { chart: 'chart: 1.4.15' })).toHaveProperty('insecure_skip_verify', true);
  expect(s3Of(skip, { chart: 'chart: 1.5.0' })).toHaveProperty('tls_insecure_skip_verify', true);
});

test.each([
  ['eu-west-1', 's3.eu-west-1.amazonaws.com'],
  ['cn-north-1', 's3.cn-north-1.amazonaws.com.cn'],
])('without an endpoint, it is Amazon S3 in region %s', (region, endpoint) => {
  expect(s3Of(`region: ${region}`)).toMatchObject({ endpoint, region });
  expect(cluster(`region: ${region}`).clusters[0]?.requirements).toContain(`the S3 server ${endpoint}`);
});

test.each([
  ['insecure: true', 'tempo.storage.endpoint: missing; add it, or set region for Amazon S3', undefined],
  [
    'endpoint: s3.example.org, insecure: true, insecureSkipVerify: true',
    'tempo.storage.insecureSkipVerify: has no effect with tempo.storage.insecure (line 7): true, which turns TLS off; remove it',
    undefined,
  ],
  [
    'endpoint: s3.example.org, prefix: a',
    'tempo.storage.prefix: Tempo 2.1.1 has no such setting and does not start with it; pin tempo.chart 1.5.0 or newer, or remove it',
    'chart: 1.4.15',
  ],
  [
    'endpoint: s3.example.org, prefix: a',
    'tempo.storage.prefix: Tempo 2.1.0 has no such setting and does not start with it; use Tempo 2.2.0 or newer, or remove it',
    'chart: 1.4.15\n  values: {tempo: {image: {tag: 2.1.0}}}',
  ],
  [
    'endpoint: s3.example.org, sse: {type: SSE-S3}',
    'tempo.storage.sse: Tempo 2.7.2 has no such setting and does not start with it; pin tempo.chart 1.42.0 or newer, or remove it',
    'chart: 1.41.0',
  ],
  ['endpoint: s3.example.org, sse: {type: SSE-KMS}', 'tempo.storage.sse: SSE-KMS needs kmsKeyId; add it, or use SSE-S3', undefined],
  ['endpoint: s3.example.org, prefix: a/../b', '"a/../b" is not a prefix of objects in a bucket', undefined],
  ['endpoint: s3.example.org, prefix: /a', '"/a" is not a prefix of objects in a bucket', undefined],
])('%s is refused', (storage, message, chart = 'chart: 2.26.2') => {
  expect(said(cluster(storage, { chart }))).toEqual([expect.stringContaining(message)]);
});

test('a skipped certificate is a warning, and the bucket Job skips it too', () => {
  const synthesis = cluster('endpoint: s3.example.org, insecureSkipVerify: true', { more: 'minio: {adminSecret: root}' });

  expect(said(synthesis, 'warning')).toEqual([
    expect.stringContaining('lets anybody between Tempo and the S3 server read the credentials'),
  ]);
  const job = [...synthesis.files].find(([file]) => file.includes('minio-bootstrap'))?.[1];
  expect(job).toContain('mc --config-dir /scratch/.mc --quiet --insecure alias set server https://s3.example.org');
});

test('an existing Secret may have key names of its own', () => {
  const keys = { credentials: 'existing: {name: s3, accessKeyId: id, secretAccessKey: secret}' };
  const synthesis = cluster('endpoint: s3.example.org', keys);

  expect(helmValuesOf(synthesis)).toMatchObject({
    defaults: {
      extraEnv: [
        { name: 'MINIO_ACCESS_KEY_ID', valueFrom: { secretKeyRef: { name: 's3', key: 'id' } } },
        { name: 'MINIO_SECRET_ACCESS_KEY', valueFrom: { secretKeyRef: { name: 's3', key: 'secret' } } },
      ],
    },
  });
  expect(synthesis.clusters[0]?.requirements).toContainEqual(
    expect.stringContaining('the Secret s3 with id and secret in namespace tracing'),
  );
  expect(said(cluster('endpoint: s3.example.org', { ...keys, chart: 'chart: 1.18.3' }))).toEqual([
    expect.stringContaining(
      'drops the variables of the compactor, which can only use keys named MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY; pin tempo.chart 1.18.5',
    ),
  ]);
});

test.each([
  ['s3.example.org:9000', undefined],
  ['s3.example.org/', undefined],
  ['s3.example.org/traces', 'an S3 endpoint must not have a path, and Tempo does not start'],
  ['https://s3.example.org', 'an S3 endpoint must not have a scheme'],
  ['', 'is empty'],
])('a rendered endpoint is host and port: %j', (endpoint, problem) => {
  expect(renderedS3.addresses({ endpoint })[0]?.mistake?.problem).toBe(problem);
});
