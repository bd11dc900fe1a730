/** A trace by OTLP over HTTP, and the same trace from Tempo. */
import { randomBytes } from 'node:crypto';
import { listAt, textAt } from '../../lib/yaml/parsed';

export interface Sent {
  readonly id: string;
  readonly name: string;
}

/** In milliseconds. */
const TIMEOUT = 10_000;

/** Sends one span. @param url of the receiver, without a path @throws Error with what it answered */
export async function send(url: string, service = 'live'): Promise<Sent> {
  const [id, name] = [randomBytes(16).toString('hex'), `live-${randomBytes(4).toString('hex')}`];
  const end = BigInt(Date.now()) * 1_000_000n;
  const times = { startTimeUnixNano: String(end - 5_000_000n), endTimeUnixNano: String(end) };
  const span = { traceId: id, spanId: randomBytes(8).toString('hex'), name, kind: 2, ...times };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: service } }] };
  const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] });
  const response = await request(`${url}/v1/traces`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status} ${(await response.text()).split('\n')[0]}`);
  return { id, name };
}

/** Tempo answers that it does not have a trace. */
export class NoTrace extends Error {}

/** The names of a trace's spans, asked until it is there. @throws NoTrace, or Error with another last answer, after the time */
export async function read(url: string, id: string, seconds = 20): Promise<string[]> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const response = await request(`${url}/api/traces/${id}`, { headers: { accept: 'application/json' } });
    if (response.ok) return spanNames(await response.json());
    const answer = `trace ${id}: HTTP ${response.status} ${(await response.text()).split('\n')[0]}`;
    if (Date.now() > end) throw response.status === 404 ? new NoTrace(answer) : new Error(answer);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const spanNames = (trace: unknown): string[] =>
  [...listAt(trace, 'batches'), ...listAt(trace, 'trace', 'resourceSpans')]
    .flatMap((batch) => listAt(batch, 'scopeSpans'))
    .flatMap((scope) => listAt(scope, 'spans'))
    .map((span) => textAt(span, 'name') ?? '');

async function request(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT) });
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    throw new Error(`${url}: ${cause?.code ?? message}`);
  }
}
