import { kubectlWith, run, said, stackOf } from '../../../test/smoke-servers/cluster';
import { type S3Props, startS3 } from '../../../test/smoke-servers/s3';
import { listen, type Server } from '../../../test/smoke-servers/server';
import { serviceGraphSteps } from './service-graph';
import { storageSteps } from './storage';

const stack = stackOf('seed', ['bucket: k3s-tempo', 'bucket: traces']);

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const secretOf = (id = 'tempo', key = 'correct-horse-battery') =>
  kubectlWith({
    get: { 'secret tempo-minio-secret -n tracing': { data: { MINIO_ACCESS_KEY_ID: base64(id), MINIO_SECRET_ACCESS_KEY: base64(key) } } },
  });

const judged = async (props: S3Props = {}, kubectl = secretOf()) => {
  const s3 = await startS3(props);
  servers.push(s3);
  return said(await run(storageSteps(stack), { stack, kubectl, urls: { s3: s3.url } }));
};

const BLOCK = 'single-tenant/1f2e3d4c-0000-4000-8000-000000000001';

test('the credentials may do what Tempo needs, and a block is in the bucket', async () => {
  const objects = [`${BLOCK}/bloom-0`, `${BLOCK}/data.parquet`, `${BLOCK}/index`, `${BLOCK}/meta.json`, 'tempo_cluster_seed.json'];

  expect(await judged({ objects, denied: /^(PUT|GET) \/(tempo-gitops-smoke-test)?$/ })).toEqual([
    'permissions: ok: may list, put, get and delete in bucket traces',
    'no further permissions: ok: sees no other bucket, and may create none',
    'block: ok: block 1f2e3d4c-0000-4000-8000-000000000001 in traces/single-tenant/',
  ]);
});

test('nothing is left behind', async () => {
  await judged({ denied: /^(PUT|GET) \/(tempo-gitops-smoke-test)?$/ });

  expect(servers[0]?.asked.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)).toEqual([
    'PUT /traces/tempo-gitops-smoke-test',
    'DELETE /traces/tempo-gitops-smoke-test',
    'PUT /tempo-gitops-smoke-test',
  ]);
});

test.each(['PUT', 'GET', 'DELETE'])('nor by a %s without an answer', async (method) => {
  const unanswered = new RegExp(`^${method} /traces/tempo-gitops`);

  expect((await judged({ unanswered }))[0]).toMatch(/^permissions: s3: connection closed without an answer at /);
  expect(servers[0]?.asked.map(({ method: each, path }) => `${each} ${path}`)).toContain('DELETE /traces/tempo-gitops-smoke-test');
});

test.each<[string, S3Props, ReturnType<typeof secretOf>, string]>([
  [
    'a wrong bucket',
    { buckets: ['other'] },
    secretOf(),
    'may not list in bucket traces: the server answered 404 NoSuchBucket; create the bucket: npm run bucket',
  ],
  [
    'a wrong key id',
    {},
    secretOf('nobody'),
    'may not list in bucket traces: the server answered 403 InvalidAccessKeyId; correct the access key id in the Secret of Tempo: the server does not know it',
  ],
  [
    'a wrong secret key',
    {},
    secretOf('tempo', 'wrong'),
    'may not list in bucket traces: the server answered 403 SignatureDoesNotMatch; correct the secret access key in the Secret of Tempo: the server has another one',
  ],
  [
    'a policy without put',
    { denied: /^PUT / },
    secretOf(),
    'may not put in bucket traces: the server answered 403 AccessDenied; attach the policy for this bucket to the user: npm run bucket',
  ],
  [
    'a policy without delete',
    { denied: /^DELETE / },
    secretOf(),
    'may not delete in bucket traces: the server answered 403 AccessDenied; attach the policy for this bucket to the user: npm run bucket',
  ],
])('%s has its cause', async (_what, props, kubectl, cause) => {
  expect((await judged(props, kubectl))[0]).toBe(`permissions: credentials of Tempo: ${cause}`);
});

test.each<[string, S3Props, string]>([
  ['create buckets', {}, 'may create buckets'],
  ['list another one', { buckets: ['traces', 'secrets'] }, 'may list bucket secrets too'],
])('a user that may also %s is reported', async (_what, props, problem) => {
  expect((await judged(props))[1]).toBe(
    `no further permissions: credentials of Tempo: ${problem}; give the user only the policy of this bucket: npm run bucket`,
  );
});

const DENIED = /^(PUT \/tempo-gitops-smoke-test|GET \/[b-m])$/;

test.each<[string, S3Props, string]>([
  [
    'every other bucket is denied',
    { buckets: ['traces', 'b', 'c'], denied: DENIED },
    'ok: may list none of 2 other buckets, and may create none',
  ],
  [
    'the last of several is not',
    { buckets: ['traces', 'b', 'c', 'secrets'], denied: DENIED },
    'credentials of Tempo: may list bucket secrets too; give the user only the policy of this bucket: npm run bucket',
  ],
  [
    'one is neither denied nor listed',
    { buckets: ['traces', 'b', 'other'], denied: DENIED, notImplemented: /^GET \/other$/ },
    'not judged: 1 of 2 other buckets were neither listed nor denied',
  ],
  [
    'the creation is not denied',
    { notImplemented: /^PUT \/tempo-gitops-smoke-test$/ },
    'not judged: the creation of a bucket was answered by 501 NotImplemented',
  ],
  [
    'the new bucket cannot be deleted',
    { denied: /^DELETE \/tempo-gitops-smoke-test$/ },
    'credentials of Tempo: may create buckets, and not delete tempo-gitops-smoke-test; delete it, and give the user only the policy of this bucket: npm run bucket',
  ],
])('further permissions are judged by what was tried: %s', async (_what, props, told) => {
  expect((await judged(props))[1]).toBe(`no further permissions: ${told}`);
});

test('wrong keys prove nothing of further permissions', async () => {
  expect((await judged({}, secretOf('nobody')))[1]).toBe(
    'no further permissions: not judged: the creation of a bucket was answered by 403 InvalidAccessKeyId',
  );
});

test('a bucket without a block is too young, one with parts of a block is broken', async () => {
  expect((await judged())[2]).toBe(
    'block: not judged: no block in traces/single-tenant/ yet; Tempo writes the first one after half an hour at most',
  );
  expect((await judged({ objects: [`${BLOCK}/data.parquet`] }))[2]).toBe(
    'block: bucket traces: has 1 objects below single-tenant/, and no block is complete; see the logs of the processes that flush',
  );
});

test('without keys nothing is judged', async () => {
  expect((await judged({}, kubectlWith({})))[0]).toBe(
    'permissions: not judged: needs the keys of Tempo: let kubectl read Secret tempo-minio-secret in namespace tracing, or set MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY',
  );
});

describe('with the variables of npm run synth', () => {
  const before = process.env;
  afterEach(() => {
    process.env = before;
  });
  const setKeys = (id: string, key: string) => {
    process.env = { ...before, MINIO_ACCESS_KEY_ID: id, MINIO_SECRET_ACCESS_KEY: key };
  };

  test('the keys of the Secret are tried', async () => {
    setKeys('tempo', 'correct-horse-battery');

    expect((await judged({}, secretOf('tempo', 'wrong')))[0]).toMatch(/^permissions: credentials of Tempo: .* SignatureDoesNotMatch; /);
    setKeys('tempo', 'wrong');
    expect((await judged({}, secretOf()))[0]).toMatch(/^permissions: ok: /);
  });

  test('without the Secret, theirs are tried, which Tempo need not have', async () => {
    setKeys('tempo', 'correct-horse-battery');

    expect((await judged({}, kubectlWith({})))[0]).toMatch(/^permissions: ok: /);
    setKeys('tempo', 'wrong');
    expect((await judged({}, kubectlWith({})))[0]).toBe(
      'permissions: credentials of MINIO_ACCESS_KEY_ID: may not list in bucket traces: the server answered 403 SignatureDoesNotMatch; correct MINIO_SECRET_ACCESS_KEY: the server has another one',
    );
  });
});

const otlp = stackOf('otlp');

/** A Prometheus whose query counts series. */
async function graph(counts: (query: string) => boolean, receives: number = 200) {
  const prometheus = await listen(({ query }) => [
    200,
    { data: { result: counts(query.get('query') ?? '') ? [{ value: [1, '1'] }] : [] } },
  ]);
  const receiver = await listen(() => [receives, '{}']);
  servers.push(prometheus, receiver);
  const steps = serviceGraphSteps(otlp);
  return said(await run(steps, { stack: otlp, urls: { prometheus: prometheus.url, 'otlp-http': receiver.url } }));
}

test('a call between two services becomes an edge of the service graph', async () => {
  expect(await graph((query) => query.includes('client="tempo-gitops-smoke-test-client",server="tempo-gitops-smoke-test-server"'))).toEqual(
    [
      'service graph: ok: traces_service_graph_request_total has the call from tempo-gitops-smoke-test-client to tempo-gitops-smoke-test-server',
    ],
  );
  const [client, server] = JSON.parse(servers[1]?.asked[0]?.body ?? '').resourceSpans.map(
    (each: { scopeSpans: { spans: object[] }[] }) => each.scopeSpans[0]?.spans[0],
  );
  expect([client.kind, server.kind, server.parentSpanId]).toEqual([3, 2, client.spanId]);
  expect(server.traceId).toBe(client.traceId);
});

test('a service graph without the call has its cause', async () => {
  expect(await graph(() => false)).toEqual([
    `service graph: metrics-generator: ${servers[0]?.url.origin} has no traces_service_graph_request_total{client="tempo-gitops-smoke-test-client",server="tempo-gitops-smoke-test-server"} after 0.3 s; see the log of the metrics-generator; a 404 of http://prometheus-operated.monitoring:9090/api/v1/write there means that Prometheus runs without --web.enable-remote-write-receiver`,
  ]);
});

test('a receiver that refuses the call is reported, and a stack without a generator has no such step', async () => {
  expect(await graph(() => false, 503)).toEqual([expect.stringMatching(/^service graph: otlp-http: .*\/v1\/traces answered 503 \{\}; /)]);
  expect(serviceGraphSteps(stack)).toEqual([]);
});
