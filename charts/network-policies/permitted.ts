/** Whether the hops of a stack permit another one already. */
import type { Hop, Side } from './hop';
import { seenPorts } from './policy';

/** Whether the pods of the one are among those of the other. */
function isAmong(pods: Side, others: Side): boolean {
  if (others === pods || others.isAnything) return true;
  const { namespace, labels = {}, oneOf } = others;
  const has = (key: string, values: readonly string[]) => values.includes(pods.labels?.[key] ?? '');
  return (
    !pods.isAnything &&
    (namespace === undefined || namespace === pods.namespace) &&
    Object.entries(labels).every(([key, value]) => has(key, [value])) &&
    (oneOf === undefined || has(oneOf.key, oneOf.values))
  );
}

function hasPorts(hop: Hop, of: Hop): boolean {
  const open = seenPorts(hop);
  return (
    open === undefined ||
    (seenPorts(of) ?? []).every(({ port, protocol }) => open.some((each) => each.port === port && each.protocol === protocol))
  );
}

/** Whether one policy lets it out of its pods, and another lets it in. @param hops of which every pod at an end has a policy */
export const isPermitted = (hop: Hop, hops: readonly Hop[]): boolean =>
  hops.some((each) => each.from === hop.from && isAmong(hop.to, each.to) && hasPorts(each, hop)) &&
  hops.some((each) => each.to === hop.to && isAmong(hop.from, each.from) && hasPorts(each, hop));
