/** Every receiver accepts a span in its protocol, Grafana's data source has it, and a search finds it. */
import { randomBytes } from 'node:crypto';
import { isUdp, type Receiver } from '../../charts/tempo/receivers';
import type { Statement } from '../../lib/findings/finding';
import { TENANT_HEADER } from '../../verify/world/tempo-server';
import { EndError, type Reached } from '../ends/ends';
import { readTrace, type Search, searchTraces } from '../read/tempo';
import { SMOKE_RULES } from '../rules';
import { sendSpan } from '../send/send';
import { isSendError, type MarkedSpan, type Refusal, type SendError } from '../send/span';
import type { SmokeStack } from '../stack';
import { type Context, failed, MARK_ATTRIBUTE, notJudged, ok, SMOKE_SERVICE, type Step, type Verdict } from '../step';
import { until } from '../until';

type ReceiverOfStack = SmokeStack['tempo']['receivers'][number];

/** One step per receiver of the cluster file. The first sends to all of them: a search finds a trace only after some seconds. */
export function receiverSteps({ tempo: { receivers } }: SmokeStack): Step[] {
  const started = new Map<Receiver, Promise<Verdict>>();
  const start = (of: ReceiverOfStack, context: Context) => {
    const verdict = tried(of, context);
    // The step that waits for it reports it.
    verdict.catch(() => undefined);
    started.set(of.receiver, verdict);
  };
  return receivers.map((of) => ({
    part: 'receivers',
    name: of.receiver,
    run: (context) => {
      if (!started.has(of.receiver)) for (const each of receivers) start(each, context);
      const verdict = started.get(of.receiver) as Promise<Verdict>;
      started.delete(of.receiver);
      return verdict;
    },
  }));
}

async function tried({ receiver, endpoint }: ReceiverOfStack, context: Context): Promise<Verdict> {
  if (isUdp(receiver) && !context.ends.isGiven(receiver))
    return notJudged(`${receiver} is UDP, and a port-forward is TCP; use --url ${receiver}=udp://HOST:PORT`);
  const reached = await context.ends.reach(receiver, endpoint);
  if (isUdp(receiver) !== (reached.transport === 'udp')) throw wrongTransport(receiver);
  const span = markedSpan(receiver, context);
  const start = performance.now();
  const says = (statement: Statement) => failed(statement, `receiver ${receiver}`);
  try {
    await sendSpan(receiver, { ...reached, headers: tenantOf(context) }, span);
  } catch (error) {
    if (isSendError(error)) return says(refused(error, receiver, reached));
    throw error;
  }
  const rest = { ...context, timeout: Math.max(context.timeout - (performance.now() - start), 0) };
  const found = await until(rest, async () => (await readTrace(context, span.traceId))?.spans.find(({ spanId }) => spanId === span.spanId));
  if (!found) return says(notStored(span, receiver, context));
  if (found.service !== span.service || found.name !== span.name)
    return says(
      SMOKE_RULES.says(
        'changed-span',
        `trace ${span.traceId} has ${found.service} ${found.name} in place of ${span.service} ${span.name}`,
        'look for a collector in between that changes it',
      ),
    );
  return searched(span, receiver, context, start);
}

async function searched(span: MarkedSpan, receiver: Receiver, context: Context, start: number): Promise<Verdict> {
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
  return failed(SMOKE_RULES.says('not-found-by-search', problem, 'see the logs of the query-frontend'), `receiver ${receiver}`);
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
  Object.fromEntries(Object.entries(stack.tempo.dataSource.headers).filter(([name]) => name.toLowerCase() === TENANT_HEADER.toLowerCase()));

const wrongTransport = (receiver: Receiver): EndError =>
  new EndError(
    receiver,
    isUdp(receiver) ? 'listens on UDP' : 'does not listen on UDP',
    `use --url ${receiver}=${isUdp(receiver) ? 'udp' : 'http'}://HOST:PORT`,
  );

const FIXES: Readonly<Record<Refusal, (receiver: Receiver) => string>> = {
  unreachable: () => 'see the pods and the logs of the distributor',
  tls: (receiver) => `remove tls from the options of ${receiver}; its senders do not use TLS`,
  closed: (receiver) => `enable ${receiver} in tempo.receivers, and sync Tempo: nothing listens on its port there`,
  protocol: (receiver) => `something else than ${receiver} listens there; correct the port`,
  missing: (receiver) => `enable ${receiver} in tempo.receivers, and sync Tempo`,
  tenant: () => `turn multitenancy off, or add the header ${TENANT_HEADER} to all senders and the data source`,
  refused: () => 'see the logs of the distributor',
};

function refused({ refusal, message }: SendError, receiver: Receiver, { by }: Reached): Statement {
  const rule = refusal === 'unreachable' ? 'unreachable' : 'refused';
  const fix = by === '--url' && refusal !== 'tenant' && refusal !== 'refused' ? `correct --url ${receiver}=URL, or ` : '';
  return SMOKE_RULES.says(rule, `${message} (${by})`, `${fix}${FIXES[refusal](receiver)}`);
}

function notStored({ traceId }: MarkedSpan, receiver: Receiver, { stack: { tempo }, timeout }: Context): Statement {
  const accepted = isUdp(receiver) ? 'was sent' : 'accepted';
  const problem = `${accepted} trace ${traceId}, which ${tempo.dataSource.url} does not have after ${seconds(timeout)}`;
  const fix = isUdp(receiver)
    ? `see whether ${receiver} is enabled and its UDP port is reached, then the logs of the distributor`
    : 'see the counters of Tempo below, and the logs of its pods';
  return SMOKE_RULES.says('not-stored', problem, fix);
}
