/** A POST request with a span. */
import http from 'node:http';
import https from 'node:https';
import { pathBelow } from '../ends/ends';
import { bodyOf } from '../whole-answer';
import { failureOf, firstLine } from './failure';
import { ANSWER_TIME, type Destination, type Refusal, SendError, WITHOUT_CHECK } from './span';

/**
 * @param path below the base of the destination, which may end with it
 * @returns the body of an answer of 2xx
 * @throws SendError for every other answer, also a redirect
 */
export async function post(to: Destination, path: string, contentType: string, body: Uint8Array): Promise<Uint8Array> {
  const headers = { ...to.headers, 'content-type': contentType, 'content-length': String(body.length) };
  const { status, reason, bytes } = await request(to, path, headers, body);
  if (status >= 200 && status < 300) return bytes;
  const text = firstLine(bytes.toString('utf8'));
  throw new SendError(refusalOf(status, text), `answered ${status}${reason && ` ${reason}`}${text && `: ${text}`}`);
}

interface Answer {
  readonly status: number;
  /** `Not Found` */
  readonly reason: string;
  readonly bytes: Buffer;
}

function request(to: Destination, path: string, headers: Record<string, string>, body: Uint8Array): Promise<Answer> {
  const options = { method: 'POST', headers, timeout: ANSWER_TIME, agent: false, ...(to.tls && WITHOUT_CHECK) };
  const late = new Error('TimeoutError');
  return new Promise<Answer>((resolve, reject) => {
    const sent = (to.tls ? https : http).request(to.base + pathBelow(to, path), options, (response) => {
      const { statusCode: status = 0, statusMessage: reason = '' } = response;
      bodyOf(response, { time: ANSWER_TIME, late }).then((bytes) => resolve({ status, reason, bytes }), reject);
    });
    sent.on('timeout', () => sent.destroy(late));
    sent.on('error', reject);
    sent.end(body);
  }).catch((error: unknown) => {
    throw failureOf(error, to);
  });
}

function refusalOf(status: number, text: string): Refusal {
  if (asksForTenant(text) || status === 401 || status === 403) return 'tenant';
  if (/HTTPS? (request|server)/i.test(text)) return 'tls';
  return status === 404 || status === 405 ? 'missing' : 'refused';
}

/** What a server with tenants answers to a request without one (dskit user/id.go). */
export const asksForTenant = (text: string): boolean => /no org id/i.test(text);
