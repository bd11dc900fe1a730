import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../../lib/command-line/running';
import { type FakeKubectl, type FakeKubectlProps, fakeKubectl } from '../../test/smoke-servers/kubectl-program';
import { listen, type Server } from '../../test/smoke-servers/server';
import { request } from '../read/request';
import { EndError, type Ends, type Target } from './ends';
import { findKubectl, type Kubectl } from './kubectl';
import { openEnds } from './open-ends';

let server: Server;
let fake: FakeKubectl | undefined;
let ends: Ends | undefined;

beforeAll(async () => {
  server = await listen(({ path, headers }) => [200, `${headers.host} ${path}`]);
});
afterAll(() => server.close());
afterEach(() => {
  ends?.close();
  fake?.remove();
  ends = undefined;
  fake = undefined;
});

const kubectlWith = (props: FakeKubectlProps, context = ''): Kubectl => {
  fake = fakeKubectl(props);
  const kubectl = findKubectl(context, fake.environment);
  if (!kubectl) throw new Error('no kubectl');
  return kubectl;
};

const opened = (kubectl?: Kubectl, urls: Readonly<Record<string, string>> = {}): Ends => {
  ends = openEnds(new Map(Object.entries(urls).map(([name, url]) => [name, new URL(url)])), kubectl);
  return ends;
};

const LOKI: Target = { service: 'loki', namespace: 'logging', port: 80 };
const problemOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof EndError ? error.message : String(error)),
  );

test('an end of --url is reached there, whatever dist/ says', async () => {
  const reached = await opened(undefined, {
    loki: 'https://[::1]:3100/loki/',
    zipkin: 'http://10.0.0.1',
    'jaeger-thrift-compact': 'udp://10.0.0.1:6831',
  });

  expect(await reached.reach('loki', LOKI)).toEqual({
    host: '::1',
    port: 3100,
    tls: true,
    transport: 'tcp',
    base: 'https://[::1]:3100/loki',
    by: '--url',
  });
  expect(await reached.reach('zipkin', undefined)).toMatchObject({ port: 80, tls: false });
  expect(await reached.reach('jaeger-thrift-compact', undefined)).toMatchObject({ port: 6831, transport: 'udp' });
});

test('a Service is forwarded once, and a request goes through', async () => {
  const opening = opened(kubectlWith({ ports: { 'service/loki:80': Number(server.url.port) } }, 'home'));
  const [first, second] = [await opening.reach('loki', LOKI), await opening.reach('loki', LOKI)];

  expect(first).toEqual(second);
  expect(first).toMatchObject({ host: '127.0.0.1', by: 'port-forward of Service loki' });
  expect((await request(first, '/ready', { end: 'loki' })).text).toBe(`127.0.0.1:${first.port} /ready`);
  expect(fake?.calls()).toEqual(['--context=home port-forward -n logging --address=127.0.0.1 service/loki :80']);
});

test.each<[string, Target, string]>([
  ['a pod', { pod: 'tempo-0', namespace: 'tracing', port: 3200 }, 'pod/tempo-0:3200'],
  ['a URL of a Service', { url: 'http://loki.logging.svc.cluster.local:3100/x', namespace: 'tracing' }, 'service/loki:3100'],
  ['a URL of a Service in the same namespace', { url: 'http://tempo-minio:9000', namespace: 'tracing' }, 'service/tempo-minio:9000'],
])('%s is forwarded', async (_what, target, object) => {
  const prints = { 'get service tempo-minio -n tracing': { kind: 'Service' } };
  const reached = await opened(kubectlWith({ ports: { [object]: Number(server.url.port) }, prints })).reach('loki', target);

  expect((await request(reached, '/ready', { end: 'loki' })).status).toBe(200);
});

test('a server outside of the cluster is reached by its own address', async () => {
  const opening = opened(kubectlWith({}));

  expect(await opening.reach('s3', { url: 'https://s3.example.org:9091', namespace: 'tracing' })).toMatchObject({
    host: 's3.example.org',
    port: 9091,
  });
  expect(await opening.reach('s3', { url: 'http://nas.local:9000', namespace: 'tracing' })).toMatchObject({
    host: 'nas.local',
    by: 'its own address',
  });
});

test.each<[string, Parameters<typeof opened>, Target | undefined, string]>([
  [
    'without kubectl',
    [],
    LOKI,
    'loki: without kubectl it is not reached; let kubectl reach the cluster, or name the address by --url loki=URL',
  ],
  ['without an address', [], undefined, 'loki: has no address in dist/; name it by --url loki=URL'],
])('%s an end is not reached', async (_what, args, target, problem) => {
  expect(await problemOf(opened(...args).reach('loki', target))).toBe(problem);
});

test('a Service that does not exist, and a user who may not forward, have their causes', async () => {
  expect(await problemOf(opened(kubectlWith({})).reach('loki', LOKI))).toBe(
    'loki: no port-forward to service/loki in namespace logging: services "loki" not found; sync its Application, or see `kubectl get services`',
  );
  fake?.remove();
  const kubectl = kubectlWith({
    fails: { 'get pods': 'Error from server (Forbidden): pods is forbidden: User "a" cannot list resource "pods"' },
  });
  expect(await problemOf(kubectl.get('pods', '-n', 'tracing'))).toBe(
    'kubectl: pods is forbidden: User "a" cannot list resource "pods"; use a --context whose user may read pods, logs, Services, Jobs, Applications, ConfigMaps and Secrets, and forward ports',
  );
});

test('kubectl that reaches no cluster says so, and an object that does not exist is undefined', async () => {
  const kubectl = kubectlWith({ fails: { 'get pods': 'The connection to the server 10.0.0.1:6443 was refused' } });

  expect(await problemOf(kubectl.get('pods'))).toBe(
    'kubectl: The connection to the server 10.0.0.1:6443 was refused; check `kubectl get pods`, or name another --context',
  );
  expect(await kubectl.get('job', 'x', '-n', 'y')).toBeUndefined();
  expect(findKubectl('', { PATH: '/nowhere' })).toBeUndefined();
});

test('a forward that has ended is started again', async () => {
  const opening = opened(kubectlWith({ ports: { 'service/loki:80': Number(server.url.port) } }));
  const first = await opening.reach('loki', LOKI);
  await stopped(fake?.forwards()[0]);
  // This process may not know it yet.
  let second = first;
  while (second.port === first.port) {
    await sleep(20);
    second = await opening.reach('loki', LOKI);
  }

  expect((await request(second, '/again', { end: 'loki' })).status).toBe(200);
  expect(await problemOf(request(first, '/ready', { end: 'loki', timeout: 500 }))).toMatch(/^loki: connection refused at /);
});

/** Ends a port-forward, as kubectl does when its pod goes. */
async function stopped(forward: number | undefined): Promise<void> {
  if (!forward) throw new Error('no port-forward');
  process.kill(forward);
  while (isRunning(forward)) await sleep(20);
}

test('after close, which also ends a forward that does not listen yet, nothing is forwarded', async () => {
  const opening = opened(kubectlWith({ ports: { 'service/loki:80': Number(server.url.port) } }));
  await opening.reach('loki', LOKI);
  const starting = problemOf(opening.reach('traefik', { ...LOKI, port: 443 }));
  await new Promise(setImmediate);
  opening.close();

  expect(await starting).toMatch(/^traefik: no port-forward to service\/loki in namespace logging: smoke has ended; /);
  expect(await problemOf(opening.reach('loki', LOKI))).toBe('loki: is not reached any more; try again: smoke has ended');
  const [forward = 0] = fake?.forwards() ?? [];
  while (isRunning(forward)) await sleep(20);
});
