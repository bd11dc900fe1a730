/** The way from a vote over its log line to its trace, as a user of Grafana goes it. */
import { randomBytes } from 'node:crypto';
import { readTrace, type Trace } from '../../read/tempo';
import { SMOKE_RULES } from '../../rules';
import type { Vote } from '../../stack';
import { type Context, failed, notJudged, ok, type Verdict } from '../../step';
import { until } from '../../until';
import { idsIn } from './access-log';
import { castVote } from './request';

export interface Linked {
  readonly verdict: Verdict;
  /** If the verdict is ok. */
  readonly found?: FoundTrace;
}

export interface FoundTrace {
  readonly id: string;
  readonly trace: Trace;
}

/** Below a sample rate of 1, so many votes that one is sampled, but never more. */
const MOST_VOTES = 60;

const votesFor = (sampleRate: number): number => Math.min(MOST_VOTES, Math.ceil(sampleRate < 1 ? 5 / sampleRate : 1));

/** @param kind `plain`, or the format of the incoming headers */
export async function follow(context: Context, vote: Vote, kind: string, headers: Headers): Promise<Linked> {
  const { stack } = context;
  if (vote.traefik.sampleRate === 0) return { verdict: notJudged('traefik.sampleRate is 0') };
  if (!stack.loki) return { verdict: notJudged('the cluster file has no grafana.loki, so no expression is delivered') };
  if (stack.loki.expressions.length === 0) return { verdict: notJudged('no derived field is delivered for the log lines of Traefik') };
  const mark = `${context.mark}-${kind}`;
  const votes = votesFor(vote.traefik.sampleRate);
  for (let number = 1; number <= votes; number++) {
    const verdict = await castVote(context, vote, `${mark}-${number}`, headers());
    if (verdict) return { verdict };
  }
  const found = await idsIn(context, mark, votes);
  if ('verdict' in found) return found;
  const { ids, by } = found;
  const trace = await until(context, () => firstOf(context, ids));
  if (!trace) return { verdict: withoutTrace(context, vote, ids) };
  const several = votes > 1 ? ` of ${votes} votes` : '';
  return { verdict: ok(`trace ${trace.id}${several}, by its line in ${by}`), found: trace };
}

/** The first of the traces that Tempo has. */
async function firstOf(context: Context, ids: readonly string[]): Promise<FoundTrace | undefined> {
  for (const id of ids) {
    const trace = await readTrace(context, id);
    if (trace) return { id, trace };
  }
  return undefined;
}

/** New ones for each vote. */
export type Headers = () => Readonly<Record<string, string>>;

/** A sampled trace of a client, in the format that Traefik reads. */
export function incomingHeaders({ traefik: { reads } }: Vote): { readonly format: string; readonly headers: Headers } {
  const [trace, span] = [() => randomBytes(16).toString('hex'), () => randomBytes(8).toString('hex')];
  if (reads.includes('tracecontext')) return { format: 'traceparent', headers: () => ({ traceparent: `00-${trace()}-${span()}-01` }) };
  return { format: 'b3', headers: () => ({ 'x-b3-traceid': trace(), 'x-b3-spanid': span(), 'x-b3-sampled': '1' }) };
}

function withoutTrace({ stack, timeout }: Context, { traefik }: Vote, ids: readonly string[]): Verdict {
  const { url } = stack.tempo.dataSource;
  const which = ids.length === 1 ? `trace ${ids[0]}` : `none of the ${ids.length} traces, such as ${ids[0]}`;
  const problem = `${url} ${ids.length === 1 ? 'does not have' : 'has'} ${which} of the log line after ${timeout / 1000} s`;
  const fix = traefik.collector
    ? `see whether the collector at ${traefik.collector} sends the spans of Traefik on to Tempo`
    : `see the log of Traefik in namespace ${traefik.namespace} for its exporter, and whether it runs with the values of dist/`;
  return failed(SMOKE_RULES.says('no-trace', problem, fix), 'Traefik');
}
