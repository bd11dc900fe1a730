/** Requests over HTTP to an end of the stack. */
import http from 'node:http';
import https from 'node:https';
import { EndError, type EndName, type Reached } from '../ends/ends';
import { bodyOf } from '../whole-answer';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface RequestProps {
  /** The end in messages. */
  readonly end: EndName;
  /** @default GET */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Buffer;
  /** The name that TLS asks for. @default the host */
  readonly servername?: string;
  /** The private authority of the server, as PEM. If it is set, the certificate is checked. @default any certificate is accepted */
  readonly ca?: string;
  /** In milliseconds. @default 10 seconds */
  readonly timeout?: number;
}

const TIMEOUT = 10_000;

/**
 * The subject of smoke is the path of a trace, not certificates: programs in the cluster trust authorities that this machine does not know.
 * @param path with its query, below the path of the end's URL
 * @throws EndError without an answer
 */
export function request({ base, host, port, by }: Reached, path: string, props: RequestProps): Promise<Answer> {
  const { end, method = 'GET', headers = {}, body, servername, ca, timeout = TIMEOUT } = props;
  const url = new URL(base + path);
  const isTls = url.protocol === 'https:';
  const tls = isTls ? { rejectUnauthorized: ca !== undefined, ...(ca && { ca }), ...(servername && { servername }) } : {};
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(endError(error, end, `${host}:${port} (${by})`, by));
    const late = Object.assign(new Error(`no answer within ${timeout / 1000} s`), { code: 'ETIMEDOUT' });
    const sent = (isTls ? https : http).request(
      url,
      {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
        timeout,
        ...tls,
        agent: false,
      },
      (response) => {
        const { statusCode: status = 0, headers: answered } = response;
        bodyOf(response, { time: timeout, late }).then((bytes) => resolve({ status, headers: answered, text: String(bytes) }), fail);
      },
    );
    sent.on('timeout', () => sent.destroy(late));
    sent.on('error', fail);
    sent.end(body);
  });
}

/** The same, as JSON. @throws EndError without an answer of status 200 */
export async function requestJson<Document>(reached: Reached, path: string, props: RequestProps): Promise<Document> {
  const answer = await request(reached, path, { ...props, headers: { accept: 'application/json', ...props.headers } });
  if (answer.status !== 200) throw unexpected(answer, path, reached, props.end);
  try {
    return JSON.parse(answer.text) as Document;
  } catch {
    throw unexpected(answer, path, reached, props.end);
  }
}

/** @param path of the request, with or without its query */
export function unexpected({ status, text }: Answer, path: string, { base, by }: Reached, end: EndName): EndError {
  const problem = `${base}${path.replace(/\?.*/s, '')} answered ${answerText({ status, text })}`;
  return new EndError(end, problem, by === '--url' ? `correct --url ${end}=URL` : `see the logs of ${end}`);
}

/** `401 no org id`, the status and the beginning of the body, which may begin with the status itself: `404 page not found`. */
export const answerText = ({ status, text }: Pick<Answer, 'status' | 'text'>): string => {
  const line = firstLine(text);
  return line.split(' ')[0] === `${status}` ? line : `${status} ${line}`.trimEnd();
};

/** The beginning of a body; empty for none. */
export const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 160) ?? '';

const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed without an answer',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name does not resolve',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the host',
  EPROTO: 'does not speak TLS',
};

function endError(error: NodeJS.ErrnoException, end: EndName, where: string, by: string): EndError {
  const problem = PROBLEMS[error.code ?? ''] ?? error.message;
  const fix =
    by === '--url'
      ? `correct --url ${end}=URL, or start what listens there`
      : by.startsWith('port-forward')
        ? `see the pods and the logs of ${end}`
        : `correct the address or its DNS, or name it by --url ${end}=URL`;
  return new EndError(end, `${problem} at ${where}`, fix);
}
