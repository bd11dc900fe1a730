import { kubectlWith, run, said, stackOf } from '../../../test/smoke-servers/cluster';
import { type Demo, type DemoProps, startDemo } from '../../../test/smoke-servers/demo';
import type { Kubectl } from '../../ends/kubectl';
import { voteSteps } from './vote';

const seed = stackOf('seed');
const otlp = stackOf('otlp');

let demo: Demo | undefined;
afterEach(() => demo?.close());

const judged = async (props: DemoProps = {}, stack = seed, kubectl?: Kubectl) => {
  demo = await startDemo(props);
  const urls = { traefik: demo.traefik.url, loki: demo.loki.url, tempo: demo.tempo.url };
  return said(await run(voteSteps(stack), { stack, urls, kubectl }));
};

const line = async (...args: Parameters<typeof judged>) => (await judged(...args))[0];

test('a vote is found by its log line, without and with incoming headers, and its trace has every service', async () => {
  const [plain, incoming, services] = await judged();

  expect(plain).toMatch(/^by its log line: ok: trace [0-9a-f]{32}, by its line in Loki$/);
  expect(incoming).toMatch(/^with incoming b3: ok: trace [0-9a-f]{32}/);
  expect(services).toBe('services: ok: the trace has spans of traefik, web, voting, linkerd-proxy');
  expect(demo?.traefik.asked.map(({ path, query, headers }) => [path, query.get('choice'), headers.host])).toEqual([
    ['/api/vote', ':joy:', 'emojivoto.picluster.ricsanfre.com'],
    ['/api/vote', ':joy:', 'emojivoto.picluster.ricsanfre.com'],
  ]);
  expect(demo?.traefik.asked.map(({ query }) => query.get('smoke'))).toEqual(['smoke-test-plain-1', 'smoke-test-b3-1']);
});

test('Traefik 3 gets a traceparent', async () => {
  expect(await judged({ traefik: '3.7.11', services: ['traefik', 'web'] }, otlp)).toEqual([
    expect.stringMatching(/^by its log line: ok: /),
    expect.stringMatching(/^with incoming traceparent: ok: /),
    'services: ok: the trace has spans of traefik, web',
    'injected pods: not judged: needs kubectl on PATH, and a cluster that it reaches',
  ]);
});

test.each<[string, DemoProps, typeof seed]>([
  ['b3', {}, seed],
  ['traceparent', { traefik: '3.7.11' }, otlp],
])('a Traefik that does not continue the trace of %s has its cause', async (format, props, stack) => {
  const [plain, incoming] = await judged({ ...props, dropsIncoming: true }, stack);

  expect(plain).toMatch(/: ok: /);
  expect(incoming).toMatch(
    new RegExp(
      `^with incoming ${format}: Traefik: the log line of the vote has trace [0-9a-f]{32}, and its request was sent with the ${format} of trace [0-9a-f]{32}; let the proxy in front of Traefik forward that header, and run Traefik with the values of dist/ in namespace `,
    ),
  );
});

test('a Traefik that may read other headers need not continue it, and one may have ids of 64 bits', async () => {
  const unknown = { ...seed, vote: seed.vote && { ...seed.vote, traefik: { ...seed.vote.traefik, reads: [] } } };

  expect((await judged({ dropsIncoming: true }, unknown))[1]).toMatch(/^with incoming b3: ok: /);
  demo?.close();
  const short = (text: string) => text.replace(/("request_X-B3-Traceid":")\w{16}/, '$1');
  expect((await judged({ line: short, services: [] }))[1]).toMatch(/ does not have trace [0-9a-f]{16} of the log line /);
});

test.each<[string, DemoProps, string]>([
  [
    'no router',
    { answers: [404, '404 page not found\n'] },
    'answered 404 page not found; run kubectl get pods,ingress -n emojivoto, see whether the pods are ready and the host and the entry point are right, and read the log of Traefik in namespace traefik',
  ],
  [
    'no pod of the demo',
    { answers: [503, 'no available server'] },
    'answered 503 no available server; see kubectl get pods,endpoints -n emojivoto',
  ],
  ['a login', { answers: [401] }, 'answered 401; remove the middleware that asks for a login, at least from /api/vote'],
  [
    'a redirect to TLS',
    { answers: [308, '', { location: 'https://emojivoto.picluster.ricsanfre.com/api/vote' }] },
    'redirects to https://emojivoto.picluster.ricsanfre.com; name the entry point with TLS by --url traefik=https://HOST:PORT',
  ],
])('%s has its cause', async (_what, props, cause) => {
  expect(await line(props)).toBe(`by its log line: emojivoto.picluster.ricsanfre.com: ${demo?.traefik.url.origin} ${cause}`);
});

test('no log line, and whether only Loki is without it, are told apart', async () => {
  const logs = kubectlWith({ logs: { 'logs -n traefik': 'GET /api/vote?smoke=smoke-test-plain-1\n' } });

  expect(await line({ line: () => undefined })).toBe(
    'by its log line: Traefik: Loki has no access log line with smoke-test-plain after 0.3 s; run Traefik with the values of dist/, which turn on the access log on standard output',
  );
  demo?.close();
  expect(await line({ line: () => undefined }, seed, logs)).toBe(
    'by its log line: Loki: has no line with smoke-test-plain after 0.3 s, and kubectl logs has it; let the log collector read namespace traefik, or correct grafana.loki.url',
  );
});

test('a line of another Traefik, and one without the kept header, are told apart', async () => {
  const [expression] = seed.loki?.expressions ?? [];

  expect(await line({ traefik: '3.7.11' })).toBe(
    `by its log line: Traefik: the log line of the vote in Loki has trace_id and TraceId, and the delivered expression ${expression} does not match it; pin the release of Traefik that runs in traefik.chart or traefik.k3s, and deliver the data source of dist/`.replace(
      'trace_id and TraceId',
      'TraceId and trace_id',
    ),
  );
  demo?.close();
  expect(await line({ line: (text) => text.replace(/"request_X-B3-Traceid":"\w+",/, '') })).toBe(
    `by its log line: Traefik: the log line of the vote in Loki has no field with a trace id, and the delivered expression ${expression} does not match it; run Traefik with the values of dist/, which keep the field`,
  );
});

test('a collector of logs may put the line into another JSON object', async () => {
  expect(await line({ line: (text) => JSON.stringify({ log: text }) })).toMatch(/: ok: /);
});

/** The line of the redirect to TLS, which has a trace of its own. */
const redirect = (text: string) =>
  text
    .replace(/"DownstreamStatus":\d+/, '"DownstreamStatus":308')
    .replace(/"OriginStatus":\d+/, '"OriginStatus":0')
    .replace(/("request_X-B3-Traceid":")\w+/, '$1f00df00df00df00df00df00df00df00d');

test.each<[string, (text: string) => string]>([
  ['as Traefik wrote it', redirect],
  ['in another JSON object', (text) => JSON.stringify({ log: redirect(text) })],
])('the line of a redirect, %s, is not that of the vote', async (_what, redirected) => {
  expect(redirected('"DownstreamStatus":200')).toContain('308');
  // Of several lines, the message would name their number.
  expect(await line({ line: (text) => [redirected(text), text], services: [] })).toMatch(/ does not have trace (?!f00d)[0-9a-f]{32} of /);
  demo?.close();
  expect(await line({ line: redirected })).toContain(' no access log line with smoke-test-plain ');
});

test('the query of smoke in the log of Loki does not count as an access log line', async () => {
  const query = 'level=info component=querier query="{namespace=~\\".+\\"} |= \\"smoke-test-plain\\""';

  expect(await line({ line: (text) => [query, text] })).toMatch(/: ok: trace /);
  demo?.close();
  expect(await line({ line: () => query })).toContain(' no access log line with smoke-test-plain ');
});

test('a trace that never arrives has its cause', async () => {
  expect(await line({ services: [] })).toMatch(
    /^by its log line: Traefik: http:\/\/tempo-query-frontend\.tracing\.svc\.cluster\.local:3200 does not have trace [0-9a-f]{32} of the log line after 0\.3 s; see the log of Traefik in namespace traefik for its exporter, and whether it runs with the values of dist\/$/,
  );
});

describe('with a collector', () => {
  const withCollector = (fields: string) => stackOf('otlp', ['traefik:\n', `collector: {${fields}}\n\ntraefik:\n`]);
  const sampled = withCollector('chart: 0.170.0, tailSampling: {decisionWait: 5s, policies: [{name: odd, type: span_count}]}');

  test('its receivers are those of the cluster file', () => {
    const service = { service: 'tempo-collector', namespace: 'tracing' };
    expect(sampled.collector).toEqual({
      title: 'the collector',
      decisionWait: '5s',
      receivers: [
        { receiver: 'otlp-grpc', target: { ...service, port: 4317 } },
        { receiver: 'otlp-http', target: { ...service, port: 4318, path: '/v1/traces' } },
      ],
    });
    expect(withCollector('external: {endpoint: "otel.monitoring:4318"}').collector).toEqual({
      title: 'the collector at otel.monitoring:4318',
      receivers: [{ receiver: 'otlp-http', target: { url: 'http://otel.monitoring:4318', namespace: 'tracing' } }],
    });
  });

  test.each([
    ['keeps all', 'policies: [{name: all, type: always_sample}]', 'otlp'],
    ['is not passed by Traefik 2', 'policies: [{name: odd, type: span_count}]', 'seed'],
  ])('that %s, a trace is lost', async (_what, policies, name) => {
    const stack = stackOf(name as 'otlp', ['traefik:\n', `collector: {chart: 0.170.0, tailSampling: {${policies}}}\n\ntraefik:\n`]);
    expect(stack.vote?.traefik.isSampled).toBeUndefined();
  });

  test('that samples, a trace may be dropped', async () => {
    const [plain, , services] = await judged({ traefik: '3.7.11', services: [] }, sampled);
    expect(plain).toMatch(
      /^by its log line: not judged: Tempo does not have trace [0-9a-f]{32} of the log line, and collector.tailSampling may have dropped it; add a policy that keeps those of Traefik$/,
    );
    expect(services).toBe('services: not judged: there is no trace of a vote');
  });
});

test('below a sample rate of 1, one trace of several votes is enough', async () => {
  const stack = stackOf('otlp', ['  via: release', '  via: release\n  sampleRate: 0.5']);

  expect(await line({ traefik: '3.7.11', isSampled: (number) => number === 7 }, stack)).toMatch(/: ok: trace [0-9a-f]{32} of 10 votes, /);
  demo?.close();
  expect(await line({ traefik: '3.7.11', isSampled: () => false }, stack)).toMatch(/ has none of the 10 traces, such as /);
});

test.each<[string, readonly string[], string]>([
  [
    'Traefik alone',
    ['traefik'],
    'vote: the trace has spans of traefik alone, but the demo and Linkerd 2.14.10 should be in it too; restart the pods that started before the injector: kubectl rollout restart -n emojivoto deployment',
  ],
  [
    'the proxies missing',
    ['traefik', 'web', 'voting'],
    'ok: the trace has spans of traefik, web, voting (vote: the trace has spans of traefik, web, voting, but none of linkerd-proxy; restart its pods: kubectl rollout restart -n emojivoto deployment)',
  ],
  [
    'Traefik missing',
    ['web', 'voting'],
    'vote: the trace has spans of web, voting, and none of traefik, whose log line has its id; see the log of Traefik in namespace traefik for its exporter',
  ],
])('%s is told', async (_what, services, told) => {
  expect((await judged({ services }))[2]).toBe(`services: ${told}`);
});

const proxied = (name: string, { annotations = {}, env = [] as object[] } = {}) => ({
  metadata: { name, annotations },
  spec: { containers: [{ name: 'web-svc' }, { name: 'linkerd-proxy', env }] },
});
const MARKED = { annotations: { 'jaeger.linkerd.io/tracing-enabled': 'true' } };
const COLLECTOR = { env: [{ name: 'LINKERD2_PROXY_TRACE_COLLECTOR_SVC_ADDR', value: 'x' }] };

test.each<[string, typeof seed, object[], string]>([
  ['marked pods', seed, [proxied('web-1', MARKED), proxied('emoji-1', MARKED)], 'ok: 2 pods send spans of their proxy'],
  ['pods with a collector', otlp, [proxied('web-1', COLLECTOR)], 'ok: 1 pods send spans of their proxy'],
  [
    'a pod without a proxy',
    seed,
    [proxied('web-1', MARKED), { metadata: { name: 'emoji-1' }, spec: { containers: [{ name: 'emoji-svc' }] } }],
    'Linkerd: emoji-1 in namespace emojivoto started before the proxy injector, and has no proxy; restart them: kubectl rollout restart -n emojivoto deployment',
  ],
  [
    'a pod without the mark',
    seed,
    [proxied('web-1'), proxied('emoji-1', MARKED)],
    'Linkerd: web-1 in namespace emojivoto started before the jaeger-injector, and lacks jaeger.linkerd.io/tracing-enabled; restart them: kubectl rollout restart -n emojivoto deployment',
  ],
  [
    'a proxy without a collector',
    otlp,
    [proxied('web-1', MARKED)],
    'Linkerd: web-1 in namespace emojivoto started before the values of dist/, and lacks LINKERD2_PROXY_TRACE_COLLECTOR_SVC_ADDR; restart them: kubectl rollout restart -n emojivoto deployment',
  ],
])('%s', async (_what, stack, items, told) => {
  const steps = voteSteps(stack).filter(({ name }) => name === 'injected pods');

  expect(said(await run(steps, { stack, kubectl: kubectlWith({ get: { 'pods -n emojivoto': { items } } }) }))).toEqual([
    `injected pods: ${told}`,
  ]);
});
