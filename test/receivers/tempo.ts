/** A Tempo in this process: its receivers, and the query API that answers as Tempo 2.10 does. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Receiver } from '../../charts/tempo/receivers';
import type { MarkedSpan } from '../../smoke/send/span';
import { type Answer, type ReceiverServer, receiverServer } from './server';

export interface TempoServer {
  readonly receivers: ReadonlyMap<Receiver, ReceiverServer>;
  /** The URL of the query API. */
  readonly url: string;
  /** The requests that it got, with the headers of the last one. */
  readonly asked: string[];
  headers: http.IncomingHttpHeaders;
  readonly close: () => void;
}

export interface TempoServerProps {
  readonly receivers: readonly Receiver[];
  /** How the receivers answer. */
  readonly answer?: Answer;
  /** What it does to a span before it is stored; undefined to lose it. @default nothing */
  readonly store?: (span: MarkedSpan) => MarkedSpan | undefined;
  /** Whether a search finds anything. @default true */
  readonly searches?: boolean;
  /** Another answer to a query. */
  readonly answers?: (path: string) => { readonly code: number; readonly body: string } | undefined;
  /** The names of the lists in a trace. @default those of Tempo 2 */
  readonly names?: { readonly batches: string; readonly scopes: string };
}

export async function tempoServer(props: TempoServerProps): Promise<TempoServer> {
  const { store = (span) => span, searches = true, answers, names = { batches: 'batches', scopes: 'scopeSpans' } } = props;
  const receivers = new Map<Receiver, ReceiverServer>();
  for (const receiver of props.receivers) receivers.set(receiver, await receiverServer(receiver, props.answer));
  const stored = () => [...receivers.values()].flatMap(({ received }) => received.flatMap(({ span }) => store(span) ?? []));
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://tempo');
    asked.push(request.url ?? '');
    tempo.headers = request.headers;
    const json = (body: unknown) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const other = answers?.(pathname);
    if (other) return void response.writeHead(other.code).end(other.body);
    const [, id] = /^\/api\/traces\/([0-9a-f]+)$/.exec(pathname) ?? [];
    if (id) {
      const span = stored().find(({ traceId }) => traceId.padStart(32, '0') === id);
      return span ? json(traceOf(span, names)) : void response.writeHead(404).end();
    }
    if (pathname !== '/api/search') return void response.writeHead(404).end('404 page not found\n');
    const query = searchParams.get('q') ?? searchParams.get('tags') ?? '';
    const found = stored().filter(
      (span) =>
        searches && [span.service, span.name, ...Object.values(span.attributes).slice(0, 1)].every((text) => query.includes(`"${text}"`)),
    );
    json({ traces: found.map(({ traceId }) => ({ traceID: traceId.replace(/^0+/, '') })) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const receiver of receivers.values()) receiver.close();
    server.close().closeAllConnections();
  };
  const tempo: TempoServer = { receivers, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, headers: {}, close };
  return tempo;
}

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

const traceOf = ({ traceId, spanId, service, name }: MarkedSpan, { batches, scopes }: { batches: string; scopes: string }) => ({
  [batches]: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      [scopes]: [{ spans: [{ traceId: base64(traceId), spanId: base64(spanId), name }] }],
    },
  ],
});
