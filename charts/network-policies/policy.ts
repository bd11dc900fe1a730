/** One NetworkPolicy: pods, and everything that may connect to them and that they may connect to. */
import { type Chart, JsonPatch } from 'cdk8s';
import { k8s } from '../cdk8s-plus';
import { WAVES, wave } from '../component';
import { INBOUND_PORT } from '../linkerd/ports';
import type { Hop, Port, Side } from './hop';

interface Rule {
  readonly ports?: readonly Port[];
  readonly sides: readonly Side[];
}

/**
 * Adds the policy of some pods, which permits nothing else. It comes before the pods. Probes need no rule: what the node of a pod sends
 * to it is always permitted (https://kubernetes.io/docs/concepts/services-networking/network-policies).
 * @param hops all hops of the stack
 */
export function addPolicy(chart: Chart, pods: Side, hops: readonly Hop[]): void {
  const { policy: name, namespace } = pods;
  const ingress = rulesOf(
    hops.filter(({ to }) => to === pods),
    ({ from }) => from,
  );
  const egress = rulesOf(
    hops.filter(({ from }) => from === pods),
    ({ to }) => to,
  );
  const object = new k8s.KubeNetworkPolicy(chart, `network-policy-${name}`, {
    metadata: { name, namespace, annotations: wave(WAVES.secret) },
    spec: {
      podSelector: selectorOf(pods),
      policyTypes: ['Ingress', 'Egress'],
      ingress: ingress.map(({ ports, sides }) => ({ from: peersOf(sides), ports: ports?.map(portOf) })),
      egress: egress.map(({ ports, sides }) => ({ to: peersOf(sides), ports: ports?.map(portOf) })),
    },
  });
  // cdk8s leaves out an empty selector, which the API server requires.
  if (!pods.labels && !pods.oneOf) object.addJsonPatch(JsonPatch.add('/spec/podSelector', {}));
}

/** One rule for all sides with the same ports. What everything may use needs no other side. */
function rulesOf(hops: readonly Hop[], other: (hop: Hop) => Side): Rule[] {
  const rules = new Map<string, { ports?: readonly Port[]; sides: Side[] }>();
  for (const hop of hops) {
    const ports = seenPorts(hop);
    const id = JSON.stringify(ports ?? 'all');
    const rule = rules.get(id) ?? { ports, sides: [] };
    rules.set(id, rule);
    if (!rule.sides.some((side) => JSON.stringify(peerOf(side)) === JSON.stringify(peerOf(other(hop))))) rule.sides.push(other(hop));
  }
  return [...rules.values()];
}

/** The ports as a policy sees them: between pods of the mesh, all TCP is received by the proxy, at its port or at that of the application. */
export function seenPorts({ from, to, ports, isDirect, keepsPort }: Hop): readonly Port[] | undefined {
  if (!ports || isDirect || from.inMesh === false || to.inMesh === false) return ports;
  const plain = ports.filter(({ protocol }) => protocol === undefined);
  if (plain.length === 0 || (from.inMesh === undefined && to.inMesh === undefined)) return ports;
  const isCertain = [from, to].every(({ inMesh, passesProxy }) => inMesh === true && !passesProxy) && !keepsPort;
  const udp = ports.filter(({ protocol }) => protocol !== undefined);
  return [...(isCertain ? [] : plain), { port: INBOUND_PORT }, ...udp];
}

const portOf = ({ port, protocol }: Port): k8s.NetworkPolicyPort => ({
  port: k8s.IntOrString.fromNumber(port),
  protocol: protocol ?? 'TCP',
});

/** Without peers, a rule is for everything. */
const peersOf = (sides: readonly Side[]): k8s.NetworkPolicyPeer[] | undefined =>
  sides.some(({ isAnything }) => isAnything) ? undefined : sides.map(peerOf);

/** The name of a namespace is a label of it since Kubernetes 1.22. */
function peerOf(side: Side): k8s.NetworkPolicyPeer {
  const { namespace } = side;
  return {
    namespaceSelector: namespace === undefined ? {} : { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    ...((side.labels || side.oneOf) && { podSelector: selectorOf(side) }),
  };
}

const selectorOf = ({ labels, oneOf }: Side): k8s.LabelSelector => ({
  ...(labels && { matchLabels: { ...labels } }),
  ...(oneOf && { matchExpressions: [{ key: oneOf.key, operator: 'In', values: [...oneOf.values] }] }),
});
