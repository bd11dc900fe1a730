import { deployment } from '../fixture';
import { identitySays, TRACING, traefik } from './fixture';

const emojivoto = deployment('web', {
  containers: [{ name: 'web', image: 'web:1.0.0', env: [{ name: 'OC_AGENT_HOST', value: 'tempo' }] }],
});
const sending = (formats?: string) => traefik(TRACING, { env: formats === undefined ? {} : { OTEL_PROPAGATORS: formats } });

const UNREAD = (formats: string, readers: string) =>
  `error: Traefik: sends trace headers in the formats ${formats}, but ${readers} can only read B3, so a new trace starts there; set OTEL_PROPAGATORS to b3multi in its env`;

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

  test('read outdated headers behind a mesh that prefers W3C headers', async () => {
    expect(await identitySays([sending('b3multi, tracecontext'), emojivoto], { linkerdReadsW3c: true })).toEqual([
      'error: Traefik: sends trace headers in the formats b3multi and tracecontext; Linkerd then uses tracecontext and leaves B3 unchanged, but lab can only read B3; set OTEL_PROPAGATORS to b3multi alone in its env',
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
});
