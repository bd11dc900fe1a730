/** Network policies by which pods in a mesh use other ports. What runs uses the old ones until it has restarted. */
import { INBOUND_PORT } from '../../../../charts/linkerd/ports';
import { linkerdReleases } from '../../../../charts/linkerd/releases';
import { type Finding, warning } from '../../../../lib/findings/finding';
import { at, textAt } from '../../../../lib/yaml/parsed';
import type { Policy } from '../../../world/network-policies/policy';
import { CHANGE_RULES } from '../../rules';
import type { Step } from '../../step';
import { meshMoves } from '../mesh';

const PROXY = `${INBOUND_PORT}`;

interface PolicyPair {
  /** Undefined for a policy that is new. */
  readonly old?: Policy;
  readonly now: Policy;
}

export function proxyPortChanges({ before, after, where }: Step, pairs: readonly PolicyPair[]): Finding[] {
  const joined = meshMoves(before, after).flatMap(({ name, joins }) => (joins ? name : []));
  const peers = pairs.flatMap(({ old, now }) => (old || joined.includes(now.namespace) ? samePeers(old, now) : []));
  const isOnlyProxy = (ports: ReadonlySet<string>) => ports.has(PROXY) && ports.size === 1;
  const onlyProxy = peers.filter(({ old, now }) => isOnlyProxy(now) && !isOnlyProxy(old));
  const withoutProxy = peers.filter(({ old, now }) => isOnlyProxy(old) && !now.has(PROXY));
  const says = (key: string[], problem: string, fix: string): Finding[] => [
    warning(where(key, ['networkPolicies']), CHANGE_RULES.says('isolated', problem, fix), { subject: key.join('.') }),
  ];
  if (onlyProxy.some(({ old }) => old.has(PROXY))) {
    const first = linkerdReleases.first(({ sendsToProxyPort }) => sendsToProxyPort);
    const problem = `the NetworkPolicies permit only port ${PROXY} between the pods of the mesh, and proxies older than ${first} send to the ports of the applications`;
    return says(['linkerd', 'version'], problem, 'upgrade Linkerd and restart the meshed pods before the merge');
  }
  if (onlyProxy.length + withoutProxy.length === 0) return [];
  const [mesh, port] = onlyProxy.length > 0 ? ['join', `only port ${PROXY}`] : ['leave', `port ${PROXY} no longer`];
  const problem = `the NetworkPolicies permit ${port} between the pods that ${mesh} the mesh, which stops what they send until all of them have restarted`;
  return says(['networkPolicies'], problem, 'set networkPolicies: false in this merge, restart the pods, and set it again in the next one');
}

interface SamePeer {
  readonly old: ReadonlySet<string>;
  readonly now: ReadonlySet<string>;
}

/** The ports that each peer with a selector of pods may reach, if it may reach some before and after. Without a policy, it reaches all. */
function samePeers(old: Policy | undefined, now: Policy): SamePeer[] {
  const earlier = old && portsByPeer(old);
  return [...portsByPeer(now)].flatMap(([peer, ports]) => {
    const was = earlier ? earlier.get(peer) : new Set<string>();
    return was ? [{ old: was, now: ports }] : [];
  });
}

function portsByPeer({ rules }: Policy): Map<string, Set<string>> {
  const ports = new Map<string, Set<string>>();
  for (const rule of rules.ingress ?? [])
    for (const peer of rule.peers.filter((each) => at(each, 'podSelector') !== undefined)) {
      const id = JSON.stringify(peer);
      const known = ports.get(id) ?? new Set();
      ports.set(id, known);
      for (const port of rule.ports) known.add(textAt(port, 'port') ?? '');
    }
  return ports;
}
