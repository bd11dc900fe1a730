import { kubectlWith, run, said, stackOf, stackWith } from '../../../test/smoke-servers/cluster';
import { bucketJobSteps } from './bucket-job';
import { causeIn } from './log-causes';
import { readinessStep } from './readiness';

const stack = stackOf('seed');
const job = stack.bucketJob?.name ?? '';

const judgedJob = async (status: object | undefined, log = '') =>
  said(
    await run(bucketJobSteps(stack), {
      stack,
      kubectl: kubectlWith({ get: status ? { [`job ${job}`]: { status } } : {}, logs: { [`job/${job}`]: log } }),
    }),
  );

test('the bucket Job has completed', async () => {
  expect(await judgedJob({ succeeded: 1, completionTime: '2026-11-28T10:00:00Z' })).toEqual([
    `Job ${job}: ok: completed 2026-11-28T10:00:00Z`,
  ]);
  expect(bucketJobSteps(stackOf('otlp'))).toEqual([]);
});

test('a Job of another component is not the bucket Job', () => {
  const other =
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: migration, namespace: tracing, labels: {app.kubernetes.io/name: a}}\n---\n';
  const withJob = (name: string) => stackWith({ [`${name}/tempo.k8s.yaml`]: other }, name).bucketJob;

  expect([job, withJob('seed')?.name]).toEqual([expect.stringMatching(/^tempo-minio-bootstrap-/), job]);
  expect(withJob('otlp')).toBeUndefined();
});

test.each<[string, object | undefined, string, string]>([
  ['does not exist', undefined, '', 'does not exist in namespace tempo-bootstrap; sync the Application of Tempo'],
  [
    'waits for the server',
    { active: 1 },
    'mc: <ERROR> Unable to initialize new alias from the provided credentials. dial tcp 10.0.0.1:9091: connect: connection refused\n',
    'has not completed: mc: <ERROR> Unable to initialize new alias from the provided credentials. dial tcp 10.0.0.1:9091: connect: connection refused (the server is not reached); start it, or permit the connection',
  ],
  [
    'has the wrong keys',
    { conditions: [{ type: 'Failed', status: 'True' }] },
    'mc: <ERROR> The Access Key Id you provided does not exist in our records.\n',
    'failed: mc: <ERROR> The Access Key Id you provided does not exist in our records. (the S3 server does not know the access key id); correct rootUser in Secret minio-admin of namespace tempo-bootstrap',
  ],
  [
    'has the wrong password of the administrator',
    { active: 1 },
    'mc: <ERROR> The request signature we calculated does not match the signature you provided.\n',
    'has not completed: mc: <ERROR> The request signature we calculated does not match the signature you provided. (the secret access key is another one than that of the S3 server); correct rootPassword in Secret minio-admin of namespace tempo-bootstrap',
  ],
  [
    'has the keys of another user',
    { active: 1 },
    'mc: <ERROR> Unable to make bucket `server/traces`. Access Denied.\n',
    'has not completed: mc: <ERROR> Unable to make bucket `server/traces`. Access Denied. (the user may not create what Tempo needs); write the keys of an administrator to Secret minio-admin of namespace tempo-bootstrap',
  ],
])('one that %s has its cause', async (_what, status, log, cause) => {
  expect(await judgedJob(status, log)).toEqual([`Job ${job}: Job ${job}: ${cause}`]);
});

test.each([
  ['of Tempo', 'bucket: {}', /\(the user may not create the bucket\); give it that permission: npm run bucket$/],
  [
    'of an administrator',
    'bucket: { adminSecret: s3-admin }',
    /; write the keys of an administrator to Secret s3-admin of namespace tempo-bootstrap$/,
  ],
])('the Job on another S3 server has the keys %s', async (_whose, bucket, cause) => {
  const other = stackOf('seed', [/minio:\n.*\n/, `${bucket}\n`]);
  const kubectl = kubectlWith({
    get: { 'job tempo-bucket-bootstrap': { status: { active: 1 } } },
    logs: { 'job/tempo-bucket-bootstrap': 'ERROR : Failed to mkdir: api error AccessDenied: Access Denied\n' },
  });

  expect(said(await run(bucketJobSteps(other), { stack: other, kubectl }))).toEqual([expect.stringMatching(cause)]);
});

const pod = (name: string, container: object = { ready: true }, more: object = {}) => ({
  metadata: { name, labels: { 'app.kubernetes.io/component': name.replace(/^tempo-(.*)-\d+$/, '$1') } },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: (container as { ready?: boolean }).ready ? 'True' : 'False' }],
    containerStatuses: [{ name: 'tempo', ready: false, ...container }],
    ...more,
  },
});

/** The other processes that a trace needs. */
const OTHERS = ['distributor', 'ingester', 'querier', 'query-frontend'].map((component) => pod(`tempo-${component}-9`));

const judgedPods = async (items: readonly object[], log = '') =>
  said(
    await run([readinessStep(stack)], {
      stack,
      kubectl: kubectlWith({ get: { 'pods -n tracing': { items } }, logs: { 'logs -n tracing': log } }),
    }),
  );

const NOT_READY = { ready: false };
const ENDING = { metadata: { name: 'tempo-querier-0', deletionTimestamp: '2026-11-28T10:00:00Z' } };

test.each([
  ['has ended, as of a Job', pod('tempo-make-bucket', NOT_READY, { phase: 'Succeeded' })],
  ['was evicted', pod('tempo-querier-0', NOT_READY, { phase: 'Failed', reason: 'Evicted' })],
  ['is being deleted', { ...pod('tempo-querier-0', NOT_READY), ...ENDING }],
])('every pod is ready; one that %s need not be', async (_what, ended) => {
  expect(await judgedPods([...OTHERS, pod('tempo-distributor-1'), ended])).toEqual(['Tempo is ready: ok: 5 pods are ready']);
  expect((await judgedPods([ended]))[0]).toMatch(/^Tempo is ready: Tempo: has no pod with /);
});

const CRASHED = { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { reason: 'Error', exitCode: 1 } } };

test.each<[string, object[], string, string]>([
  ['no pod', [], '', 'Tempo: has no pod with app.kubernetes.io/instance=tempo in namespace tracing; sync its Application'],
  [
    'a missing bucket',
    [pod('tempo-ingester-0', CRASHED)],
    'level=error ts=2026-11-28 caller=main.go:110 msg="error running Tempo" err="failed to init module services: The specified bucket does not exist"\n',
    'pod tempo-ingester-0: ends with exit code 1: error running Tempo: failed to init module services: The specified bucket does not exist (the bucket does not exist); correct tempo.storage.bucket, or create it: npm run bucket',
  ],
  [
    'a missing Secret',
    [
      pod('tempo-querier-1', {
        state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "tempo-minio-secret" not found' } },
      }),
    ],
    '',
    'pod tempo-querier-1: waits: CreateContainerConfigError (secret "tempo-minio-secret" not found); create that Secret, as npm run synth says',
  ],
  [
    'an image that is not there',
    [pod('tempo-querier-1', { state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "grafana/tempo:9"' } } })],
    '',
    'pod tempo-querier-1: waits: ImagePullBackOff (Back-off pulling image "grafana/tempo:9"); make the image available to the node',
  ],
  [
    'too little memory',
    [pod('tempo-querier-1', { lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } } })],
    '',
    'pod tempo-querier-1: ran out of memory; raise its memory limit, or tempo.size',
  ],
  [
    'no node',
    [
      pod(
        'tempo-ingester-2',
        {},
        { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/2 nodes are available' }] },
      ),
    ],
    '',
    'pod tempo-ingester-2: is not scheduled: 0/2 nodes are available; see the nodes and volumes that the message names',
  ],
  [
    'no reason',
    [pod('tempo-querier-1')].map(() => pod('tempo-querier-1', {})),
    '',
    'pod tempo-querier-1: is not ready; see kubectl logs -n tracing tempo-querier-1',
  ],
])('%s is named', async (_what, pods, log, cause) => {
  expect(await judgedPods(pods.length > 0 ? [...pods, ...OTHERS] : [], log)).toEqual([`Tempo is ready: ${cause}`]);
});

test('what the bucket Job creates is missing because it has not completed', async () => {
  const log = 'level=error msg="error running Tempo" err="unexpected error from ListObjects on k3s-tempo: Access Denied."\n';
  const kubectl = kubectlWith({
    get: { [`job ${job}`]: { status: { active: 1 } }, 'pods -n tracing': { items: [pod('tempo-ingester-0', CRASHED), ...OTHERS] } },
    logs: { [`job/${job}`]: 'mc: <ERROR> connection refused\n', 'logs -n tracing': log },
  });
  const results = said(await run([...bucketJobSteps(stack), readinessStep(stack)], { stack, kubectl }));

  expect(results[1]).toContain(
    `Access Denied. (Job ${job}, which creates the bucket and the access of Tempo, has not completed); see that Job`,
  );
});

test('a Job with the keys of Tempo creates no access, so wrong keys are wrong in both', () => {
  const causeOf = (error: string) =>
    causeIn(`level=error msg="error running Tempo" err="${error}"\n`, { program: 'Tempo', openJob: { name: 'b', isAdmin: false } })?.cause;

  expect(causeOf('The specified bucket does not exist')).toBe('Job b, which creates the bucket, has not completed');
  expect(causeOf('Access Denied.')).toBe('Job b, which creates the bucket, has not completed');
  expect(causeOf('The request signature we calculated does not match')).toBe(
    'the secret access key is another one than that of the S3 server',
  );
});

test.each([
  [
    'err="The Access Key Id you provided does not exist in our records: ${MINIO_ACCESS_KEY_ID} does not exist"',
    'the credentials are not expanded',
  ],
  [
    'err="The request signature we calculated does not match the signature you provided."',
    'the secret access key is another one than that of the S3 server',
  ],
  ['err="Access Denied."', 'the user may not use the bucket'],
  [
    'err="tls: failed to verify certificate: x509: certificate signed by unknown authority"',
    'the certificate of the server is signed by an unknown authority',
  ],
  [
    'err="tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-05-02T10:00:00Z is after 2026-05-01T00:00:00Z"',
    'the certificate of the server has expired, or the clock of the node is wrong',
  ],
  [
    'err="tls: failed to verify certificate: x509: certificate is valid for localhost, not s3.example.org"',
    'the certificate of the server is not valid for that address',
  ],
  ['err="http: server gave HTTP response to HTTPS client"', 'the server speaks plain HTTP'],
  ['err="The authorization header is malformed; the region is wrong; expecting \'us-east-1\'."', 'the bucket is in another region'],
  [
    'err="The difference between the request time and the server\'s time is too large."',
    'the clocks of the node and of the server differ by more than 15 minutes',
  ],
  ['err="dial tcp: lookup s3.example.org: no such host"', 'the name does not resolve in the cluster'],
  ['err="failed parsing config: line 3: field foo not found in type app.Config"', 'this Tempo does not know a part of its configuration'],
  ['err="write /var/tempo/wal/x: no space left on device"', 'the volume is full'],
  ['err="something new"', undefined],
])('the log line %s tells its cause', (line, cause) => {
  const log = `level=info msg="starting"\nlevel=error msg="error running Tempo" ${line}\nlevel=info msg="stopped"\n`;

  expect(causeIn(log, { program: 'Tempo' })?.cause).toBe(cause);
  expect(causeIn(log, { program: 'Tempo' })?.line).toMatch(/^error running Tempo: /);
});

test('a log without an error tells nothing', () => {
  expect(causeIn('level=info msg="module waiting for initialization" module=querier\n', { program: 'Tempo' })).toBeUndefined();
});

test.each([
  [
    'wrong key',
    'The request signature we calculated does not match',
    'MINIO_SECRET_ACCESS_KEY in Secret tempo-minio-secret of namespace tracing, and',
  ],
  [
    'unknown user',
    'The Access Key Id you provided does not exist',
    'MINIO_ACCESS_KEY_ID in Secret tempo-minio-secret of namespace tracing, or',
  ],
])('a %s of Tempo is in its Secret', async (_what, error, place) => {
  const log = `level=error msg="error running Tempo" err="${error}"\n`;

  expect((await judgedPods([pod('tempo-querier-0', CRASHED), ...OTHERS], log))[0]).toContain(`; correct ${place}`);
});

test('a process that a trace needs has a pod', async () => {
  expect(await judgedPods(OTHERS.slice(2))).toEqual([
    'Tempo is ready: Tempo: namespace tracing has no pod of the distributor or the ingester (in Tempo 3 the live-store); see kubectl get deployments,statefulsets -n tracing, and raise their replicas',
  ]);
  const zones = [pod('tempo-ingester-zone-a-0'), pod('tempo-distributor-0'), ...OTHERS.slice(2)];
  expect(await judgedPods(zones)).toEqual(['Tempo is ready: ok: 4 pods are ready']);
});

test('a long line keeps its end, where Go has the cause', () => {
  const log = `level=error err="failed: Get \\"https://s3/\\": ${'x'.repeat(300)}: no route to host"\n`;

  expect(causeIn(log, { program: 'Tempo' })?.line).toMatch(/^level=error err="failed: Get "https:.{80,}….{80,}: no route to host"$/);
});
