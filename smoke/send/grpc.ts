/** A gRPC request with a span. */
import { isIP, isIPv6 } from 'node:net';
import { Client, credentials, Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js';
import { failureOf, firstLine } from './failure';
import { asksForTenant } from './http';
import { ANSWER_TIME, type Destination, type Refusal, SendError, WITHOUT_CHECK } from './span';

/** Messages are bytes here. */
const written = (request: Uint8Array): Buffer => Buffer.from(request);
const read = (answer: Buffer): Uint8Array => answer;

/**
 * @param path `/package.Service/Method`
 * @returns the answer
 * @throws SendError
 */
export const call = (to: Destination, path: string, request: Uint8Array): Promise<Uint8Array> =>
  withClient(
    to,
    (client) =>
      new Promise((resolve, reject) => {
        const end = (error: ServiceError | null, answer?: Uint8Array) => (error ? reject(error) : resolve(answer ?? new Uint8Array()));
        client.makeUnaryRequest(path, written, read, request, metadataOf(to), { deadline: deadline() }, end);
      }),
  );

/** Sends one message of a stream in both directions, and waits for its end. @throws SendError */
export const stream = (to: Destination, path: string, request: Uint8Array): Promise<void> =>
  withClient(
    to,
    (client) =>
      new Promise((resolve, reject) => {
        const both = client.makeBidiStreamRequest(path, written, read, metadataOf(to), { deadline: deadline() });
        both.on('error', reject);
        both.on('data', () => undefined);
        both.on('status', ({ code }: StatusObject) => code === status.OK && resolve());
        both.write(request);
        both.end();
      }),
  );

const deadline = (): number => Date.now() + ANSWER_TIME;

function metadataOf({ headers = {} }: Destination): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
}

async function withClient<Result>(to: Destination, use: (client: Client) => Promise<Result>): Promise<Result> {
  const secrecy = to.tls ? credentials.createSsl(null, null, null, WITHOUT_CHECK) : credentials.createInsecure();
  const client = new Client(`${isIPv6(to.host) ? `[${to.host}]` : to.host}:${to.port}`, secrecy, {
    // Each answer counts, so nothing is tried again; and a proxy does not know the address of a port-forward.
    ...{ 'grpc.enable_retries': 0, 'grpc.enable_http_proxy': 0 },
    // An address cannot be the name of a server.
    ...(isIP(to.host) !== 0 && { 'grpc.ssl_target_name_override': 'localhost' }),
  });
  try {
    return await use(client);
  } catch (error) {
    throw grpcFailure(error as ServiceError, to);
  } finally {
    client.close();
  }
}

/** A status by the server is an answer; UNAVAILABLE and DEADLINE_EXCEEDED by the client say that there was none. */
function grpcFailure(error: ServiceError, to: Destination): SendError {
  const { code, details = error.message } = error;
  const isAnswer =
    code !== undefined &&
    code !== status.DEADLINE_EXCEEDED &&
    !/No connection established|Connection dropped|Name resolution/.test(details);
  const fromHttp = /HTTP status code (\d+)/.exec(details)?.[1];
  if (fromHttp) return new SendError('protocol', `${to.host}:${to.port} answered with HTTP ${fromHttp}, not with gRPC`);
  const failure = failureOf(error, to);
  if (!isAnswer || failure.refusal === 'protocol' || failure.refusal === 'closed') return failure;
  return new SendError(refusalOf(code, details), `answered with gRPC status ${status[code]}: ${firstLine(details)}`);
}

function refusalOf(code: status, details: string): Refusal {
  if (asksForTenant(details) || code === status.UNAUTHENTICATED || code === status.PERMISSION_DENIED) return 'tenant';
  return code === status.UNIMPLEMENTED ? 'missing' : 'refused';
}
