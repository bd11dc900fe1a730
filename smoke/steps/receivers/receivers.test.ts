import { type AddressInfo, createServer } from 'node:net';
import { status } from '@grpc/grpc-js';
import { isUdp, RECEIVERS, type Receiver } from '../../../charts/tempo/receivers';
import { type TempoServer, type TempoServerProps, tempoServer } from '../../../test/receivers/tempo';
import { openEnds } from '../../ends/open-ends';
import { SMOKE_RULES } from '../../rules';
import type { SmokeStack } from '../../stack';
import type { StepResult } from '../../step';
import { type Context, failed, ok, type Verdict } from '../../step';
import { readinessStep } from '../rollout/readiness';
import { receiverSteps } from './receivers';

const ALL = Object.keys(RECEIVERS) as Receiver[];

const open: TempoServer[] = [];
afterEach(() => {
  for (const tempo of open.splice(0)) tempo.close();
});

interface TryProps extends Partial<TempoServerProps> {
  /** Further URLs, in place of those of the servers. */
  readonly urls?: Readonly<Record<string, string | undefined>>;
  readonly searchesBy?: 'tags' | 'TraceQL';
  readonly headers?: Readonly<Record<string, string>>;
  /** In milliseconds: short where it passes. @default 10 seconds */
  readonly timeout?: number;
  /** A collector with zipkin, which the same server plays. @default none */
  readonly collector?: { readonly decisionWait?: string };
  /** The results of steps before them. @default none */
  readonly earlier?: readonly StepResult[];
  /** How often the same steps are run. @default once */
  readonly rounds?: number;
}

/** The verdicts of all receivers, by name, and the Tempo that they were tried on. */
async function tried(
  receivers: readonly Receiver[],
  { urls = {}, searchesBy = 'TraceQL', headers = {}, timeout = 10_000, rounds = 1, earlier = [], collector, ...props }: TryProps = {},
) {
  const tempo = await tempoServer({ receivers, ...props });
  open.push(tempo);
  const addresses: Record<string, string | undefined> = { tempo: tempo.url };
  for (const [receiver, { to }] of tempo.receivers) addresses[receiver] = `${isUdp(receiver) ? 'udp' : 'http'}://127.0.0.1:${to.port}`;
  if (collector) addresses['collector-zipkin'] = tempo.receivers.get('zipkin')?.to.base;
  const known = Object.entries({ ...addresses, ...urls }).flatMap(([name, url]) =>
    url === undefined ? [] : [[name, new URL(url)] as const],
  );
  const endpoint = { service: 'tempo-distributor', namespace: 'tracing', port: 1 };
  const stack = {
    tempo: {
      ...{ namespace: 'tracing', searchesBy, dataSource: { url: 'http://tempo-query-frontend.tracing.svc:3200', headers } },
      receivers: receivers.map((receiver) => ({ receiver, endpoint })),
    },
    ...(collector && { collector: { title: 'the collector', receivers: [{ receiver: 'zipkin', target: endpoint }], ...collector } }),
  } as unknown as SmokeStack;
  const context = {
    ...{ stack, ends: openEnds(new Map(known), undefined), timeout, mark: 'smoke-8f3a91c2' },
    signal: new AbortController().signal,
  } as unknown as Context;
  const verdicts: Record<string, Verdict> = {};
  const steps = receiverSteps(stack);
  for (let round = 0; round < rounds; round++) for (const step of steps) verdicts[step.name] = await step.run(context, earlier);
  return { tempo, verdicts };
}

/** The problem and the fix of a failure; ids and ports differ from run to run. */
function causeOf(verdict: Verdict | undefined): string {
  if (verdict?.verdict !== 'failed') return JSON.stringify(verdict);
  const [{ statement, subject }] = verdict.causes;
  const text = `${statement.rule} ${subject}: ${statement.problem}; ${statement.fix}`;
  return text.replace(/\b[0-9a-f]{32}\b/g, 'ID').replace(/127\.0\.0\.1:\d+/g, 'HERE');
}

test('every receiver: the span is read back, and found by search', async () => {
  const { verdicts, tempo } = await tried(ALL);

  const seen = expect.stringMatching(/^trace [1-9a-f][0-9a-f]{31} read back after \S+ s, found by search after \S+ s$/);
  expect(verdicts).toEqual(Object.fromEntries(ALL.map((receiver) => [receiver, { verdict: 'ok', seen }])));
  const [span] = tempo.receivers.get('zipkin')?.received ?? [];
  expect(span?.span).toMatchObject({
    service: 'tempo-gitops-smoke',
    name: 'smoke zipkin',
    attributes: { 'tempo_gitops.smoke': 'smoke-8f3a91c2' },
  });
  const age = Date.now() - (span?.span.start ?? 0);
  expect(age).toBeGreaterThan(30_000);
  expect(age).toBeLessThan(120_000);
  expect(tempo.asked.find((path) => path.startsWith('/api/search'))).toMatch(/\?q=.*&start=\d{10}&end=\d{10}&/);
});

test('a second round sends new spans', async () => {
  const { verdicts, tempo } = await tried(['zipkin', 'otlp-http'], { rounds: 2 });

  expect(Object.values(verdicts).map(({ verdict }) => verdict)).toEqual(['ok', 'ok']);
  for (const { received } of tempo.receivers.values()) expect(new Set(received.map(({ span }) => span.traceId)).size).toBe(2);
});

test('Tempo 1.5 names things otherwise, and may have no search', async () => {
  const names = { batches: 'batches', scopes: 'instrumentationLibrarySpans' };
  const off = (path: string) => (path === '/api/search' ? { code: 404, body: '404 page not found\n' } : undefined);

  const { verdicts, tempo } = await tried(['zipkin'], { names, searchesBy: 'tags' });
  const without = await tried(['zipkin'], { names, searchesBy: 'tags', answers: off });

  expect(verdicts.zipkin).toEqual({ verdict: 'ok', seen: expect.stringContaining('found by search') });
  expect(tempo.asked.at(-1)).toContain('?tags=service.name');
  expect(without.verdicts.zipkin).toEqual({ verdict: 'ok', seen: expect.stringContaining('; the search of this Tempo is off') });
});

test('UDP is not judged through a port-forward', async () => {
  const { verdicts } = await tried(['jaeger-thrift-compact', 'zipkin'], { urls: { 'jaeger-thrift-compact': undefined } });

  expect(verdicts).toMatchObject({
    'jaeger-thrift-compact': {
      verdict: 'not judged',
      why: 'jaeger-thrift-compact is UDP, and a port-forward is TCP; use --url jaeger-thrift-compact=udp://HOST:PORT',
    },
    zipkin: { verdict: 'ok' },
  });
});

test.each([
  ['jaeger-thrift-binary', 'http', 'listens on UDP', 'use --url jaeger-thrift-binary=udp://HOST:PORT'],
  ['zipkin', 'udp', 'does not listen on UDP', 'use --url zipkin=http://HOST:PORT'],
] as const)('%s by %s', async (receiver, scheme, problem, fix) => {
  await expect(tried([receiver], { urls: { [receiver]: `${scheme}://127.0.0.1:9` } })).rejects.toMatchObject({
    end: receiver,
    problem,
    fix,
  });
});

test('a receiver that is not there', async () => {
  const { verdicts } = await tried(['jaeger-grpc', 'otlp-http', 'zipkin', 'jaeger-thrift-http']);
  const [grpc, http] = [open[0]?.receivers.get('jaeger-grpc')?.to.base, open[0]?.url];
  expect(Object.values(verdicts).map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'ok', 'ok']);

  const other = await tried(['otlp-grpc', 'zipkin', 'otlp-http'], {
    urls: { 'otlp-grpc': grpc, zipkin: http, 'otlp-http': 'http://127.0.0.1:1' },
  });

  expect(Object.values(other.verdicts).map(causeOf)).toEqual([
    expect.stringMatching(
      /^smoke\/refused receiver otlp-grpc: answered with gRPC status UNIMPLEMENTED: .*; correct --url otlp-grpc=URL, or enable otlp-grpc in tempo.receivers, and sync Tempo$/,
    ),
    'smoke/refused receiver zipkin: answered 404 Not Found: 404 page not found (--url); correct --url zipkin=URL, or enable zipkin in tempo.receivers, and sync Tempo',
    'smoke/unreachable receiver otlp-http: connection refused at HERE (--url); correct --url otlp-http=URL, or see the pods and the logs of the distributor',
  ]);
});

test('a port that ends the connection, as a port-forward does where nothing listens in the pod', async () => {
  const server = createServer((socket) => void socket.once('data', () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { verdicts } = await tried(['zipkin', 'otlp-grpc'], { urls: { zipkin: url, 'otlp-grpc': url } });
  server.close();

  expect(Object.values(verdicts).map(causeOf)).toEqual(
    ['zipkin', 'otlp-grpc'].map(
      (name) =>
        `smoke/refused receiver ${name}: HERE closed the connection without an answer (--url); correct --url ${name}=URL, or enable ${name} in tempo.receivers, and sync Tempo: nothing listens on its port there`,
    ),
  );
});

test('of a Tempo that is not ready, no receiver is said to be off', async () => {
  const step = readinessStep({} as SmokeStack);
  const ready = (verdict: Verdict): StepResult[] => [{ step, verdict, duration: 1 }];
  const down = ready(failed(SMOKE_RULES.says('not-ready', 'is not ready', 'see its log'), 'pod tempo-0'));
  const server = createServer((socket) => void socket.once('data', () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const closing = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const urls = { zipkin: closing, 'otlp-http': 'http://127.0.0.1:1' };

  const [asDown, asReady] = [
    await tried(['zipkin', 'otlp-http'], { urls, earlier: down }),
    await tried(['zipkin', 'otlp-http'], { urls, earlier: ready(ok('1 pod is ready')) }),
  ];
  server.close();

  expect(Object.values(asDown.verdicts).map(causeOf)).toEqual([
    'smoke/refused receiver zipkin: HERE closed the connection without an answer (--url); see above why Tempo is not ready, and run smoke again when it is',
    'smoke/unreachable receiver otlp-http: connection refused at HERE (--url); see above why Tempo is not ready, and run smoke again when it is',
  ]);
  expect(causeOf(asReady.verdicts.zipkin)).toContain('enable zipkin in tempo.receivers, and sync Tempo: nothing listens on its port there');
});

test('a Tempo with tenants', async () => {
  const wants = { answer: { code: 401, status: status.UNAUTHENTICATED, body: 'no org id', details: 'no org id' } };
  const { verdicts } = await tried(['otlp-grpc', 'otlp-http'], wants);

  expect(causeOf(verdicts['otlp-http'])).toBe(
    'smoke/refused receiver otlp-http: answered 401 Unauthorized: no org id (--url); turn multitenancy off, or add the header X-Scope-OrgID to all senders and the data source',
  );
  expect(causeOf(verdicts['otlp-grpc'])).toMatch(/^smoke\/refused receiver otlp-grpc: .* no org id/);
  await expect(tried(['zipkin'], { answers: () => ({ code: 401, body: 'no org id\n' }), timeout: 400 })).rejects.toMatchObject({
    problem: expect.stringMatching(/ answered 401 no org id$/),
    fix: 'add the header X-Scope-OrgID to the data source',
  });

  const { tempo } = await tried(['zipkin'], { headers: { 'x-scope-orgid': 'team-a', authorization: 'x' } });

  expect(tempo.headers).toMatchObject({ 'x-scope-orgid': 'team-a', authorization: 'x' });
  expect(tempo.receivers.get('zipkin')?.received[0]?.headers).toMatchObject({ 'x-scope-orgid': 'team-a' });
  expect(tempo.receivers.get('zipkin')?.received[0]?.headers).not.toHaveProperty('authorization');
});

test('a span that is accepted and lost, changed, or not found by search', async () => {
  const lost = await tried(['zipkin', 'jaeger-thrift-compact'], { store: () => undefined, timeout: 400 });
  const changed = await tried(['zipkin'], { store: (span) => ({ ...span, service: 'collector' }) });
  const hidden = await tried(['zipkin'], { searches: false, timeout: 400 });

  expect([...Object.values(lost.verdicts), changed.verdicts.zipkin, hidden.verdicts.zipkin].map(causeOf)).toEqual([
    'smoke/not-stored receiver zipkin: accepted trace ID, which http://tempo-query-frontend.tracing.svc:3200 does not have after 0.4 s; see the counters of Tempo below, and the logs of its pods',
    'smoke/not-stored receiver jaeger-thrift-compact: was sent trace ID, which http://tempo-query-frontend.tracing.svc:3200 does not have after 0.4 s; see whether jaeger-thrift-compact is enabled and its UDP port is reached, then the logs of the distributor',
    'smoke/changed-span receiver zipkin: trace ID has span smoke zipkin of service collector instead of span smoke zipkin of service tempo-gitops-smoke; look for a collector in between that changes it',
    'smoke/not-found-by-search receiver zipkin: trace ID is there, but a search for its service finds nothing after 0.4 s; see the logs of the query-frontend',
  ]);
});

describe('a collector', () => {
  const OF_COLLECTOR = 'zipkin of the collector';
  /** Of the spans of a Tempo that has only its own. */
  const only = async (props: TryProps) => (await tried(['zipkin'], { collector: {}, ...props })).verdicts[OF_COLLECTOR];

  test('passes a span on', async () => {
    const { verdicts, tempo } = await tried(['zipkin'], { collector: { decisionWait: '30s' } });
    expect(Object.entries(verdicts)).toEqual([
      ['zipkin', expect.objectContaining({ verdict: 'ok' })],
      [OF_COLLECTOR, expect.objectContaining({ verdict: 'ok' })],
    ]);
    expect(tempo.receivers.get('zipkin')?.received).toHaveLength(2);
  });

  test('that loses one', async () => {
    expect(causeOf(await only({ store: () => undefined, timeout: 400 }))).toBe(
      'smoke/not-stored receiver zipkin of the collector: accepted trace ID, which http://tempo-query-frontend.tracing.svc:3200 does not have after 0.4 s; see the logs of the collector: its exporter says what Tempo answers',
    );
  });

  test('that samples may drop it', async () => {
    expect(await only({ collector: { decisionWait: '30s' }, store: () => undefined, timeout: 400 })).toEqual({
      verdict: 'not judged',
      why: expect.stringMatching(
        /^accepted trace \w+, which http:\S+ does not have after 0.4 s: collector.tailSampling may have dropped it, which it decides 30s after the first span; add a policy that keeps those of tempo-gitops-smoke$/,
      ),
    });
  });

  test('that does not receive it', async () => {
    expect(causeOf(await only({ urls: { 'collector-zipkin': 'http://127.0.0.1:1' } }))).toBe(
      'smoke/unreachable receiver zipkin of the collector: connection refused at HERE (--url); correct --url collector-zipkin=URL, or see the pods and the logs of the collector',
    );
  });
});

test.each([
  [404, '404 page not found\n', /\/api\/traces\/\w+ answered 404 page not found$/, 'correct --url tempo=URL'],
  [200, '<html>Grafana</html>', / answered 200 <html>Grafana<\/html>$/, 'correct --url tempo=URL'],
  [500, 'error querying ingesters', / answered 500 error querying ingesters$/, 'see the logs of the query-frontend'],
] as const)('the data source gets %s', async (code, body, problem, fix) => {
  await expect(tried(['zipkin'], { answers: () => ({ code, body }), timeout: 400 })).rejects.toMatchObject({
    end: 'tempo',
    problem: expect.stringMatching(problem),
    fix,
  });
});
