/** The receivers of Tempo as servers in this process, each in its own protocol. */
import { createSocket } from 'node:dgram';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type handleBidiStreamingCall,
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type status,
} from '@grpc/grpc-js';
import { isUdp, RECEIVERS, type Receiver } from '../../charts/tempo/receivers';
import type { Destination, MarkedSpan } from '../../smoke/send/span';
import { DECODERS } from './decode';

export interface ReceiverServer {
  readonly to: Destination;
  /** What it has received, with the headers of the request. */
  readonly received: { readonly span: MarkedSpan; readonly headers: Readonly<Record<string, unknown>> }[];
  readonly close: () => void;
}

/** How it answers every request. @default it accepts them */
export interface Answer {
  /** Of HTTP. */
  readonly code?: number;
  readonly body?: string | Buffer;
  /** Of gRPC. */
  readonly status?: status;
  readonly details?: string;
}

type Received = ReceiverServer['received'];

const destination = (port: number): Destination => ({ host: '127.0.0.1', port, tls: false, base: `http://127.0.0.1:${port}` });

const portOf = (address: string | AddressInfo | null): number => (typeof address === 'object' && address ? address.port : 0);

export async function receiverServer(receiver: Receiver, answer: Answer = {}): Promise<ReceiverServer> {
  const received: Received = [];
  const facts = RECEIVERS[receiver];
  const started = isUdp(receiver)
    ? await udpServer(receiver, received)
    : 'path' in facts
      ? await httpServer(receiver, facts.path, received, answer)
      : await grpcServer(receiver, received, answer);
  return { ...started, received, to: destination(started.port) };
}

async function httpServer(receiver: Receiver, path: string, received: Received, { code = 200, body }: Answer) {
  const server = http.createServer(async (request, response) => {
    const bytes = Buffer.concat(await request.toArray());
    if (request.url !== path || request.method !== 'POST') return void response.writeHead(404).end('404 page not found\n');
    received.push({ span: DECODERS[receiver](bytes), headers: request.headers });
    response.writeHead(code).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server.address()), close: () => void server.close().closeAllConnections() };
}

/** The paths of the services, by the descriptions of the protocols. */
const METHODS: Readonly<Partial<Record<Receiver, string>>> = {
  'otlp-grpc': '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  'jaeger-grpc': '/jaeger.api_v2.CollectorService/PostSpans',
  opencensus: '/opencensus.proto.agent.trace.v1.TraceService/Export',
};

async function grpcServer(receiver: Receiver, received: Received, { status: code = 0, details, body = '' }: Answer) {
  const server = new Server();
  const same = (bytes: Buffer): Buffer => bytes;
  const isStream = receiver === 'opencensus';
  const definition = {
    call: {
      ...{ path: METHODS[receiver] ?? '', requestStream: isStream, responseStream: isStream },
      ...{ requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same },
    },
  } satisfies ServiceDefinition;
  const receive = (bytes: Buffer, metadata: Metadata) => received.push({ span: DECODERS[receiver](bytes), headers: metadata.getMap() });
  const error = code === 0 ? null : { code, details };
  const unary: handleUnaryCall<Buffer, Buffer> = ({ request, metadata }, callback) => {
    receive(request, metadata);
    callback(error, Buffer.from(body));
  };
  const both: handleBidiStreamingCall<Buffer, Buffer> = (call) => {
    call.on('data', (bytes: Buffer) => receive(bytes, call.metadata));
    call.on('end', () => (error ? call.emit('error', { ...error, metadata: new Metadata() }) : call.end()));
  };
  server.addService(definition, { call: isStream ? both : unary });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (failed, bound) => (failed ? reject(failed) : resolve(bound))),
  );
  return { port, close: () => server.forceShutdown() };
}

async function udpServer(receiver: Receiver, received: Received) {
  const socket = createSocket('udp4', (bytes) => void received.push({ span: DECODERS[receiver](bytes), headers: {} }));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { port: portOf(socket.address()), close: () => void socket.close() };
}
