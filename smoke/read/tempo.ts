/** Traces in Tempo, as Grafana reads them: at the very URL of its data source, with its headers. */
import { TENANT_HEADER } from '../../charts/tenants';
import { listAt, textAt } from '../../lib/yaml/parsed';
import { EndError, type Reached } from '../ends/ends';
import type { Context } from '../step';
import { type Answer, request, requestJson, unexpected } from './request';

export interface Trace {
  readonly spans: readonly TraceSpan[];
}

export interface TraceSpan {
  readonly service: string;
  readonly name: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
}

type Tempo = Pick<Context, 'stack' | 'ends'>;

const END = 'tempo';

const reach = ({ stack: { tempo }, ends }: Tempo): Promise<Reached> =>
  ends.reach(END, { url: tempo.dataSource.url, namespace: tempo.namespace });

/**
 * @param traceId 32 hexadecimal digits
 * @returns undefined while Tempo does not have the trace
 * @throws EndError if something else than Tempo's query API answers, or nothing
 */
export async function readTrace(context: Tempo, traceId: string): Promise<Trace | undefined> {
  const reached = await reach(context);
  const path = `/api/traces/${traceId}`;
  const headers = { accept: 'application/json', ...context.stack.tempo.dataSource.headers };
  const answer = await request(reached, path, { end: END, headers });
  if (answer.status === 404 && !isOfRouter(answer)) return undefined;
  if (answer.status !== 200) throw notReadable(answer, path, reached, context);
  const spans = spansIn(parsed(answer) ?? notTempo(answer, path, reached, context));
  return spans.length === 0 ? undefined : { spans };
}

/** A server without this path. Tempo's query API answers `trace not found`, or nothing. */
const isOfRouter = ({ text }: Answer): boolean => /page not found|<html/i.test(text);

function parsed({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notTempo(...answer: Parameters<typeof notReadable>): never {
  throw notReadable(...answer);
}

function notReadable(answer: Answer, path: string, reached: Reached, { stack }: Tempo): EndError {
  const { problem, fix } = unexpected(answer, path, reached, END);
  if (/no org id/i.test(answer.text)) return new EndError(END, problem, `add the header ${TENANT_HEADER} to the data source`);
  if (answer.status >= 500) return new EndError(END, problem, 'see the logs of the query-frontend');
  return new EndError(
    END,
    problem,
    reached.by === '--url' ? fix : `${stack.tempo.dataSource.url} of the data source is not the query API of Tempo; run npm run verify`,
  );
}

/** Tempo 1.5 names the scopes otherwise, and version 2 of its API the resources. */
function spansIn(document: unknown): TraceSpan[] {
  const lists = (of: unknown, ...names: string[]): readonly unknown[] => names.flatMap((name) => listAt(of, name));
  return [...lists(document, 'batches', 'resourceSpans'), ...listAt(document, 'trace', 'resourceSpans')].flatMap((batch) => {
    const name = listAt(batch, 'resource', 'attributes').find((attribute) => textAt(attribute, 'key') === 'service.name');
    const service = textAt(name, 'value', 'stringValue') ?? '';
    return lists(batch, 'scopeSpans', 'instrumentationLibrarySpans').flatMap((scope) =>
      listAt(scope, 'spans').map((span) => ({ service, name: textAt(span, 'name') ?? '', spanId: hex(textAt(span, 'spanId') ?? '') })),
    );
  });
}

/** Ids in JSON are base64. */
const hex = (id: string): string => (/^[0-9a-f]{16}$/i.test(id) ? id.toLowerCase() : Buffer.from(id, 'base64').toString('hex'));

/** What a search asks for: a service, and an attribute of a span. */
export interface Search {
  readonly service: string;
  readonly name: string;
  readonly attribute: readonly [name: string, value: string];
  /** When the span began, in milliseconds since 1970. */
  readonly start: number;
}

/** @returns the ids of the traces that a search finds, with 32 digits; undefined if this Tempo has no search */
export async function searchTraces(context: Tempo, search: Search): Promise<readonly string[] | undefined> {
  const { searchesBy, dataSource } = context.stack.tempo;
  const reached = await reach(context);
  const query = new URLSearchParams({
    ...(searchesBy === 'TraceQL' ? { q: traceQl(search) } : { tags: tags(search) }),
    ...period(search),
    limit: '20',
  });
  const props = { end: END, headers: dataSource.headers };
  const path = `/api/search?${query}`;
  if (searchesBy === 'tags' && (await request(reached, path, props)).status === 404) return undefined;
  const found = await requestJson(reached, path, props);
  return listAt(found, 'traces').map((trace) => (textAt(trace, 'traceID') ?? '').padStart(32, '0'));
}

const traceQl = ({ service, name, attribute: [key, value] }: Search): string =>
  `{ resource.service.name = ${JSON.stringify(service)} && name = ${JSON.stringify(name)} && span.${key} = ${JSON.stringify(value)} }`;

/** In the format logfmt. */
const tags = ({ service, name, attribute: [key, value] }: Search): string =>
  `service.name=${JSON.stringify(service)} name=${JSON.stringify(name)} ${key}=${JSON.stringify(value)}`;

/** Without it only what is not in the storage yet is searched. In seconds; clocks may differ by some minutes. */
const period = ({ start }: Search) => ({ start: String(Math.floor(start / 1000) - 600), end: String(Math.ceil(start / 1000) + 600) });
