/** A gRPC request with a span. */
import { isIP, isIPv6 } from 'node:net';
import { Client, credentials, Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js';
import { failureOf, firstLine } from './failure';
import { asksForTenant } from './http';
import { ANSWER_TIME, type Destination, type Refusal, SendError, WITHOUT_CHECK } from './span';

/** As in the service definitions of @grpc/proto-loader. */
export interface Method<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** @returns the answer @throws SendError */
export const call = <Request, Response>(to: Destination, method: Method<Request, Response>, request: Request): Promise<Response> =>
  withClient(
    to,
    (client) =>
      new Promise((resolve, reject) => {
        const { path, requestSerialize, responseDeserialize } = method;
        const end = (error: ServiceError | null, response?: Response) => (error ? reject(error) : resolve(response as Response));
        client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, metadataOf(to), { deadline: deadline() }, end);
      }),
  );

/** Sends one message of a stream in both directions, and waits for its end. @throws SendError */
export const stream = <Request>(to: Destination, method: Method<Request, object>, request: Request): Promise<void> =>
  withClient(
    to,
    (client) =>
      new Promise((resolve, reject) => {
        const { path, requestSerialize, responseDeserialize } = method;
        const both = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadataOf(to), { deadline: deadline() });
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
  if (!isAnswer || failure.refusal === 'protocol') return failure;
  return new SendError(refusalOf(code, details), `answered with gRPC status ${status[code]}: ${firstLine(details)}`);
}

function refusalOf(code: status, details: string): Refusal {
  if (asksForTenant(details) || code === status.UNAUTHENTICATED || code === status.PERMISSION_DENIED) return 'tenant';
  return code === status.UNIMPLEMENTED ? 'missing' : 'refused';
}
