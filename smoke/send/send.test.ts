import { createSocket } from 'node:dgram';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { status } from '@grpc/grpc-js';
import { isUdp, RECEIVERS, type Receiver } from '../../charts/tempo/receivers';
import { type Answer, type ReceiverServer, receiverServer } from '../../test/receivers/server';
import { failureOf } from './failure';
import { sendSpan } from './send';
import type { Destination, MarkedSpan, SendError } from './span';

const SPAN: MarkedSpan = {
  traceId: '8f3a91c25b1e4d07a6c4e2f09b7d1358',
  spanId: 'd1c2b3a495867768',
  service: 'tempo-gitops-smoke',
  name: 'smoke zipkin – Grüße',
  attributes: { 'tempo_gitops.smoke': 'smoke-8f3a91c2', receiver: 'x' },
  start: 1_795_885_200_123,
  duration: 1250,
};

const ALL = Object.keys(RECEIVERS) as Receiver[];
const BY_TCP = ALL.filter((receiver) => !isUdp(receiver));
const BY_HTTP = ALL.filter((receiver) => 'path' in RECEIVERS[receiver]);
const BY_GRPC = BY_TCP.filter((receiver) => !BY_HTTP.includes(receiver));

const open: { close: () => unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function server(receiver: Receiver, answer?: Answer): Promise<ReceiverServer> {
  const started = await receiverServer(receiver, answer);
  open.push(started);
  return started;
}

async function listening(tcp: net.Server): Promise<Destination> {
  open.push(tcp);
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  return { host: '127.0.0.1', port, tls: false, base: `http://127.0.0.1:${port}` };
}

/** A port where nothing listens. */
async function closedPort(): Promise<Destination> {
  const to = await listening(net.createServer());
  await new Promise((resolve) => (open.pop() as net.Server).close(resolve));
  return to;
}

const failure = (receiver: Receiver, to: Destination): Promise<SendError> =>
  sendSpan(receiver, to, SPAN).then(
    () => Promise.reject(new Error('sent')),
    ({ refusal, message }: SendError) => ({ refusal, message: message.replaceAll(`127.0.0.1:${to.port}`, 'HERE') }) as SendError,
  );

test.each(ALL)('%s receives the span in its protocol', async (receiver) => {
  const { to, received } = await server(receiver);

  await sendSpan(receiver, to, SPAN);

  expect(received.map(({ span }) => span)).toEqual([SPAN]);
});

test.each(ALL)('%s receives an id of 64 bits', async (receiver) => {
  const { to, received } = await server(receiver);
  const traceId = `${'0'.repeat(16)}${SPAN.traceId.slice(16)}`;

  await sendSpan(receiver, to, { ...SPAN, traceId });

  // A client of Zipkin sends 16 digits.
  expect(received.map(({ span }) => span.traceId)).toEqual([receiver === 'zipkin' ? traceId.slice(16) : traceId]);
});

test.each(BY_TCP)('%s receives the tenant', async (receiver) => {
  const { to, received } = await server(receiver);

  await sendSpan(receiver, { ...to, headers: { 'X-Scope-OrgID': 'team-a' } }, SPAN);

  expect(received[0]?.headers).toMatchObject({ 'x-scope-orgid': 'team-a' });
});

test.each(ALL)('%s: nothing listens', async (receiver) => {
  expect(await failure(receiver, await closedPort())).toEqual({ refusal: 'unreachable', message: 'connection refused at HERE' });
});

test.each(BY_TCP)('%s: no such host', async (receiver) => {
  const to = { ...(await closedPort()), host: 'tempo.invalid', base: 'http://tempo.invalid:4317' };

  expect(await failure(receiver, to)).toMatchObject({
    refusal: 'unreachable',
    message: expect.stringMatching(/^no address for tempo\.invalid/),
  });
});

test.each(BY_HTTP)('%s: the receiver is not there', async (receiver) => {
  const to = await listening(http.createServer((_, response) => void response.writeHead(404).end('404 page not found\n')));

  expect(await failure(receiver, to)).toEqual({ refusal: 'missing', message: 'answered 404 Not Found: 404 page not found' });
});

test('otlp-http: a page of a proxy has status 200', async () => {
  const to = await listening(http.createServer((_, response) => void response.end('<html>log in</html>')));

  expect(await failure('otlp-http', to)).toEqual({ refusal: 'protocol', message: 'answered, but not in OTLP' });
});

test.each(BY_GRPC)('%s: another gRPC service is there', async (receiver) => {
  const { to } = await server(receiver === 'jaeger-grpc' ? 'otlp-grpc' : 'jaeger-grpc');

  expect(await failure(receiver, to)).toEqual({
    refusal: 'missing',
    message: expect.stringMatching(/^answered with gRPC status UNIMPLEMENTED: .*method/),
  });
});

test.each(BY_HTTP)('%s: what the server says', async (receiver) => {
  const says = async (code: number, body?: string) => failure(receiver, (await server(receiver, { code, body })).to);

  expect(await says(401, 'no org id')).toEqual({ refusal: 'tenant', message: 'answered 401 Unauthorized: no org id' });
  expect(await says(500, '\nno org id\nmore')).toMatchObject({ refusal: 'tenant' });
  expect(await says(503)).toEqual({ refusal: 'refused', message: 'answered 503 Service Unavailable' });
  expect(await says(301)).toMatchObject({ refusal: 'refused', message: 'answered 301 Moved Permanently' });
});

test.each(BY_GRPC)('%s: what the server says', async (receiver) => {
  const says = async (code: status, details: string) => failure(receiver, (await server(receiver, { status: code, details })).to);

  expect(await says(status.UNAUTHENTICATED, 'no org id')).toEqual({
    refusal: 'tenant',
    message: 'answered with gRPC status UNAUTHENTICATED: no org id',
  });
  expect(await says(status.UNKNOWN, 'no org id')).toMatchObject({ refusal: 'tenant' });
  expect(await says(status.UNAVAILABLE, 'too busy')).toEqual({
    refusal: 'refused',
    message: 'answered with gRPC status UNAVAILABLE: too busy',
  });
});

test.each(['otlp-grpc', 'otlp-http'] as const)('%s: the request is accepted, but not the span', async (receiver) => {
  // partial_success (1) with rejected_spans (1) and error_message (2)
  const body = Buffer.from([0x0a, 8, 0x08, 1, 0x12, 4, ...Buffer.from('full')]);

  expect(await failure(receiver, (await server(receiver, { body })).to)).toEqual({
    refusal: 'refused',
    message: 'accepted the request, but not the span: full',
  });
});

test.each(BY_TCP)('%s: the server does not use TLS', async (receiver) => {
  const { to } = await server(receiver);

  expect(await failure(receiver, { ...to, tls: true, base: to.base.replace('http', 'https') })).toEqual({
    refusal: 'tls',
    message: 'HERE does not use TLS',
  });
});

test.each([
  'ssl3_get_record:wrong version number:ssl3_record.c:350:', // OpenSSL 3.0, Node.js 20
  'tls_get_more_records:packet length too long:tls_common.c:661:', // OpenSSL 3.5, Node.js 25
])('OpenSSL says that the server does not use TLS: %s', (text) => {
  const error = Object.assign(new Error(`write EPROTO 40124E94697F0000:error:0A0000C6:SSL routines:${text}`), { code: 'EPROTO' });

  expect(failureOf(error, { host: 'tempo', port: 4318 })).toMatchObject({ refusal: 'tls', message: 'tempo:4318 does not use TLS' });
});

test.each(BY_TCP)('%s: the server closes the connection', async (receiver) => {
  const to = await listening(net.createServer((socket) => void socket.once('data', () => socket.destroy())));

  expect(await failure(receiver, to)).toEqual({ refusal: 'closed', message: 'HERE closed the connection without an answer' });
});

test.each(BY_TCP)('%s: the server speaks something else', async (receiver) => {
  const to = await listening(net.createServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n')));

  expect(['protocol', 'closed']).toContain((await failure(receiver, to)).refusal);
});

test.each(BY_GRPC)('%s: the server speaks HTTP', async (receiver) => {
  const to = await listening(http.createServer((_, response) => void response.end('hello')));

  expect(['protocol', 'closed']).toContain((await failure(receiver, to)).refusal);
});

test('a UDP port on which something else listens accepts everything', async () => {
  const socket = createSocket('udp4');
  open.push(socket);
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const to = { host: '127.0.0.1', port: socket.address().port, tls: false, base: '' };

  await expect(sendSpan('jaeger-thrift-compact', to, SPAN)).resolves.toBeUndefined();
});
