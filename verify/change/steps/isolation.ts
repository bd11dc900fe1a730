/** Network policies that are turned on for pods that run, or that permit less than before. */
import { type Finding, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { textAt } from '../../../lib/yaml/parsed';
import { type Policy, policiesIn } from '../../world/network-policies/policy';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

export function isolationChanges(step: Step): Finding[] {
  const { before, after } = step;
  const [old, now] = [policiesIn(before), policiesIn(after)];
  return [...isolatedNamespaces(step, old, now), ...closedPorts(step, old, now)];
}

/** The namespaces whose pods no policy of the output isolated before. Those of a component that is new run nothing yet. */
function isolatedNamespaces({ before, where }: Step, old: readonly Policy[], now: readonly Policy[]): Finding[] {
  const isolated = new Set(old.map(({ namespace }) => namespace));
  const running = new Set(before.objects.flatMap(({ namespace }) => namespace ?? []));
  const all = [...new Set(now.map(({ namespace }) => namespace))].filter((name) => running.has(name) && !isolated.has(name));
  if (all.length === 0) return [];
  const problem = `isolates the pods of ${all.length > 1 ? 'namespaces' : 'namespace'} ${listed(all)}: what no NetworkPolicy permits no longer reaches them`;
  const fix = 'list other senders in senders.workloads, and add a NetworkPolicy for what else uses them';
  return [warning(where(['networkPolicies']), CHANGE_RULES.says('isolated', problem, fix), { subject: 'networkPolicies' })];
}

/** The ports that were open to everything, such as those of receivers before the list of senders was complete. */
function closedPorts({ where }: Step, old: readonly Policy[], now: readonly Policy[]): Finding[] {
  return now.flatMap((policy) => {
    const earlier = old.find(
      ({ namespace, placed }) => namespace === policy.namespace && placed.object.metadata.name === policy.placed.object.metadata.name,
    );
    const closed = earlier ? openPorts(earlier).filter((port) => !openPorts(policy).includes(port)) : [];
    if (closed.length === 0) return [];
    const problem = `NetworkPolicy ${policy.placed.object.metadata.name} no longer permits everything to reach ${closed.length > 1 ? 'ports' : 'port'} ${listed(closed)}`;
    const fix = 'check that senders.workloads has every application that sends traces';
    return [warning(where(['senders']), CHANGE_RULES.says('isolated', problem, fix), { subject: 'senders' })];
  });
}

/** Each once: several rules may open the same port, such as for the proxies of a mesh and for its pods. */
const openPorts = ({ rules }: Policy): string[] => [
  ...new Set(
    (rules.ingress ?? []).flatMap(({ peers, ports }) => (peers.length > 0 ? [] : ports.map((port) => textAt(port, 'port') ?? ''))),
  ),
];
