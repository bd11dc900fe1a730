import { spawnSync } from 'node:child_process';
import { SERVER_NAMES, type ServerName } from '../../tempo/storage/s3/servers/servers';
import type { BucketCreator } from '../creator';
import { policy } from '../s3-bucket';
import { bucketSteps } from './steps';

const BUCKET = { name: 'traces', endpoint: 's3.example.org', insecure: false };
const steps = (server: ServerName | undefined, creator?: BucketCreator, more: object = {}) =>
  bucketSteps({ cluster: 'home', bucket: { ...BUCKET, ...(server && { server }), ...more }, ...(creator && { creator }) });

const POLICY = JSON.stringify(policy(BUCKET), null, 2);
const ADMIN: BucketCreator = { key: 'bucket', hasOwnKeys: false };
const OWN: BucketCreator = { key: 'bucket', hasOwnKeys: true };

test.each([undefined, ...SERVER_NAMES].flatMap((server) => [undefined, ADMIN, OWN].map((creator) => [server, creator] as const)))(
  'the steps for %s are a script of a shell: %j',
  (server, creator) => {
    const text = steps(server, creator).join('\n');

    expect(spawnSync('sh', ['-n'], { input: text })).toMatchObject({ status: 0 });
    expect(text).toContain('traces');
  },
);

test('Amazon S3: bucket, user and policy by its own command line', () => {
  expect(steps('aws', undefined, { region: 'eu-west-1' })).toEqual([
    '# Bucket and key of Tempo in home, on Amazon S3.',
    'aws s3api create-bucket --bucket traces --region eu-west-1 --create-bucket-configuration LocationConstraint=eu-west-1',
    `cat > policy.json <<'EOF'\n${POLICY}\nEOF`,
    'aws iam create-user --user-name tempo-traces',
    'aws iam put-user-policy --user-name tempo-traces --policy-name tempo-traces --policy-document file://policy.json',
    'aws iam create-access-key --user-name tempo-traces',
    '# Store its id and its secret where tempo.credentials reads them.',
  ]);
  expect(steps(undefined, undefined, { endpoint: 's3.eu-west-1.amazonaws.com' })[0]).toBe(
    '# Bucket and key of Tempo in home, on Amazon S3.',
  );
});

test.each<ServerName>(['minio', 'rustfs'])('%s: by mc', (server) => {
  expect(steps(server)).toContain('mc mb --ignore-existing home-tempo/traces');
  expect(steps(server).join()).not.toContain('set tempo.storage.server');
  expect(steps(server, { key: 'minio', hasOwnKeys: false })).toContain('# The Job of `minio:` does all of this.');
});

test('an unknown server: as MinIO, and how to get other commands', () => {
  expect(steps(undefined)).toEqual([
    ...steps('minio').slice(0, 1),
    '# If the server is not MinIO, set tempo.storage.server for its commands.',
    ...steps('minio').slice(1),
  ]);
});

test('Garage: its own keys and permissions, without a policy', () => {
  expect(steps('garage')).toEqual([
    '# Bucket and key of Tempo in home, on Garage.',
    'garage bucket create traces',
    'garage key create tempo-traces',
    '# Store its id and its secret where tempo.credentials reads them.',
    'garage bucket allow --read --write traces --key tempo-traces',
  ]);
  expect(steps('garage', OWN).slice(1)).toEqual([
    '# The Job of `bucket:` creates the bucket.',
    'garage key create tempo-traces',
    '# Store its id and its secret where tempo.credentials reads them.',
    'garage key allow --create-bucket tempo-traces',
  ]);
});

test('SeaweedFS: an identity with actions for the bucket', () => {
  expect(steps('seaweedfs').at(-3)).toMatch(
    /^s3\.configure -apply -user tempo-traces .* -buckets traces -actions Read,Write,List,Tagging$/,
  );
  expect(steps('seaweedfs').at(-2)).toBe('s3.bucket.create -name traces -owner tempo-traces');
  expect(steps('seaweedfs', OWN).join('\n')).not.toContain('s3.bucket.create');
  expect(steps('seaweedfs', OWN).at(-2)).toMatch(/-actions Read,Write,List,Tagging,Admin$/);
});

test('Ceph: the user owns the bucket, or a policy of the bucket admits it', () => {
  expect(steps('ceph-rgw').at(-1)).toBe('aws s3api create-bucket --bucket traces --endpoint-url https://s3.example.org');
  const admitted = steps('ceph-rgw', ADMIN);

  expect(admitted.at(-1)).toBe(
    'aws s3api put-bucket-policy --bucket traces --endpoint-url https://s3.example.org --policy file://policy.json',
  );
  expect(admitted.at(-2)).toContain('"Principal": {\n        "AWS": [\n          "arn:aws:iam:::user/tempo-traces"');
  expect(steps('ceph-rgw', OWN).join('\n')).not.toContain('policy');
});

test.each([
  ['account.r2.cloudflarestorage.com', 'npx wrangler r2 bucket create traces'],
  ['account.eu.r2.cloudflarestorage.com', 'npx wrangler r2 bucket create traces --jurisdiction eu'],
])('Cloudflare R2 at %s: a token for the bucket', (endpoint, create) => {
  expect(steps('r2', undefined, { endpoint })).toContain(create);
  expect(steps('r2', undefined, { endpoint })).toContain(
    '#   name tempo-traces, permission Object Read & Write, for the bucket traces only',
  );
  expect(steps('r2', OWN, { endpoint })).toContain('#   name tempo-traces, permission Admin Read & Write');
});

test.each([
  [
    { irsa: 'arn:aws:iam::123456789012:role/tempo' },
    '"$ISSUER:sub": "system:serviceaccount:tracing:tempo"',
    '"$ISSUER:aud": "sts.amazonaws.com"',
  ],
  [{ podIdentity: true as const }, 'aws eks create-pod-identity-association', '--namespace tracing --service-account tempo'],
  [{ instance: true as const }, '--http-put-response-hop-limit 2', 'Pods reach the metadata service of their node over one more hop'],
])('an identity of AWS has its own commands: %j', (identity, ...parts) => {
  const text = bucketSteps({ cluster: 'home', bucket: BUCKET, podIdentity: { identity, namespace: 'tracing', account: 'tempo' } }).join(
    '\n',
  );

  for (const part of ['aws s3api create-bucket --bucket traces', '"s3:PutObject"', ...parts]) expect(text).toContain(part);
});
