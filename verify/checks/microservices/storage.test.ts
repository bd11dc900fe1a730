import { BUCKET, BUCKET_JOB } from '../../../test/verify-damages/row';
import { type Damage, saidOf, verified } from '../../../test/verify-fixture';

// It renders each release once per value, and has separate tests.
jest.mock('../values/values', () => {
  const { RuleSet } = jest.requireActual<typeof import('../../../lib/findings/rules')>('../../../lib/findings/rules');
  return { values: { rules: new RuleSet('values', '', {}), run: () => ({ findings: [], judged: 0 }) } };
});

const APPLICATIONS = 'dist/seed/applications.k8s.yaml';
const S3 = 'storage.trace.s3';
const TEMPO = 'error: ConfigMap tempo-config';

async function said(...damages: Damage[]): Promise<string[]> {
  return saidOf(await verified('seed', damages, { onlyReleasesOf: 'applications.k8s.yaml' }), 'microservices');
}

test('finds nothing if the storage is as declared', async () => {
  expect(await said()).toEqual([]);
});

// Replacements in the Helm values of Tempo, and the expected findings.
test.each<[what: string, from: string, to: string, expected: string]>([
  [
    'another backend',
    'backend: s3',
    'backend: local',
    `${TEMPO}: storage.trace.backend is local, but tempo.storage of the cluster file is s3, so no trace reaches the bucket k3s-tempo; set it to s3`,
  ],
  [
    'another bucket',
    'bucket: k3s-tempo',
    'bucket: other',
    `${TEMPO}: ${S3}.bucket is other, but tempo.storage.bucket of the cluster file is k3s-tempo; set it to k3s-tempo`,
  ],
  [
    'no bucket',
    'bucket: k3s-tempo\n',
    '\n',
    `${TEMPO}: ${S3}.bucket is missing, but tempo.storage.bucket of the cluster file is k3s-tempo; set it to k3s-tempo`,
  ],
  [
    'no TLS',
    'insecure: false',
    'insecure: true',
    `${TEMPO}: ${S3}.insecure is true, but tempo.storage.insecure of the cluster file is false; set it to false`,
  ],
  [
    'text instead of a boolean',
    'insecure: false',
    'insecure: "false"',
    `${TEMPO}: ${S3}.insecure is false, but tempo.storage.insecure of the cluster file is false; set it to false`,
  ],
  [
    'another region',
    'region: eu-west-1',
    'region: eu-west-2',
    `${TEMPO}: ${S3}.region is eu-west-2, but tempo.storage.region of the cluster file is eu-west-1; set it to eu-west-1`,
  ],
  [
    'a missing credential',
    'secret_key: ${MINIO_SECRET_ACCESS_KEY}\n',
    '\n',
    `${TEMPO}: ${S3}.secret_key is missing, so Tempo sends anonymous requests, which are refused; set it to \${MINIO_SECRET_ACCESS_KEY}`,
  ],
  [
    'swapped credentials',
    'access_key: ${MINIO_ACCESS_KEY_ID}\n                secret_key: ${MINIO_SECRET_ACCESS_KEY}',
    'access_key: ${MINIO_SECRET_ACCESS_KEY}\n                secret_key: ${MINIO_ACCESS_KEY_ID}',
    `${TEMPO}: ${S3}.access_key is \${MINIO_SECRET_ACCESS_KEY}, and secret_key is \${MINIO_ACCESS_KEY_ID}; swap the two`,
  ],
])('finds %s', async (_what, from, to, expected) => {
  expect(await said({ file: APPLICATIONS, from, to })).toEqual([expected]);
});

test('finds a configuration without a backend', async () => {
  const file = 'charts/tempo-distributed-2.23.4/templates/config.yaml';

  expect(await said({ file, from: '{{ toJson .Values.storage }}', to: '{trace: {}}' })).toEqual([
    `${TEMPO}: storage.trace.backend is missing, but tempo.storage of the cluster file is s3, so no trace reaches the bucket k3s-tempo; set it to s3`,
  ]);
});

test('uses the default of a missing field', async () => {
  expect(await said({ file: APPLICATIONS, from: 'insecure: false\n', to: '\n' })).toEqual([]);
});

test('finds a region that the cluster file does not have', async () => {
  expect(await said({ file: 'clusters/seed.yaml', from: /\n.*region: eu-west-1/, to: '' })).toEqual([
    `${TEMPO}: ${S3}.region is eu-west-1, but tempo.storage.region of the cluster file is missing; remove it`,
    `error: ConfigMap ${BUCKET_JOB} (bootstrap.sh): creates the bucket in region eu-west-1 instead of (none); run \`npm run synth\``,
  ]);
});

test('needs no keys if the client has another source of credentials', async () => {
  const variable = {
    from: '- name: MINIO_ACCESS_KEY_ID',
    to: '- {name: AWS_ROLE_ARN, value: arn}\n              - name: MINIO_ACCESS_KEY_ID',
  };

  expect(
    await said({ file: APPLICATIONS, from: /access_key: .*\n +secret_key: .*\n/, to: '\n' }, { file: APPLICATIONS, ...variable }),
  ).toEqual([]);
});

test('finds a Job that creates another bucket, and a policy for another bucket', async () => {
  const file = BUCKET;

  expect(await said({ file, from: 'server/k3s-tempo', to: 'server/other' })).toEqual([
    `error: ConfigMap ${BUCKET_JOB}: bootstrap.sh uses the bucket other, but Tempo writes to k3s-tempo; replace other by k3s-tempo`,
  ]);
  expect(await said({ file, from: 'arn:aws:s3:::k3s-tempo/*', to: 'arn:aws:s3:::other/*' })).toEqual([
    `error: ConfigMap ${BUCKET_JOB}: user_policy.json uses the bucket other, but Tempo writes to k3s-tempo; replace other by k3s-tempo`,
    `error: ConfigMap ${BUCKET_JOB} (user_policy.json): does not allow s3:PutObject on arn:aws:s3:::k3s-tempo/*; run \`npm run synth\``,
  ]);
});

test('finds a Tempo without the volumes of the cluster file', async () => {
  expect(await said({ file: 'clusters/seed.yaml', from: 'logReceivedSpans: true', to: 'persistence: {}' })).toEqual([
    `${TEMPO}: tempo.persistence is set in the cluster file, but no pod of Tempo has one, so each rollout loses traces that are not in S3 yet; enable persistence in the values`,
  ]);
});
