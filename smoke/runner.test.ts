import { formatted } from '../lib/findings/formats/format';
import { contextOf, stackOf } from '../test/smoke-servers/cluster';
import { EndError } from './ends/ends';
import { judged, lineOf, summaryOf } from './report';
import { SMOKE_RULES } from './rules';
import { outcomeOf, runSteps } from './runner';
import { failed, notJudged, ok, type Part, type Step, type Verdict } from './step';
import { until } from './until';
import { urlsIn } from './urls';

const stack = stackOf('seed');
const step = (part: Part, name: string, verdict: Verdict, more: Partial<Step> = {}): Step => ({
  part,
  name,
  run: async () => verdict,
  ...more,
});
const FAILED = failed(SMOKE_RULES.says('refused', 'answered 404', 'enable it'), 'receiver zipkin');

const run = (steps: readonly Step[], all = false) => runSteps({ steps, context: contextOf({ stack }), all });

const STEPS = [
  step('rollout', 'counters', ok('7 spans')),
  step('receivers', 'zipkin', FAILED),
  step('receivers', 'otlp-grpc', ok('read back')),
  step('receivers', 'counters', ok('1 span'), { explains: 'receivers' }),
  step('vote', 'injected pods', notJudged('no kubectl'), { explains: 'vote' }),
];

test('a run ends at the first failure, after what explains it; with --all it goes on', async () => {
  const names = async (all: boolean) => (await run(STEPS, all)).map((result) => result.step.name);

  expect(await names(false)).toEqual(['counters', 'zipkin', 'counters']);
  expect(await names(true)).toEqual(['counters', 'zipkin', 'otlp-grpc', 'counters', 'injected pods']);
});

test('the outcome is that of the worst step', async () => {
  expect(outcomeOf(await run(STEPS))).toBe('broken');
  expect(outcomeOf(await run([STEPS[0], STEPS[4]] as Step[]))).toBe('unproven');
  expect(outcomeOf(await run([STEPS[0]] as Step[]))).toBe('whole');
});

test('an end that is not reached is a failure of the step, and another error is thrown', async () => {
  const thrown = (error: Error): Step => ({ part: 'receivers', name: 'zipkin', run: () => Promise.reject(error) });

  expect((await run([thrown(new EndError('zipkin', 'connection refused', 'start it'))]))[0]?.verdict).toEqual(
    failed(SMOKE_RULES.says('unreachable', 'connection refused', 'start it'), 'zipkin'),
  );
  await expect(run([thrown(new TypeError('a bug'))])).rejects.toThrow('a bug');
});

test('a result is one line, and the last line counts them', async () => {
  const results = (await run(STEPS)).map((result) => ({ ...result, duration: 1240 }));

  expect(results.map((result) => lineOf(result, 20))).toEqual([
    'ok          rollout: counters       1.2 s  7 spans',
    'failed      receivers: zipkin       1.2 s',
    'ok          receivers: counters     1.2 s  1 span',
  ]);
  expect(summaryOf(stack, results, 2)).toBe('seed: 2 ok, 1 failed, 2 not run (--all runs them), in 3.7 s');
});

test('every format has the failure, and what was not judged', async () => {
  const results = await run(STEPS, true);
  const all = judged(stack, results);

  expect(JSON.parse(formatted('json', all))).toMatchObject({
    cluster: 'seed',
    outcome: 'broken',
    steps: [
      { verdict: 'ok', seen: '7 spans' },
      { verdict: 'failed', findings: [{ rule: 'smoke/refused', text: 'receiver zipkin: answered 404; enable it' }] },
      {},
      {},
      { why: 'no kubectl' },
    ],
  });
  expect(formatted('junit', all)).toContain('<failure message="receiver zipkin: answered 404; enable it"');
  expect(formatted('github', all).split('\n')).toEqual([
    '::error file=clusters/seed.yaml,title=smoke/refused::receiver zipkin: answered 404; enable it',
    '::warning title=not proven::vote: injected pods: no kubectl',
  ]);
});

test('what arrives later is waited for, until the time is over', async () => {
  let count = 0;
  const context = contextOf({ stack, timeout: 400 });

  expect(await until(context, async () => (++count === 3 ? 'there' : undefined))).toBe('there');
  expect(await until(context, async () => undefined)).toBeUndefined();
  await expect(until(context, () => Promise.reject(new Error('never')))).rejects.toThrow('never');
});

test.each([
  ['zipkn=http://a', '--url zipkn=http://a: unknown end zipkn; did you mean zipkin?'],
  ['zipkin', '--url zipkin: not a URL; use --url zipkin=http://HOST:PORT'],
  ['zipkin=localhost:9411', '--url zipkin=localhost:9411: not a URL; use --url zipkin=http://HOST:PORT'],
  ['zipkin=udp://a:9411', '--url zipkin=udp://a:9411: zipkin is not reached by udp; use --url zipkin=http://HOST:PORT'],
  ['tempo=tcp://a:3200', '--url tempo=tcp://a:3200: tempo is not reached by tcp; use --url tempo=http://HOST:PORT'],
  [
    'jaeger-thrift-compact=http://a:6831',
    '--url jaeger-thrift-compact=http://a:6831: jaeger-thrift-compact is not reached by http; use --url jaeger-thrift-compact=udp://HOST:PORT',
  ],
  ['otlp-grpc=tcp://a', '--url otlp-grpc=tcp://a: has no port; use --url otlp-grpc=http://HOST:PORT'],
  ['loki=http://me:pass@a', '--url loki=…: has a user or a password, which no request would send; use --url loki=http://HOST:PORT'],
  ['loki=http://a/?token=pass', '--url loki=…: has a query, which no request would send; use --url loki=http://HOST:PORT'],
  ['lokii=http://me:pass@a', '--url lokii=…: unknown end lokii; did you mean loki?'],
  ['loki=http://a\nloki=http://b', '--url loki=http://b: loki is named twice; keep one'],
])('%p is wrong usage', (text, message) => {
  expect(() => urlsIn(text)).toThrow(message);
});

test('several ends are named, one per line', () => {
  expect(
    [...urlsIn('tempo=http://a:3200\njaeger-thrift-compact=udp://a:6831\notlp-grpc=tcp://a:4317')].map(([name, { href }]) => [name, href]),
  ).toEqual([
    ['tempo', 'http://a:3200/'],
    ['jaeger-thrift-compact', 'udp://a:6831'],
    ['otlp-grpc', 'tcp://a:4317'],
  ]);
});
