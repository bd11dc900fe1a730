/** A POST request with a span. */
import { failureOf, firstLine } from './failure';
import { ANSWER_TIME, type Destination, type Refusal, SendError } from './span';

/**
 * @param path below the base of the destination
 * @returns the body of an answer of 2xx
 * @throws SendError for every other answer, also a redirect
 */
export async function post(to: Destination, path: string, contentType: string, body: Uint8Array): Promise<Uint8Array> {
  const headers = { 'content-type': contentType, ...to.headers };
  const { ok, status, statusText, answer } = await request(to, path, { method: 'POST', headers, body: body as Uint8Array<ArrayBuffer> });
  if (ok) return answer;
  const text = firstLine(Buffer.from(answer).toString('utf8'));
  throw new SendError(refusalOf(status, text), `answered ${status}${statusText && ` ${statusText}`}${text && `: ${text}`}`);
}

async function request(to: Destination, path: string, init: RequestInit) {
  try {
    const response = await fetch(to.base + path, { ...init, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_TIME) });
    const { ok, status, statusText } = response;
    return { ok, status, statusText, answer: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    throw failureOf(error, to);
  }
}

function refusalOf(status: number, text: string): Refusal {
  if (asksForTenant(text) || status === 401 || status === 403) return 'tenant';
  if (/HTTPS? (request|server)/i.test(text)) return 'tls';
  return status === 404 || status === 405 ? 'missing' : 'refused';
}

/** What a server with tenants answers to a request without one (dskit user/id.go). */
export const asksForTenant = (text: string): boolean => /no org id/i.test(text);
