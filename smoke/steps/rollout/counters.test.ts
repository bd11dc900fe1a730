import { kubectlWith, run, said, stackOf } from '../../../test/smoke-servers/cluster';
import { listen, type Server } from '../../../test/smoke-servers/server';
import { SMOKE_RULES } from '../../rules';
import { failed, ok, type Step } from '../../step';
import { counterSteps } from './counters';

const stack = stackOf('seed');

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

/** The counters that a process has one after the other. */
async function counting(...texts: readonly string[]): Promise<URL> {
  const left = [...texts];
  const server = await listen(({ path }) => (path === '/metrics' ? [200, left.length > 1 ? left.shift() : left[0]] : [404]));
  servers.push(server);
  return server.url;
}

const RECEIVER: Step = { part: 'receivers', name: 'zipkin', run: async () => ok('accepted') };

const judged = async (urls: Readonly<Record<string, URL>>, between: readonly Step[] = [RECEIVER]) => {
  const { before, after } = counterSteps();
  return said(await run([before, ...between, after], { stack, urls })).filter((line) => line.startsWith('counters'));
};

const metrics = (values: Readonly<Record<string, number>>) =>
  ['# TYPE tempo_distributor_spans_received_total counter', ...Object.entries(values).map(([name, value]) => `${name} ${value}`)].join(
    '\n',
  );

test('the spans in between are received, and none is lost', async () => {
  const distributor = await counting(
    metrics({
      'tempo_distributor_spans_received_total{tenant="single-tenant"}': 7,
      'tempo_discarded_spans_total{reason="rate_limited"}': 2,
    }),
    metrics({
      'tempo_distributor_spans_received_total{tenant="single-tenant"}': 1e1,
      'tempo_discarded_spans_total{reason="rate_limited"}': 2,
    }),
  );

  expect(await judged({ distributor })).toEqual([
    'counters: ok: 7 spans received so far',
    'counters: ok: 3 spans received, none discarded, no failed flush',
  ]);
});

test.each<[string, Record<string, number>, string]>([
  [
    'discarded spans',
    { 'tempo_discarded_spans_total{reason="trace_too_large",tenant="single-tenant"}': 4 },
    'distributor: discarded 4 spans: trace_too_large; raise that limit in the overrides of tempo.values, or let the sender sample',
  ],
  [
    'spans discarded for two limits',
    { 'tempo_discarded_spans_total{reason="rate_limited"}': 1, 'tempo_discarded_spans_total{reason="trace_too_large"}': 4 },
    'distributor: discarded 5 spans: rate_limited and trace_too_large; raise those limits in the overrides of tempo.values, or let the sender sample',
  ],
  [
    'a span discarded for no limit',
    { 'tempo_discarded_spans_total{reason="internal_error"}': 1 },
    'distributor: discarded 1 span: internal_error; see its logs',
  ],
  ['refused spans', { 'tempo_receiver_refused_spans{receiver="zipkin"}': 2 }, 'distributor: refused 2 spans; see its logs'],
  [
    'an ingester that is not reached',
    { 'tempo_distributor_ingester_append_failures_total{ingester="10.0.0.1:9095"}': 3, tempo_receiver_refused_spans: 2 },
    'distributor: failed 3 times to pass on what it received; see its logs, and whether the next process is ready',
  ],
  [
    'a Kafka that is not reached',
    { 'tempo_distributor_produce_failures_total{reason="timeout"}': 3 },
    'distributor: failed 3 times to pass on what it received; see its logs, and whether the next process is ready',
  ],
  [
    'a storage that refuses',
    { tempo_ingester_failed_flushes_total: 1 },
    'ingester: failed 1 time to write to the storage; see its logs for the answer of the storage',
  ],
])('%s are named', async (_what, lost, cause) => {
  const received = { tempo_distributor_spans_received_total: 1 };
  const distributor = await counting(metrics({ tempo_distributor_spans_received_total: 0 }), metrics({ ...received, ...lost }));

  expect((await judged({ distributor }))[1]).toBe(`counters: ${cause}`);
});

test('writes to ingesters that the distributor cancels once enough have a trace lose nothing, unless the trace is missing', async () => {
  const before = { tempo_distributor_spans_received_total: 0 };
  const after = { tempo_distributor_spans_received_total: 1, tempo_distributor_ingester_append_failures_total: 8 };
  const missing: Step = { ...RECEIVER, run: async () => failed(SMOKE_RULES.says('not-stored', 'Tempo has no trace', 'see its logs')) };

  const counted = () => counting(metrics(before), metrics(after));
  expect((await judged({ distributor: await counted() }))[1]).toBe('counters: ok: 1 span received, none discarded, no failed flush');
  expect((await judged({ distributor: await counted() }, [missing]))[1]).toBe(
    'counters: distributor: failed 8 times to pass on what it received; see its logs, and whether the next process is ready',
  );
});

test('spans that a receiver accepted and no distributor counted went elsewhere', async () => {
  const distributor = await counting(metrics({ tempo_distributor_spans_received_total: 5 }));

  expect((await judged({ distributor }))[1]).toBe(
    'counters: distributor: counted none of the spans that zipkin accepted; see which program listens at that address',
  );
  expect((await judged({ distributor }, []))[1]).toBe('counters: ok: 0 spans received, none discarded, no failed flush');
});

test('the counters of all processes are added, and one that was restarted counts from 0', async () => {
  const [distributor, ingester] = await Promise.all([
    counting(metrics({ tempo_distributor_spans_received_total: 100 }), metrics({ tempo_distributor_spans_received_total: 2 })),
    counting(metrics({ tempo_ingester_failed_flushes_total: 0 }), metrics({ tempo_ingester_failed_flushes_total: 2 })),
  ]);

  expect(await judged({ distributor, ingester })).toEqual([
    'counters: ok: 100 spans received so far',
    'counters: ingester: failed 2 times to write to the storage; see its logs for the answer of the storage',
  ]);
});

test('one process that was restarted does not hide what another one lost, nor the spans that it received', async () => {
  const [distributor, ingester] = await Promise.all([
    counting(
      metrics({ tempo_distributor_spans_received_total: 5, tempo_distributor_ingester_append_failures_total: 9 }),
      metrics({ tempo_distributor_spans_received_total: 1 }),
    ),
    counting(metrics({ tempo_ingester_failed_flushes_total: 4 }), metrics({ tempo_ingester_failed_flushes_total: 4 })),
  ]);

  expect((await judged({ distributor, ingester }))[1]).toBe('counters: ok: 1 span received, none discarded, no failed flush');
  const others = await Promise.all([
    counting(metrics({ tempo_discarded_spans_total: 100 }), metrics({ tempo_discarded_spans_total: 0 })),
    counting(metrics({ tempo_discarded_spans_total: 1 }), metrics({ tempo_discarded_spans_total: 3 })),
  ]);
  expect((await judged({ ingester: others[0], compactor: others[1] }))[1]).toMatch(/^counters: distributor: discarded 2 spans: /);
});

test('where no process that receives spans is read, none is missing', async () => {
  const ingester = await counting(metrics({ tempo_ingester_failed_flushes_total: 0 }));

  expect(await judged({ ingester })).toEqual(['counters: ok: read from ingester', 'counters: ok: none discarded, no failed flush']);
});

test('without an end, and where something else answers, it is said', async () => {
  const other = await listen(() => [404, 'page not found']);
  servers.push(other);

  expect((await judged({}))[0]).toBe('counters: not judged: needs kubectl, or the HTTP port of a process by --url distributor=URL');
  expect((await judged({ distributor: other.url }))[0]).toBe(
    `counters: distributor: ${other.url.origin}/metrics answered 404 page not found; correct --url distributor=URL`,
  );
});

test('counters of a Tempo that is not ready are not judged', async () => {
  const server = await listen(() => [200, '']);
  server.close();
  const [ready, { before }] = [{ ...RECEIVER, part: 'rollout', name: 'Tempo is ready' } as const, counterSteps()];
  const notReady: Step = { ...ready, run: async () => failed(SMOKE_RULES.says('not-ready', 'is not ready', 'see its log')) };
  const lastWith = async (first: Step) =>
    said(await run([first, before], { stack, urls: { distributor: server.url }, kubectl: kubectlWith({}) })).at(-1);

  expect(await lastWith(notReady)).toMatch(/^counters: not judged: Tempo is not ready: connection refused at /);
  expect(await lastWith(ready)).toMatch(/^counters: distributor: connection refused at /);
});
