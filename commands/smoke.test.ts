import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../lib/command-line/running';
import { type TempoServer, tempoServer } from '../test/receivers/tempo';
import { type FakeKubectl, type FakeKubectlProps, fakeKubectl } from '../test/smoke-servers/kubectl-program';
import { listen } from '../test/smoke-servers/server';
import { ROOT, Workspace } from '../test/workspace';

const at = new Workspace();

const CLUSTER = `domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  monolithic: 2.2.4
  receivers: [zipkin, otlp-http]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
grafana: {}
`;

/** The pod of Tempo is ready. */
const PODS = {
  'get pods -n tracing -l app.kubernetes.io/instance=tempo': {
    items: [{ metadata: { name: 'tempo-0' }, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } }],
  },
};

let tempo: TempoServer;
let kubectl: FakeKubectl | undefined;
beforeAll(async () => {
  tempo = await tempoServer({ receivers: ['zipkin', 'otlp-http'] });
});
afterAll(() => tempo.close());
beforeEach(() => {
  // Nothing runs yet, so that there is no change to judge.
  rmSync(path.join(at.folder, 'dist'), { recursive: true });
  at.write('clusters/home.yaml', CLUSTER);
  expect(at.run('main.ts').status).toBe(0);
});
afterEach(() => {
  kubectl?.remove();
  kubectl = undefined;
});

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs smoke while the servers of this process answer. */
function smoke(args: readonly string[], props?: FakeKubectlProps): Promise<Ran> {
  if (props) kubectl = fakeKubectl(props);
  const PATH = kubectl?.environment.PATH ?? '/nowhere';
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [path.join(ROOT, 'lib/launch.js'), 'commands/smoke.ts', ...args],
      { cwd: at.folder, env: { PATH } },
      (error, stdout, stderr) => resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    ),
  );
}

const urls = () => ['tempo', ...tempo.receivers.keys()].flatMap((name) => ['--url', `${name}=${urlOf(name)}`]);
const urlOf = (name: string) => [...tempo.receivers].find(([receiver]) => receiver === name)?.[1].to.base ?? tempo.url;

/** The verdict and the title of each line. */
const verdicts = ({ stdout }: Ran) =>
  stdout
    .trim()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(/ {2,}/).slice(0, 2).join(' '));

test('with --url for the ends, every receiver is tried, and what needs kubectl is not judged', async () => {
  const ran = await smoke([...urls(), '--timeout', '5', '--all']);

  expect(verdicts(ran)).toEqual([
    'not judged rollout: Application home-tracing',
    'not judged rollout: Application home-tracing-tempo',
    'failed rollout: Tempo is ready',
    'failed rollout: counters',
    'ok receivers: zipkin',
    'ok receivers: otlp-http',
    'failed receivers: counters',
    'not judged storage: permissions',
    'not judged storage: block',
  ]);
  expect(ran.stderr).toContain(`clusters/home.yaml: tempo: ${tempo.url}/ready answered 404 page not found; see the logs of Tempo\n`);
  expect(ran.status).toBe(1);
});

test('by kubectl, it ends at the first failure, with its cause, after the steps that explain it', async () => {
  const ran = await smoke(['--context', 'home', '--timeout', '1', 'home'], { prints: PODS });

  expect([ran.status, ...verdicts(ran)]).toEqual([
    1,
    'failed rollout: Application home-tracing',
    'ok rollout: Tempo is ready',
    'failed rollout: counters',
  ]);
  expect(ran.stdout).toMatch(/\nhome: 1 ok, 2 failed, 6 not run \(--all runs them\), in \d+\.\d s\n$/);
  expect(ran.stderr.split('\n')[0]).toBe(
    'clusters/home.yaml: Application home-tracing: does not exist in namespace argocd; kubectl apply -f dist/home/bootstrap.k8s.yaml',
  );
  expect(kubectl?.calls()[1]).toBe('--context=home get applications.argoproj.io home-tracing -n argocd -o json');
});

test('after a failure that others are still waited for, it ends at once, with every port-forward', async () => {
  at.write('clusters/home.yaml', CLUSTER.replace('tracing.git"}', 'tracing.git", cluster: edge}'));
  // It accepts spans, and has none of them.
  const empty = await listen(({ method, path }) => (method === 'POST' || path === '/metrics' ? [200, ''] : [404]));
  const port = Number(empty.url.port);
  const start = performance.now();
  const ran = await smoke(['--context', 'home', '--timeout', '60', '--url', 'zipkin=http://127.0.0.1:1'], {
    ports: { 'service/tempo:3200': port, 'service/tempo:4318': port },
    prints: PODS,
  });
  empty.close();

  expect([ran.status, verdicts(ran).filter((line) => line.startsWith('failed'))]).toEqual([1, ['failed receivers: zipkin']]);
  expect(performance.now() - start).toBeLessThan(30_000);
  expect(kubectl?.forwards().filter(isRunning)).toEqual([]);
}, 60_000);

test('--format prints one document and nothing else', async () => {
  const { stdout, stderr, status } = await smoke([...urls(), '--timeout', '1', '--format', 'json']);

  expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  expect(JSON.parse(stdout)).toMatchObject({ cluster: 'home', outcome: 'broken' });
});

test('a missing kubectl is one line', async () => {
  expect(await smoke([])).toEqual({
    status: 1,
    stdout: '',
    stderr: 'kubectl is not on PATH; install it, or name every end by --url NAME=URL\n',
  });
  expect((await smoke(['--context', 'home', ...urls()])).stderr).toBe(
    'kubectl, which --context is for, is not on PATH; install it, or remove --context\n',
  );
});

test('a kubectl that reaches no cluster is one line, before any step', async () => {
  const fails = {
    'get --raw /version': 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?',
  };
  const problem = `kubectl reaches no cluster (${fails['get --raw /version']})`;

  expect(await smoke(['--timeout', '60'], { fails })).toEqual({
    status: 1,
    stdout: '',
    stderr: `${problem}; name one by --context, or every end by --url NAME=URL\n`,
  });
});

test.each([
  [['--timeout', 'soon'], '--timeout soon: not a number of seconds up to 3600; use --timeout 60'],
  [['--url', 'tempoo=http://a'], '--url tempoo=http://a: unknown end tempoo; did you mean tempo?'],
  [['hom'], 'no cluster hom in clusters; did you mean home?'],
])('%j is wrong usage', async (args, message) => {
  const { status, stderr } = await smoke(args);

  expect([status, stderr.split('\n')[0]]).toEqual([2, message]);
});

test('Ctrl-C ends it, and every port-forward', async () => {
  // Argo CD in another cluster is not waited for.
  at.write('clusters/home.yaml', CLUSTER.replace('tracing.git"}', 'tracing.git", cluster: edge}'));
  const silent = await listen(() => [503]);
  const forwarding = fakeKubectl({ ports: { 'service/tempo:3200': Number(silent.url.port) }, prints: PODS });
  kubectl = forwarding;
  const child = spawn(process.execPath, [path.join(ROOT, 'lib/launch.js'), 'commands/smoke.ts', '--all', '--timeout', '60'], {
    cwd: at.folder,
    env: { PATH: forwarding.environment.PATH },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)));
  while (forwarding.forwards().length === 0) await sleep(100);
  const [forward = 0] = forwarding.forwards();
  expect(isRunning(forward)).toBe(true);
  child.kill('SIGINT');

  expect(await ended).toBe(130);
  while (isRunning(forward)) await sleep(50);
  silent.close();
});

test('a cluster without output is refused', async () => {
  expect(await smoke([...urls(), '--out', 'elsewhere'])).toMatchObject({
    status: 1,
    stderr: 'elsewhere/home: contains no manifest; run `npm run synth`\n',
  });
});
