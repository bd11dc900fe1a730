/** Where a span enters the stack: at a receiver of Tempo, or of a collector in front of it. */
import { isUdp, type Receiver } from '../../../charts/tempo/receivers';
import { TENANT_HEADER } from '../../../charts/tenants';
import type { Statement } from '../../../lib/findings/finding';
import { EndError, type EndName, type Reached, type Target } from '../../ends/ends';
import { SMOKE_RULES } from '../../rules';
import type { Refusal, SendError } from '../../send/span';
import type { SmokeCollector, SmokeStack } from '../../stack';
import { collectorEnd } from '../../urls';

export interface Entry {
  readonly receiver: Receiver;
  readonly target: Target;
  /** Its name for `--url`. */
  readonly end: EndName;
  /** `zipkin`, or `zipkin of the collector`. */
  readonly name: string;
  /** Undefined for a receiver of Tempo. */
  readonly collector?: SmokeCollector;
}

/** All entries, those of Tempo first. */
export const entriesOf = ({ tempo, collector }: SmokeStack): Entry[] => [
  ...tempo.receivers.map(({ receiver, endpoint }) => ({ receiver, target: endpoint, end: receiver, name: receiver })),
  ...(collector?.receivers ?? []).map(({ receiver, target }) => ({
    ...{ receiver, target, end: collectorEnd(receiver), collector },
    name: `${receiver} of the collector`,
  })),
];

export const wrongTransport = ({ receiver, end }: Entry): EndError =>
  new EndError(
    end,
    isUdp(receiver) ? 'listens on UDP' : 'does not listen on UDP',
    `use --url ${end}=${isUdp(receiver) ? 'udp' : 'http'}://HOST:PORT`,
  );

/** Whose logs tell more. */
const logsOf = ({ collector }: Entry): string => `the logs of ${collector ? collector.title : 'the distributor'}`;

const enabled = ({ receiver, collector }: Entry): string =>
  collector ? `let ${collector.title} receive ${receiver}` : `enable ${receiver} in tempo.receivers, and sync Tempo`;

const FIXES: Readonly<Record<Refusal, (entry: Entry) => string>> = {
  unreachable: (entry) => `see the pods and ${logsOf(entry)}`,
  tls: ({ receiver }) => `remove tls from the options of ${receiver}; its senders do not use TLS`,
  closed: (entry) => `${enabled(entry)}: nothing listens on its port there`,
  protocol: ({ receiver }) => `something else than ${receiver} listens there; correct the port`,
  missing: enabled,
  tenant: () => `turn multitenancy off, or add the header ${TENANT_HEADER} to all senders and the data source`,
  refused: (entry) => `see ${logsOf(entry)}`,
};

/** Nothing in the answer is about the receiver. */
const WITHOUT_ANSWER: readonly Refusal[] = ['unreachable', 'closed'];

/** The span was not accepted. @param isDown whether Tempo is known not to be ready */
export function refusedBy(entry: Entry, { refusal, message }: SendError, { by }: Reached, isDown: boolean): Statement {
  const rule = refusal === 'unreachable' ? 'unreachable' : 'refused';
  if (isDown && !entry.collector && WITHOUT_ANSWER.includes(refusal))
    return SMOKE_RULES.says(rule, `${message} (${by})`, 'see above why Tempo is not ready, and run smoke again when it is');
  const fix = by === '--url' && refusal !== 'tenant' && refusal !== 'refused' ? `correct --url ${entry.end}=URL, or ` : '';
  return SMOKE_RULES.says(rule, `${message} (${by})`, `${fix}${FIXES[refusal](entry)}`);
}

/** The trace that it got cannot be read. @param problem `accepted trace 5f…, which http://tempo.tracing:3200 does not have after 30 s` */
export function notStored(entry: Entry, problem: string): Statement {
  const { receiver, collector } = entry;
  if (isUdp(receiver))
    return SMOKE_RULES.says('not-stored', problem, `see whether ${receiver} is enabled and its UDP port is reached, then ${logsOf(entry)}`);
  const fix = collector
    ? `see ${logsOf(entry)}: its exporter says what Tempo answers`
    : 'see the counters of Tempo below, and the logs of its pods';
  return SMOKE_RULES.says('not-stored', problem, fix);
}
