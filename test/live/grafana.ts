/** What Grafana asks Tempo through a data source: pkg/tsdb/tempo and public/app/plugins/datasource/tempo of its repository. */
import { setTimeout as after } from 'node:timers/promises';
import type { Live } from './live';
import { stackOf } from './smoke';
import type { Sent } from './trace';

interface Request {
  /** As Grafana's user names it. */
  readonly what: string;
  /** Below the URL of the data source. */
  readonly path: string;
  readonly accept?: string;
  /** What its answer contains, once it is whole. */
  readonly contains: string;
}

/** @param hasMetrics whether Tempo keeps what TraceQL metrics read @param service that of the trace */
function requests({ id, name }: Sent, service: string, hasMetrics: boolean): Request[] {
  const now = Math.floor(Date.now() / 1000);
  const period = `start=${now - 900}&end=${now + 60}`;
  const query = encodeURIComponent(`{resource.service.name="${service}" && name="${name}"}`);
  const rate = encodeURIComponent(`{resource.service.name="${service}"} | rate()`);
  return [
    { what: 'Save & test', path: '/api/echo', contains: 'echo' },
    { what: 'version', path: '/api/status/buildinfo', contains: '"version"' },
    { what: 'tags', path: `/api/v2/search/tags?${period}`, contains: '"service.name"' },
    { what: 'values of a tag', path: `/api/v2/search/tag/resource.service.name/values?${period}&q=%7B%7D`, contains: `"${service}"` },
    { what: 'search', path: `/api/search?q=${query}&limit=20&spss=3&${period}`, contains: id.replace(/^0+/, '') },
    { what: 'trace by id', path: `/api/v2/traces/${id}?${period}`, accept: 'application/protobuf', contains: name },
    ...(hasMetrics
      ? [
          { what: 'TraceQL metrics over time', path: `/api/metrics/query_range?q=${rate}&${period}&step=15s`, contains: '"samples"' },
          { what: 'TraceQL metrics', path: `/api/metrics/query?q=${rate}&${period}`, contains: '"value"' },
        ]
      : []),
  ];
}

/** How long an answer may lack the newest trace, in milliseconds. */
const LATE = 60_000;

/** Grafana's requests find a trace that was sent. */
export const asGrafana = (live: Live, sent: Sent, { service = 'live', hasMetrics = false } = {}): Promise<void> =>
  live.step('Grafana', async () => {
    const { url, headers } = stackOf(live).tempo.dataSource;
    const end = Date.now() + LATE;
    const asked = requests(sent, service, hasMetrics);
    for (const { what, path, accept = 'application/json', contains } of asked)
      for (;;) {
        const response = await fetch(url + path, { headers: { accept, ...headers } });
        const text = await response.text();
        if (response.ok && text.includes(contains)) break;
        if (Date.now() > end) throw new Error(`${what}: ${url}${path} answered ${response.status} ${text.slice(0, 300)}`);
        await after(1000);
      }
    return asked.map(({ what }) => what).join(', ');
  });
