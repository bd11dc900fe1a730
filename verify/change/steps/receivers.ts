/** Receivers that go. What this stack sends follows them; what else sends there does not. */
import { COLLECTOR } from '../../../charts/collector/collector';
import { RECEIVERS, type Receiver } from '../../../charts/tempo/receivers';
import { type Finding, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { componentOfObject } from '../../world/component';
import { policiesIn } from '../../world/network-policies/policy';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';
import { openPorts } from './network-policies/open-ports';

type Receiving = 'tempo' | 'collector';

export function receiverChanges({ before, after, where }: Step): Finding[] {
  return (['tempo', 'collector'] as const).flatMap((component) => {
    const [old, now] = [before[component], after[component]];
    // A move to another namespace is an error of its own.
    if (!old || (now && now.namespace !== old.namespace) || (component === 'tempo' && !now)) return [];
    // An address that goes is that of every sender.
    const lost = now ? opened(before, component).filter((receiver) => !now.receivers.includes(receiver)) : old.receivers;
    if (lost.length === 0) return [];
    const key = [component, 'receivers'];
    const problem = now
      ? `no longer receives spans by ${listed(lost)}, and what still sends there loses them`
      : `leaves the output, and what still sends spans to ${COLLECTOR}.${old.namespace} loses them`;
    const fix = `before the merge, check that nothing else sends there${now ? '' : ', or let it send to Tempo'}`;
    const subject = now ? key.join('.') : component;
    return [warning(where(now ? key : [component]), CHANGE_RULES.says('receiver', problem, fix), { subject })];
  });
}

/** What anybody may send to. If the senders are complete, they are known to use other receivers. */
function opened(side: Side, component: Receiving): readonly Receiver[] {
  const policies = policiesIn(side).filter(({ placed }) => componentOfObject(placed, side) === component);
  const all = side[component]?.receivers ?? [];
  return policies.length === 0
    ? all
    : all.filter((receiver) => policies.some((policy) => openPorts(policy).includes(`${RECEIVERS[receiver].port}`)));
}
