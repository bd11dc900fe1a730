/** Network policies that are turned on for pods that run, or that permit less than before. */
import { INBOUND_PORT } from '../../../../charts/linkerd/ports';
import { RECEIVERS } from '../../../../charts/tempo/receivers';
import { type Finding, warning } from '../../../../lib/findings/finding';
import { groupedBy } from '../../../../lib/findings/grouped-by';
import { listed } from '../../../../lib/findings/listed';
import { componentOfObject } from '../../../world/component';
import { type Policy, policiesIn } from '../../../world/network-policies/policy';
import { CHANGE_RULES } from '../../rules';
import type { Step } from '../../step';
import { closedPeers } from './closed-peers';
import { openPorts, portsOf } from './open-ports';
import { proxyPortChanges } from './proxy-ports';

export function isolationChanges(step: Step): Finding[] {
  const { before, after } = step;
  const [old, now] = [policiesIn(before), policiesIn(after)];
  const pairs = now.map((policy) => ({
    old: old.find(({ placed, namespace }) => namespace === policy.namespace && nameOf({ placed }) === nameOf(policy)),
    now: policy,
  }));
  return [
    ...isolatedNamespaces(step, old, now),
    ...pairs.flatMap((pair) => (pair.old ? [...closedPorts(step, pair.old, pair.now), ...closedPeers(step, pair.old, pair.now)] : [])),
    ...proxyPortChanges(step, pairs),
  ];
}

const nameOf = ({ placed }: Pick<Policy, 'placed'>): string => placed.object.metadata.name;

/** The namespaces whose pods no policy of the output isolated before. Those of a component that is new run nothing yet. */
function isolatedNamespaces({ before, where }: Step, old: readonly Policy[], now: readonly Policy[]): Finding[] {
  const isolated = new Set(old.map(({ namespace }) => namespace));
  const own = before.releases.filter(({ delivery }) => delivery !== 'somebody else');
  const running = new Set([...before.objects, ...own].flatMap(({ namespace }) => namespace ?? []));
  const all = [...new Set(now.map(({ namespace }) => namespace))].filter((name) => running.has(name) && !isolated.has(name));
  if (all.length === 0 || before.isDamaged) return [];
  const problem = `isolates the pods of ${all.length > 1 ? 'namespaces' : 'namespace'} ${listed(all)}: what no NetworkPolicy permits no longer reaches them`;
  const fix = 'list other senders in senders.workloads, and add a NetworkPolicy for what else uses them';
  return [warning(where(['networkPolicies']), CHANGE_RULES.says('isolated', problem, fix), { subject: 'networkPolicies' })];
}

/** The ports that were open to everything, such as those of receivers before the list of senders was complete. */
function closedPorts({ after, where }: Step, old: Policy, now: Policy): Finding[] {
  const open = openPorts(now);
  const served = [...portsOf(now), ...receivingPorts(now, after)];
  const closed = openPorts(old).filter((port) => served.includes(port) && !open.includes(port));
  const key = (port: string) => keyOf(port, now, after);
  const [first, ...others] = groupedBy(
    closed.filter((port) => port !== `${INBOUND_PORT}`),
    key,
  );
  // The port of the proxies is open for the sake of others.
  const groups = first
    ? [[first[0], closed.filter((port) => key(port) === first[0] || port === `${INBOUND_PORT}`)] as const, ...others]
    : [];
  return groups.map(([subject, ports]) => {
    const problem = `NetworkPolicy ${nameOf(now)} no longer permits everything to reach ${ports.length > 1 ? 'ports' : 'port'} ${listed(ports)}`;
    const fix = FIXES[subject] ?? `add a NetworkPolicy for what else uses ${ports.length > 1 ? 'them' : 'it'}`;
    return warning(where(subject.split('.')), CHANGE_RULES.says('isolated', problem, fix), { subject });
  });
}

/** Where its pods receive spans, also if nobody may send there any more. */
function receivingPorts({ placed }: Policy, after: Step['after']): string[] {
  const component = componentOfObject(placed, after);
  const receivers = component === 'tempo' || component === 'collector' ? after[component]?.receivers : [];
  return (receivers ?? []).map((receiver) => `${RECEIVERS[receiver].port}`);
}

const FIXES: Readonly<Record<string, string>> = {
  senders: 'check that senders.workloads has every application that sends traces',
  grafana: 'add a NetworkPolicy for what queries Tempo from other namespaces',
};

/** The key that decides who reaches a port. */
function keyOf(port: string, { placed, namespace }: Policy, after: Step['after']): string {
  const component = componentOfObject(placed, after);
  const isQueried = component === 'tempo' && namespace === after.tempo?.namespace && port === `${after.tempo.release.queryPort}`;
  if (isQueried) return 'grafana';
  return ['tempo', 'collector'].includes(component) ? 'senders' : component;
}
