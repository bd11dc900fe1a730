/** The ports that NetworkPolicies let in. */
import { isMap, textAt } from '../../../../lib/yaml/parsed';
import type { Policy, PolicyRule } from '../../../world/network-policies/policy';

/** Those that somebody may reach. Each once: several rules may open the same port, such as for the proxies of a mesh and for its pods. */
export const portsOf = ({ rules }: Policy): string[] => portsIn(rules.ingress ?? []);

/** Those that everything may reach. */
export const openPorts = ({ rules }: Policy): string[] => portsIn((rules.ingress ?? []).filter(isOpen));

const portsIn = (rules: readonly PolicyRule[]): string[] => [
  ...new Set(rules.flatMap(({ ports }) => ports.map((port) => textAt(port, 'port') ?? ''))),
];

/** Whether every pod of the cluster is among the peers of a rule. */
const isOpen = ({ peers }: PolicyRule): boolean => peers.length === 0 || peers.some(isEveryPod);

const isEveryPod = (peer: unknown): boolean => isMap(peer) && isEmpty(peer.namespaceSelector) && selectsAll(peer.podSelector);

const selectsAll = (podSelector: unknown): boolean => podSelector === undefined || isEmpty(podSelector);

const isEmpty = (selector: unknown): boolean => isMap(selector) && Object.keys(selector).length === 0;
