/** Senders of the user that a NetworkPolicy no longer permits at a receiver: those of this stack follow the output. */
import { isDeepStrictEqual } from 'node:util';
import { RECEIVERS } from '../../../../charts/tempo/receivers';
import { type Finding, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { at, mapAt, type Path, textAt } from '../../../../lib/yaml/parsed';
import { componentOfObject } from '../../../world/component';
import { NAMESPACE_NAME } from '../../../world/network-policies/labels';
import type { Policy } from '../../../world/network-policies/policy';
import { CHANGE_RULES } from '../../rules';
import type { Side } from '../../side';
import type { Step } from '../../step';
import { openPorts } from './open-ports';

export function closedPeers({ before, after, where }: Step, old: Policy, now: Policy): Finding[] {
  const component = componentOfObject(now.placed, after);
  if (component !== 'tempo' && component !== 'collector') return [];
  const ports = (after[component]?.receivers ?? []).map((receiver) => `${RECEIVERS[receiver].port}`);
  // What was or is open to everything is told otherwise, or not closed.
  const compared = ports.filter((port) => !openPorts(old).includes(port) && !openPorts(now).includes(port));
  const closed = compared.flatMap((port) => {
    const still = peersAt(now, port);
    const gone = peersAt(old, port).filter((peer) => !still.some((other) => covers(other, peer)));
    const namespaces = gone.flatMap((peer) => textAt(peer, 'namespaceSelector', 'matchLabels', NAMESPACE_NAME) ?? []);
    const foreign = namespaces.filter((name) => !isOfStack(name, before) && !isOfStack(name, after));
    return foreign.length > 0 ? [{ port, namespaces: foreign }] : [];
  });
  if (closed.length === 0) return [];
  const namespaces = [...new Set(closed.flatMap((each) => each.namespaces))];
  const problem = `NetworkPolicy ${now.placed.object.metadata.name} no longer permits the same pods of ${namespaces.length > 1 ? 'namespaces' : 'namespace'} ${listed(namespaces)} to reach ${closed.length > 1 ? 'ports' : 'port'} ${listed(closed.map(({ port }) => port))}`;
  const fix = 'list those that still send in senders.workloads, and let them send to the address that synth prints';
  return [warning(where(['senders', 'workloads'], ['senders']), CHANGE_RULES.says('isolated', problem, fix), { subject: 'senders' })];
}

const peersAt = ({ rules }: Policy, port: string): unknown[] =>
  (rules.ingress ?? []).flatMap(({ peers, ports }) => (ports.some((each) => `${at(each, 'port')}` === port) ? peers : []));

/** Whether a peer selects at least the pods of another one, as with fewer labels. */
function covers(wide: unknown, narrow: unknown): boolean {
  const hasSame = (...path: Path) => isDeepStrictEqual(at(wide, ...path), at(narrow, ...path));
  const { matchLabels, ...others } = mapAt(wide, 'podSelector');
  const isWider =
    Object.keys(others).length === 0 && Object.keys(mapAt(matchLabels)).every((label) => hasSame('podSelector', 'matchLabels', label));
  return hasSame() || (hasSame('namespaceSelector') && hasSame('ipBlock') && isWider);
}

/** Whether the output has something in the namespace, such as the values of its Traefik. */
const isOfStack = (name: string, { objects, releases }: Side): boolean =>
  [...objects, ...releases].some(({ namespace }) => namespace === name);
