/** What the other side answered, in words, when nothing came back in the protocol itself. */
import { type Destination, type Refusal, SendError } from './span';

interface Answer {
  /** What is found in the codes and messages of the error. */
  readonly sign: RegExp;
  readonly refusal: Refusal;
  /** @param to `tempo.example.org:9411` @param detail the error of the system */
  readonly phrase: (to: string, detail: string) => string;
}

/** The codes are those of Node.js (`errors`, `tls`), undici and OpenSSL. The first sign that is found counts. */
const ANSWERS: readonly Answer[] = [
  { sign: /ECONNREFUSED/, refusal: 'unreachable', phrase: (to) => `connection refused at ${to}` },
  { sign: /ENOTFOUND|EAI_AGAIN|Name resolution failed/, refusal: 'unreachable', phrase: (to) => `no address for ${to}` },
  { sign: /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT/, refusal: 'unreachable', phrase: (to) => `no connection to ${to}` },
  { sign: /TimeoutError|DEADLINE_EXCEEDED|Deadline exceeded/, refusal: 'unreachable', phrase: (to) => `no answer from ${to} in time` },
  { sign: /wrong.version.number|packet.length.too.long/i, refusal: 'tls', phrase: (to) => `${to} does not use TLS` },
  { sign: /EPROTO|ERR_SSL_/, refusal: 'tls', phrase: (to, detail) => `no TLS connection to ${to}: ${detail}` },
  { sign: /HPE_|ERR_HTTP2|Protocol error|Parse Error/i, refusal: 'protocol', phrase: (to) => `${to} answers in another protocol` },
  {
    sign: /ECONNRESET|EPIPE|UND_ERR_SOCKET|socket hang up|Connection dropped|Failed to connect|GOAWAY/,
    refusal: 'closed',
    phrase: (to) => `${to} closed the connection without an answer`,
  },
];

/** @param error any error of a client */
export function failureOf(error: unknown, { host, port }: Pick<Destination, 'host' | 'port'>): SendError {
  if (error instanceof SendError) return error;
  const chain = [...withCauses(error)];
  const text = chain.map(({ name, code = '', message = '' }) => `${name} ${code} ${message}`).join('\n');
  const to = `${host}:${port}`;
  const detail = firstLine(chain.at(-1)?.message ?? String(error));
  const answer = ANSWERS.find(({ sign }) => sign.test(text));
  return new SendError(answer?.refusal ?? 'refused', answer?.phrase(to, detail) ?? detail);
}

interface Cause {
  readonly name?: string;
  readonly code?: string | number;
  readonly message?: string;
  readonly cause?: unknown;
  /** Of several attempts. */
  readonly errors?: readonly unknown[];
}

/** An error with its causes, outermost first. */
function* withCauses(error: unknown): Generator<Cause> {
  if (typeof error !== 'object' || error === null) return;
  yield error;
  const { errors = [], cause } = error as Cause;
  for (const inner of [...errors, cause]) yield* withCauses(inner);
}

/** The first line that is not empty, without control characters and at most 200 characters. */
export const firstLine = (text: string): string =>
  (text.split('\n').find((line) => line.trim() !== '') ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200);
