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
  const sent: string[] = [];
  for (let number = 1; number <= votes; number++) {
    const { traceId, ...incoming } = headers();
    if (traceId) sent.push(traceId);
    const verdict = await castVote(context, vote, `${mark}-${number}`, incoming.headers);
    if (verdict) return { verdict };
  }
  const found = await idsIn(context, stack.loki, mark, votes);
  if ('verdict' in found) return found;
  const { ids } = found;
  if (sent.length > 0 && !ids.some((id) => sent.some((other) => isSame(id, other))))
    return { verdict: withOtherId(vote, kind, ids[0] ?? '', sent[0] ?? '') };
  const trace = await until(context, () => firstOf(context, ids));
  if (!trace) return { verdict: vote.traefik.isSampled ? notJudged(dropped(ids)) : withoutTrace(context, vote, ids) };
  const several = votes > 1 ? ` of ${votes} votes` : '';
  return { verdict: ok(`trace ${trace.id}${several}, by its line in Loki`), found: trace };
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
export type Headers = () => {
  readonly headers: Readonly<Record<string, string>>;
  /** That of the headers, if Traefik reads their format. */
  readonly traceId?: string;
};

/** A sampled trace of a client, in the format that Traefik reads; in that of B3 if none is known. */
export function incomingHeaders({ traefik: { reads } }: Vote): { readonly format: string; readonly headers: Headers } {
  const ids = (): [string, string] => [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  if (reads.includes('tracecontext')) {
    const headers: Headers = () => {
      const [traceId, span] = ids();
      return { headers: { traceparent: `00-${traceId}-${span}-01` }, traceId };
    };
    return { format: 'traceparent', headers };
  }
  const isRead = reads.includes('b3multi');
  const headers: Headers = () => {
    const [traceId, span] = ids();
    return { headers: { 'x-b3-traceid': traceId, 'x-b3-spanid': span, 'x-b3-sampled': '1' }, ...(isRead && { traceId }) };
  };
  return { format: 'b3', headers };
}

/** A tracer with ids of 64 bits keeps the last 16 digits, and some leave out the zeros at the start. */
const isSame = (id: string, other: string): boolean => lastDigits(id) === lastDigits(other);

const lastDigits = (id: string): string => id.toLowerCase().padStart(16, '0').slice(-16);

function withOtherId({ traefik }: Vote, kind: string, id: string, sent: string): Verdict {
  const problem = `the log line of the vote has trace ${id}, and its request was sent with the ${kind} of trace ${sent}`;
  const fix = `let the proxy in front of Traefik forward that header, and run Traefik with the values of dist/ in namespace ${traefik.namespace}`;
  return failed(SMOKE_RULES.says('other-trace-id', problem, fix), 'Traefik');
}

const dropped = ([id]: readonly string[]): string =>
  `Tempo does not have trace ${id} of the log line, and collector.tailSampling may have dropped it; add a policy that keeps those of Traefik`;

function withoutTrace({ stack, timeout }: Context, { traefik }: Vote, ids: readonly string[]): Verdict {
  const { url } = stack.tempo.dataSource;
  const which = ids.length === 1 ? `trace ${ids[0]}` : `none of the ${ids.length} traces, such as ${ids[0]}`;
  const problem = `${url} ${ids.length === 1 ? 'does not have' : 'has'} ${which} of the log line after ${timeout / 1000} s`;
  const fix = traefik.collector
    ? `see whether the collector at ${traefik.collector} sends the spans of Traefik on to Tempo`
    : `see the log of Traefik in namespace ${traefik.namespace} for its exporter, and whether it runs with the values of dist/`;
  return failed(SMOKE_RULES.says('no-trace', problem, fix), 'Traefik');
}
