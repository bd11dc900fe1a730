import { deployment } from '../fixture';
import { identitySays, TRACING, traefik } from './fixture';

const emojivoto = deployment('web', {
  containers: [{ name: 'web', image: 'web:1.0.0', env: [{ name: 'OC_AGENT_HOST', value: 'tempo' }] }],
});
const sending = (formats?: string) => traefik(TRACING, { env: formats === undefined ? {} : { OTEL_PROPAGATORS: formats } });

const UNREAD = (formats: string, readers: string) =>
  `error: Traefik: sends trace headers in the formats ${formats}, but ${readers} can only read B3, so a new trace starts there; set OTEL_PROPAGATORS to b3,b3multi,baggage,tracecontext in its env`;

describe('workloads that only read B3', () => {
  test('need B3 headers, which Traefik 3 does not send by default', async () => {
    expect(await identitySays([sending(), emojivoto])).toEqual([UNREAD('tracecontext and baggage', 'lab')]);
    expect(await identitySays([sending('b3multi'), emojivoto])).toEqual([]);
  });

  test('are named together with a mesh that also reads only B3', async () => {
    expect(await identitySays([sending(), emojivoto], { linkerdReadsW3c: false })).toEqual([
      UNREAD('tracecontext and baggage', 'lab and Linkerd'),
    ]);
    expect(await identitySays([sending()], { linkerdReadsW3c: false })).toEqual([UNREAD('tracecontext and baggage', 'Linkerd')]);
  });

  test('read outdated headers behind a mesh that prefers W3C headers, which is a note', async () => {
    const objects = [sending('b3multi, tracecontext'), emojivoto];

    expect(await identitySays(objects, { linkerdReadsW3c: true })).toEqual([]);
    expect(await identitySays(objects, { linkerdReadsW3c: true }, ['note'])).toEqual([
      expect.stringContaining('Linkerd then uses tracecontext and leaves B3 unchanged, so in the trace the spans of lab'),
    ]);
  });

  test('get their headers from that mesh if Traefik sends B3 in one and in multiple headers', async () => {
    expect(await identitySays([sending('b3multi,b3'), emojivoto], { linkerdReadsW3c: true })).toEqual([]);
  });

  test('may get both without a mesh, or with one that only reads B3', async () => {
    expect(await identitySays([sending('b3multi,tracecontext'), emojivoto])).toEqual([]);
    expect(await identitySays([sending('b3multi,tracecontext'), emojivoto], { linkerdReadsW3c: false })).toEqual([]);
  });
});

test('W3C headers are enough if everything reads them', async () => {
  expect(await identitySays([sending()], { linkerdReadsW3c: true })).toEqual([]);
  expect(await identitySays([sending('b3multi')], { linkerdReadsW3c: true })).toEqual([]);
});

test.each(['none', 'b3', 'jaeger,baggage'])('a mesh that prefers W3C headers does not read %s', async (formats) => {
  expect(await identitySays([sending(formats)], { linkerdReadsW3c: true })).toEqual([
    expect.stringContaining('but Linkerd can only read tracecontext and b3multi, so a new trace starts there'),
  ]);
  expect(await identitySays([sending(formats)])).toEqual([]);
});

test.each([
  ['b3,b3multi,baggage,tracecontext', []],
  ['b3multi', ['traceparent']],
  ['tracecontext,baggage', ['x-b3-traceid']],
])('Traefik 3 with %s passes on these headers of others: %j', async (formats, headers) => {
  const notes = await identitySays([sending(formats)], {}, ['note']);

  expect(notes).toEqual(headers.map((header) => expect.stringContaining(`Traefik: forwards an incoming ${header} without reading it`)));
});

test('Traefik 2 passes on a traceparent', async () => {
  const flags = ['--entrypoints.web.address=:80', '--tracing.zipkin=true', '--tracing.zipkin.httpendpoint=http://tempo:9411/api/v2/spans'];

  expect(await identitySays([traefik(flags, { version: '2.11.2' })], {}, ['note'])).toEqual([
    expect.stringContaining('forwards an incoming traceparent without reading it'),
  ]);
});

test('a format that Traefik 3 does not know is reported, and an empty variable means the defaults', async () => {
  expect(await identitySays([sending('b3,b3mutli,tracecontext'), emojivoto])).toEqual([
    'error: Traefik: OTEL_PROPAGATORS has b3mutli, which Traefik does not know and leaves out; use b3,b3multi,baggage,tracecontext',
  ]);
  expect(await identitySays([sending('b3,b3multi,jaeger,tracecontext'), emojivoto])).toEqual([]);
  expect(await identitySays([sending(''), emojivoto])).toEqual([UNREAD('tracecontext and baggage', 'lab')]);
});
