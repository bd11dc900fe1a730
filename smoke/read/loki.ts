/** Log lines by Loki's API: https://grafana.com/docs/loki/latest/reference/loki-http-api/ */
import type { Context } from '../step';
import { requestJson } from './request';

/** Labels that usual collectors set, the likeliest first. A query needs one. */
const USUAL = ['namespace', 'service_name', 'app', 'job', 'container', 'pod', 'filename', 'stream'];

/** More labels are not tried. */
const MOST_LABELS = 6;

/** How far back a query looks, in milliseconds. */
const BACK = 10 * 60_000;

interface Streams {
  readonly data?: { readonly result?: readonly { readonly values?: readonly (readonly [time: string, line: string])[] }[] };
}

/**
 * The lines that contain a text, of the last minutes.
 * @param isMeant which of them: Loki may have this very query too, in its own log
 * @throws EndError
 */
export async function linesWith({ ends, stack }: Context, text: string, isMeant: (line: string) => boolean): Promise<string[]> {
  const { loki } = stack;
  if (!loki) return [];
  const reached = await ends.reach('loki', { url: loki.url, namespace: stack.tempo.namespace });
  const get = <Document>(path: string) => requestJson<Document>(reached, path, { end: 'loki', headers: loki.headers });
  const range = `start=${Date.now() - BACK}000000&end=${Date.now() + 60_000}000000`;
  const { data: labels = [] } = await get<{ data?: string[] }>(`/loki/api/v1/labels?${range}`);
  const known = USUAL.filter((label) => labels.includes(label));
  const others = labels.filter((label) => !USUAL.includes(label) && !label.startsWith('__'));
  for (const label of [...known, ...others].slice(0, MOST_LABELS)) {
    const query = encodeURIComponent(`{${label}=~".+"} |= ${JSON.stringify(text)}`);
    const answer = await get<Streams>(`/loki/api/v1/query_range?query=${query}&limit=1000&${range}`);
    const lines = (answer.data?.result ?? []).flatMap(({ values = [] }) => values.map(([, line]) => line)).filter(isMeant);
    if (lines.length > 0) return lines;
  }
  return [];
}
