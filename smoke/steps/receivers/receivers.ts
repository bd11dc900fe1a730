/** Every receiver accepts a span in its protocol, Grafana's data source has it, and a search finds it. */
import { randomBytes } from 'node:crypto';
import { isUdp, type Receiver } from '../../../charts/tempo/receivers';
import { isTenantHeader } from '../../../charts/tenants';
import type { Statement } from '../../../lib/findings/finding';
import { readTrace, type Search, searchTraces } from '../../read/tempo';
import { SMOKE_RULES } from '../../rules';
import { sendSpan } from '../../send/send';
import { isSendError, type MarkedSpan } from '../../send/span';
import type { SmokeStack } from '../../stack';
import { type Context, failed, MARK_ATTRIBUTE, notJudged, ok, SMOKE_SERVICE, type Step, type Verdict } from '../../step';
import { until } from '../../until';
import { isFoundDown } from '../rollout/readiness';
import { type Entry, entriesOf, notStored, refusedBy, wrongTransport } from './entry';

/** One step per receiver of the cluster file. The first sends to all of them: a search finds a trace only after some seconds. */
export function receiverSteps(stack: SmokeStack): Step[] {
  const entries = entriesOf(stack);
  const started = new Map<Entry, Promise<Verdict>>();
  const start = (entry: Entry, context: Context, isDown: boolean) => {
    const verdict = tried(entry, context, isDown);
    // The step that waits for it reports it.
    verdict.catch(() => undefined);
    started.set(entry, verdict);
  };
  return entries.map((entry) => ({
    part: 'receivers',
    name: entry.name,
    run: (context, earlier) => {
      if (!started.has(entry)) for (const each of entries) start(each, context, isFoundDown(earlier));
      const verdict = started.get(entry) as Promise<Verdict>;
      started.delete(entry);
      return verdict;
    },
  }));
}

/** @param isDown whether Tempo is known not to be ready */
async function tried(entry: Entry, context: Context, isDown: boolean): Promise<Verdict> {
  const { receiver, end, target } = entry;
  if (isUdp(receiver) && !context.ends.isGiven(end))
    return notJudged(`${receiver} is UDP, and a port-forward is TCP; use --url ${end}=udp://HOST:PORT`);
  const reached = await context.ends.reach(end, target);
  if (isUdp(receiver) !== (reached.transport === 'udp')) throw wrongTransport(entry);
  const span = markedSpan(receiver, context);
  const start = performance.now();
  const says = (statement: Statement) => failed(statement, `receiver ${entry.name}`);
  try {
    await sendSpan(receiver, { ...reached, headers: tenantOf(context) }, span);
  } catch (error) {
    if (isSendError(error)) return says(refusedBy(entry, error, reached, isDown));
    throw error;
  }
  const rest = { ...context, timeout: Math.max(context.timeout - (performance.now() - start), 0) };
  const found = await until(rest, async () => (await readTrace(context, span.traceId))?.spans.find(({ spanId }) => spanId === span.spanId));
  if (!found) return absentVerdict(entry, span, context);
  if (found.service !== span.service || found.name !== span.name)
    return says(
      SMOKE_RULES.says(
        'changed-span',
        `trace ${span.traceId} has span ${found.name} of service ${found.service} instead of span ${span.name} of service ${span.service}`,
        'look for a collector in between that changes it',
      ),
    );
  return searched(span, entry, context, start);
}

/** A collector that samples may have dropped it. */
function absentVerdict(entry: Entry, { traceId }: MarkedSpan, { stack: { tempo }, timeout }: Context): Verdict {
  const verb = isUdp(entry.receiver) ? 'was sent' : 'accepted';
  const problem = `${verb} trace ${traceId}, which ${tempo.dataSource.url} does not have after ${seconds(timeout)}`;
  const wait = entry.collector?.decisionWait;
  if (wait === undefined) return failed(notStored(entry, problem), `receiver ${entry.name}`);
  const cause = `collector.tailSampling may have dropped it, which it decides ${wait} after the first span`;
  return notJudged(`${problem}: ${cause}; add a policy that keeps those of ${SMOKE_SERVICE}`);
}

async function searched(span: MarkedSpan, { name: entry }: Entry, context: Context, start: number): Promise<Verdict> {
  const { traceId, service, name } = span;
  const read = `trace ${traceId} read back after ${secondsSince(start)}`;
  const search: Search = { service, name, attribute: [MARK_ATTRIBUTE, context.mark], start: span.start };
  const rest = { ...context, timeout: Math.max(context.timeout - (performance.now() - start), 0) };
  let hasSearch = true;
  const isFound = await until(rest, async () => {
    const ids = await searchTraces(context, search);
    hasSearch = ids !== undefined;
    return !hasSearch || ids?.includes(traceId) || undefined;
  });
  if (!hasSearch) return ok(`${read}; the search of this Tempo is off`);
  if (isFound) return ok(`${read}, found by search after ${secondsSince(start)}`);
  const problem = `trace ${traceId} is there, but a search for its service finds nothing after ${seconds(context.timeout)}`;
  return failed(SMOKE_RULES.says('not-found-by-search', problem, 'see the logs of the query-frontend'), `receiver ${entry}`);
}

const secondsSince = (start: number): string => seconds(performance.now() - start);
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1).replace(/\.0$/, '')} s`;

function markedSpan(receiver: Receiver, { mark }: Context): MarkedSpan {
  // Not a zero at the start, which some answers leave out.
  const traceId = `${(randomBytes(1).readUInt8() | 0x10).toString(16)}${randomBytes(15).toString('hex')}`;
  const attributes = { [MARK_ATTRIBUTE]: mark, receiver };
  return {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    service: SMOKE_SERVICE,
    name: `smoke ${receiver}`,
    attributes,
    start: Date.now() - AGE,
    duration: DURATION,
  };
}

/** Of the span, in milliseconds. */
const DURATION = 10;

/**
 * How long ago the span began, in milliseconds. Tempo 3 searches nothing that is younger than 30 s (`query_end_cutoff`, modules/frontend/config.go),
 * and the ingesters of Tempo 2 change the time of a block with spans older than 2 minutes (`ingestion_time_range_slack`, tempodb/wal).
 */
const AGE = 45_000;

/** The header of the tenant that the data source has, which a span needs too. */
const tenantOf = ({ stack }: Context): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(stack.tempo.dataSource.headers).filter(([name]) => isTenantHeader(name)));
