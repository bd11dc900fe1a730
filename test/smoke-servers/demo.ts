/** Traefik with the demo behind it, Loki and Tempo, as smoke sees them. */
import { randomBytes } from 'node:crypto';
import { readTestFile } from '../synthesis';
import { listen, type Said, type Server } from './server';

export interface Demo {
  readonly traefik: Server;
  readonly loki: Server;
  readonly tempo: Server;
  readonly close: () => void;
}

export interface DemoProps {
  /** Whose recorded line is written for each vote. @default 2.11.2 */
  readonly traefik?: '2.11.2' | '3.7.11';
  /** What Traefik answers. @default 200 */
  readonly answers?: Said;
  /** The services in the trace of a vote; empty if Tempo does not have it. @default all */
  readonly services?: readonly string[];
  /** Changes the line that Loki has, or adds others. */
  readonly line?: (line: string) => string | readonly string[] | undefined;
  /** Whether each trace is a new one, in spite of incoming headers. */
  readonly dropsIncoming?: boolean;
  /** Whether the vote with this number is sampled. @default every one */
  readonly isSampled?: (number: number) => boolean;
}

const SERVICES = ['traefik', 'web', 'voting', 'linkerd-proxy'];

/** A line that Traefik wrote for a request to the demo, with another path and trace id. */
const written = (release: string, path: string, id: string): string => {
  const line = readTestFile(`log-lines/traefik-${release}.jsonl`)
    .split('\n')
    .find((each) => each.includes('"RouterName":"emojivoto@file"'));
  if (!line) throw new Error(`no line of Traefik ${release}`);
  return line
    .replace(/"RequestPath":"[^"]*"/, () => `"RequestPath":"${path}"`)
    .replace(/("(?:request_X-B3-Traceid|trace_id|TraceId)":")\w+/g, `$1${id}`);
};

export async function startDemo({
  traefik: release = '2.11.2',
  answers = [200],
  services = SERVICES,
  line = (text) => text,
  isSampled = () => true,
  dropsIncoming = false,
}: DemoProps = {}): Promise<Demo> {
  const lines: string[] = [];
  const traces = new Set<string>();
  let votes = 0;
  const traefik = await listen(({ path, query, headers }) => {
    const incoming = String(headers['x-b3-traceid'] ?? String(headers.traceparent ?? '').split('-')[1] ?? '');
    const id = dropsIncoming || incoming === '' || incoming === 'undefined' ? randomBytes(16).toString('hex') : incoming;
    const logged = line(written(release, `${path}?${query}`, id));
    if (logged && path.startsWith('/api/vote')) lines.push(...[logged].flat());
    if (isSampled(votes++)) traces.add(id);
    return answers;
  });
  const loki = await listen(({ path, query }) => {
    if (path === '/loki/api/v1/labels') return [200, { data: ['filename', 'namespace'] }];
    const [, label, text = ''] = /^\{(\w+)=~"\.\+"\} \|= "(.*)"$/.exec(query.get('query') ?? '') ?? [];
    const found = label === 'namespace' ? lines.filter((each) => each.includes(text)) : [];
    return path === '/loki/api/v1/query_range' ? [200, { data: { result: [{ values: found.map((each) => ['1', each]) }] } }] : [404];
  });
  const tempo = await listen(({ path }) => {
    const id = /^\/api\/traces\/(\w+)$/.exec(path)?.[1] ?? '';
    if (!traces.has(id) || services.length === 0) return [404];
    return [200, { batches: services.map((service) => batch(service)) }];
  });
  const all = [traefik, loki, tempo];
  return { traefik, loki, tempo, close: () => all.forEach((server) => void server.close()) };
}

const batch = (service: string) => ({
  resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
  scopeSpans: [{ spans: [{ name: 'request', spanId: randomBytes(8).toString('base64') }] }],
});
