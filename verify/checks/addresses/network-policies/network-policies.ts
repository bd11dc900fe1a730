/** Checks that no NetworkPolicy stops what the stack needs. */
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import type { World } from '../../../stack';
import { traefiksIn } from '../../../uses/traefik';
import { aboutObject } from '../../../world/kubernetes';
import { somePodOf } from '../../../world/network-policies/end';
import { labelsOfPod, selects } from '../../../world/network-policies/labels';
import { type Direction, hasOtherPolicies, type Policy, policiesIn } from '../../../world/network-policies/policy';
import { type Stop, verdictOn } from '../../../world/network-policies/verdict';
import type { Route } from '../path/hops';
import type { Surroundings } from '../resolve';
import { ADDRESSES_RULES } from '../rules';
import { DNS_SERVERS, neededHops, placeOf } from './hops';
import type { NeededHop } from './needed-hop';

export function checkNetworkPolicies(routes: readonly Route[], surroundings: Surroundings): Finding[] {
  const { world } = surroundings;
  const policies = policiesIn(world);
  const open = openPods(policies, surroundings);
  if (policies.length === 0 || hasOtherPolicies(world)) return open;
  const found = neededHops(routes, surroundings).flatMap((hop) => {
    const verdict = verdictOn(hop, policies);
    if (typeof verdict === 'string') return [];
    const isReached = alternatives(hop, world).some((other) => typeof verdictOn(other, policies) === 'string');
    const [policy] = verdict.policies;
    return isReached || !policy ? [] : [error(policy.placed.place, statementOf(hop, verdict, world), aboutObject(policy.placed.object))];
  });
  return [...open, ...found].filter(
    (finding, index, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(finding)) === index,
  );
}

/** The pods that this stack installs, and that `networkPolicies` should isolate. Traefik needs to reach everything. */
function openPods(policies: readonly Policy[], { world, lookup }: Surroundings): Finding[] {
  if (!world.declared.hasNetworkPolicies || !world.isOurs) return [];
  const traefiks = traefiksIn(lookup).map(({ pod }) => pod);
  const own = lookup.pods.filter((pod) => pod.placed.application !== undefined && !traefiks.includes(pod));
  return own.flatMap((pod) => {
    const { object, namespace = 'default', place } = pod.placed;
    const isIsolated = (direction: Direction) =>
      policies.some(
        (policy) => policy.rules[direction] && policy.namespace === namespace && selects(policy.podSelector, labelsOfPod(pod)) !== false,
      );
    if (isIsolated('ingress') && isIsolated('egress')) return [];
    const problem = 'networkPolicies is on, but no NetworkPolicy isolates its pods';
    return [warning(place, ADDRESSES_RULES.says('open-pod', problem, 'add one for them'), aboutObject(object))];
  });
}

/** Connections that do instead. OpenShift has its DNS elsewhere. */
function alternatives(hop: NeededHop, world: World): NeededHop[] {
  const servers = isDns(hop) ? DNS_SERVERS : [];
  return [
    ...servers.map(({ namespace, port }) => ({ ...hop, to: somePodOf(namespace, world), port })),
    ...[...(hop.otherPorts ?? []), ...(hop.rarePorts ?? [])].map((port) => ({ ...hop, port })),
  ];
}

const isDns = ({ protocol, port }: NeededHop): boolean => protocol === 'UDP' && port === DNS_SERVERS[0].port;

/** One policy is the subject; the others that select the pod permit too little as well. */
function statementOf(hop: NeededHop, { direction, policies: [policy, ...others] }: Stop, world: World): Statement {
  const { who, what, port, otherPorts = [], protocol, behind, from, to } = hop;
  const ports = `${port === undefined ? 'this' : `${protocol} port ${[port, ...otherPorts].join(' or ')}`}${behind === undefined ? '' : `, where the proxy of Linkerd receives port ${behind},`}`;
  const [side, other] = direction === 'ingress' ? ['from', placeOf(from)] : ['to', placeOf(to)];
  const also = others.length > 0 ? ` (nor of ${listed(others.map(({ placed }) => placed.object.metadata.name))})` : '';
  const place = other === 'there' ? '' : ` ${side} ${other}`;
  const problem = `stops ${who}, which ${what}: no ${direction} rule${also} allows ${ports}${place}`;
  return ADDRESSES_RULES.says('network-policy', problem, isOfOwnList(hop, policy, world) ? 'list it in senders.workloads' : 'add one');
}

/** Whether the policy permits the senders of the cluster file, and this is another one, such as a component of the user's own. */
function isOfOwnList({ isOfSpans, pods: { from } }: NeededHop, policy: Policy | undefined, { isOurs, declared }: World): boolean {
  const { hasNetworkPolicies, stackNamespaces } = declared;
  const sender = from?.placed.namespace;
  if (!isOurs || !hasNetworkPolicies || !isOfSpans || !policy || sender === undefined) return false;
  return stackNamespaces?.has(policy.namespace) === true && !stackNamespaces.has(sender);
}
