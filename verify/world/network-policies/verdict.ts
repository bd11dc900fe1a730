/** Whether NetworkPolicies permit a connection: by those that select its source, and those that select its destination. */
import { BlockList, isIP } from 'node:net';
import { at, listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import { type Certainty, every, some } from './certainty';
import type { End } from './end';
import { selects } from './labels';
import type { Direction, Policy, PolicyRule } from './policy';

export interface Connection {
  readonly from: End;
  readonly to: End;
  /** The port of the pod, or of the host outside; undefined if it is not known. */
  readonly port?: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Whether a host whose address is in a block may have another port: who writes its address knows its port. */
  readonly anyPortOfBlock?: boolean;
}

export interface Stop {
  readonly direction: Direction;
  /** The policies that select the pod. All of them together permit too little. */
  readonly policies: readonly Policy[];
}

/** @returns the stop, `allowed`, or `unknown` */
export function verdictOn(connection: Connection, policies: readonly Policy[]): Stop | 'allowed' | 'unknown' {
  const verdicts = (['egress', 'ingress'] as const).map((direction) => ({ direction, ...permitted(connection, direction, policies) }));
  const stop = verdicts.find(({ isPermitted }) => isPermitted === false);
  if (stop) return { direction: stop.direction, policies: stop.by };
  return every(verdicts.map(({ isPermitted }) => isPermitted)) ? 'allowed' : 'unknown';
}

/** A pod that no policy of a direction selects is not isolated in that direction. Policies add up. */
function permitted(
  connection: Connection,
  direction: Direction,
  policies: readonly Policy[],
): { isPermitted: Certainty; by: readonly Policy[] } {
  const [subject, other] = direction === 'ingress' ? [connection.to, connection.from] : [connection.from, connection.to];
  // No policy selects what is outside.
  if (subject.isPod === false) return { isPermitted: true, by: [] };
  const selecting = policies.flatMap((policy) => {
    const rules = policy.rules[direction];
    const isSelected = every([
      subject.namespace === undefined ? undefined : subject.namespace === policy.namespace,
      selects(policy.podSelector, subject.labels),
    ]);
    return rules === undefined || isSelected === false ? [] : [{ policy, rules, isSelected }];
  });
  const certain = selecting.filter(({ isSelected }) => isSelected);
  const isOpen = selecting.length === 0 ? true : certain.length === 0 ? undefined : false;
  const isAllowed = some(
    selecting.map(({ policy, rules, isSelected }) =>
      every([isSelected, some(rules.map((rule) => allows(rule, policy, other, connection)))]),
    ),
  );
  return { isPermitted: some([isOpen, isAllowed]), by: certain.map(({ policy }) => policy) };
}

function allows({ peers, ports }: PolicyRule, { namespace }: Policy, other: End, connection: Connection): Certainty {
  const isPort = ports.length === 0 || some(ports.map((port) => isPortOf(port, connection)));
  if (peers.length === 0) return isPort;
  const onlyDns = ports.length > 0 && ports.every((port) => textAt(port, 'port') === '53');
  const certainties = peers.map((peer): Certainty => {
    if (other.isPod === false && at(peer, 'ipBlock') === undefined) {
      const selectsNamespaces = at(peer, 'namespaceSelector') !== undefined && !onlyDns;
      return selectsNamespaces ? mayBePod(other, isPort) : false;
    }
    const isOther = connection.anyPortOfBlock && at(peer, 'ipBlock') !== undefined && ports.some((port) => mayBeOther(port, connection));
    return every([isPort || !isOther ? isPort : undefined, isPeer(peer, namespace, other)]);
  });
  return some(certainties);
}

/**
 * The name or the address of a host may lead back into the cluster, to pods of an ingress and their ports. What packets go to in the end is
 * no pod if its address is known; few network plugins know pods in the network of their node, such as those of the API server.
 */
const mayBePod = ({ isFinal, host = '' }: End, isPort: Certainty): Certainty =>
  isFinal && (isPort === false || isIP(withoutBrackets(host)) !== 0) ? false : undefined;

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

function isPeer(peer: unknown, namespace: string, other: End): Certainty {
  const block = at(peer, 'ipBlock');
  if (block !== undefined) return other.isPod === false ? isInBlock(block, other.host ?? '') : undefined;
  const namespaces = at(peer, 'namespaceSelector');
  const isInNamespace =
    namespaces !== undefined
      ? selects(namespaces, other.namespaceLabels)
      : other.namespace === undefined
        ? undefined
        : other.namespace === namespace;
  return every([isInNamespace, selects(at(peer, 'podSelector'), other.labels)]);
}

/** The address of a name is not known, only that it has one of IPv4, as usual. */
function isInBlock(block: unknown, host: string): Certainty {
  const cidr = textAt(block, 'cidr') ?? '';
  const excepted = listAt(block, 'except').map(textFrom);
  const address = withoutBrackets(host);
  if (isIP(address) === 0) return cidr === '0.0.0.0/0' && excepted.length === 0 ? true : undefined;
  return contains(cidr, address) && !excepted.some((each) => contains(each, address));
}

function contains(cidr: string, address: string): boolean {
  const [network = '', length] = cidr.split('/');
  const family = isIP(network);
  const bits = Number(length);
  const isValid = family !== 0 && Number.isInteger(bits) && bits >= 0 && bits <= (family === 6 ? 128 : 32);
  if (!isValid || family !== isIP(address)) return false;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(address, type);
}

/** Whether a port may be that of a host, without that of DNS. */
const mayBeOther = (port: unknown, { protocol }: Connection): boolean =>
  (textAt(port, 'protocol') ?? 'TCP') === protocol && typeof at(port, 'port') === 'number' && at(port, 'port') !== 53;

/** A name of a port is that of a container of the destination. */
function isPortOf(port: unknown, { to, protocol, port: number }: Connection): Certainty {
  if ((textAt(port, 'protocol') ?? 'TCP') !== protocol) return false;
  const wanted = at(port, 'port');
  if (wanted === undefined || wanted === null) return true;
  if (number === undefined) return undefined;
  if (typeof wanted === 'number') return wanted <= number && number <= Number(at(port, 'endPort') ?? wanted);
  return to.ports?.some((each) => each.name === wanted && each.number === number && each.protocol === protocol);
}
