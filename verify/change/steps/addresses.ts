/** Addresses outside of the cluster that a Service loses. */
import { type Finding, type Place, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { at, listAt, type Path, textAt, textFrom } from '../../../lib/yaml/parsed';
import { impliedServices } from '../implied';
import { keyOf } from '../installed';
import { type Known, oneEach, renderedOver } from '../rendered-over';
import { CHANGE_RULES } from '../rules';
import { hasAllValues, type Side } from '../side';
import type { Step } from '../step';

/** A Service, rendered or known by values. */
interface Reached extends Known<Readonly<Record<Kind, Path>>> {
  readonly name: string;
  /** Its Application, or the release of somebody else. */
  readonly source: string;
  readonly isRendered: boolean;
  /** Undefined if somebody else decides about it. */
  readonly type?: string;
  readonly annotations: unknown;
  readonly spec: unknown;
  readonly place: Place;
}

/** What decides about an address. */
type Kind = 'type' | 'address' | 'ports';

interface Lost {
  /** As a phrase. */
  readonly text: string;
  readonly kind: Kind;
}

export function addressChanges({ before, after, where }: Step): Finding[] {
  const now = reachedIn(after);
  return reachedIn(before).flatMap((old) => {
    const same = now.find(({ id }) => id === old.id);
    const lost = same ? lostBy(old, same) : isGone(old, after, now) ? addressesOf(old) : [];
    if (lost.length === 0) return [];
    const why = same && same.type !== old.type ? `, because its type is ${same.type} instead of ${old.type}` : '';
    const problem = `${same ? 'loses' : 'leaves the output with'} ${listed(lost.map(({ text }) => text))}${why}, and what connects there gets no answer`;
    const fix = 'before the merge, move DNS records and clients to another address';
    const own = same?.own ?? old.own;
    const place = own ? where(...lost.map(({ kind }) => own[kind]), own.address, own.address.slice(0, 1)) : (same ?? old).place;
    return [warning(place, CHANGE_RULES.says('address', problem, fix), { subject: `Service ${old.name}`, name: old.name })];
  });
}

/** Whether a source of the new output is known as well as that of the Service, and no longer has it. */
function isGone({ name, source, isRendered }: Reached, { objects, releases }: Side, now: readonly Reached[]): boolean {
  const isKnown =
    objects.some(({ object, application }) => object.kind === 'Service' && application === source) ||
    (!isRendered && releases.some(({ application, releaseName }) => (application ?? releaseName) === source));
  return isKnown && !now.some((other) => other.name === name);
}

const BALANCED = 'LoadBalancer';
const WITH_NODE_PORTS = [BALANCED, 'NodePort'];

function lostBy(old: Reached, now: Reached): Lost[] {
  const keeps = (types: readonly string[]) => now.type === undefined || types.includes(now.type);
  if (old.type === BALANCED && !keeps([BALANCED])) return [LOAD_BALANCER];
  if (old.type === 'NodePort' && !keeps(WITH_NODE_PORTS)) return [NODE_PORTS];
  const asked = askedBy(now);
  const kept = [...asked, ...externalIPs(now)];
  // Without any, a load balancer usually keeps its address.
  const moved = asked.length > 0 ? askedBy(old) : [];
  return [
    ...[...moved, ...externalIPs(old)].filter((address) => !kept.includes(address)).map((text): Lost => ({ text, kind: 'address' })),
    ...(keeps(WITH_NODE_PORTS) ? lostNodePorts(old, now) : []),
  ];
}

/** A port without a number keeps the one that it has, by its name (`patchAllocatedValues` of pkg/registry/core/service). */
function lostNodePorts(old: Reached, now: Reached): Lost[] {
  const ports = portsOf(now);
  return portsOf(old)
    .filter(({ name, nodePort }) => {
      const same = ports.find((port) => port.name === name);
      return nodePort !== undefined && (!same || same.nodePort !== undefined) && !ports.some((port) => port.nodePort === nodePort);
    })
    .map(({ nodePort }) => ({ text: `port ${nodePort} of the nodes`, kind: 'ports' }));
}

const LOAD_BALANCER: Lost = { text: 'the address of its load balancer', kind: 'type' };
const NODE_PORTS: Lost = { text: 'its ports of the nodes', kind: 'type' };

/** The annotations by which controllers of load balancers are asked for addresses, separated by commas. */
const ASKING = [
  ...['metallb.io/loadBalancerIPs', 'metallb.universe.tf/loadBalancerIPs'],
  ...['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips', 'kube-vip.io/loadbalancerIPs'],
];

const addressesOf = (reached: Reached): Lost[] => [
  ...(reached.type === BALANCED ? [LOAD_BALANCER] : reached.type === 'NodePort' ? [NODE_PORTS] : []),
  ...externalIPs(reached).map((text): Lost => ({ text, kind: 'address' })),
];

/** As phrases. */
const externalIPs = ({ spec }: Reached): string[] => listAt(spec, 'externalIPs').map((address) => `the address ${textFrom(address)}`);

const askedBy = ({ type, annotations, spec }: Reached): string[] =>
  type === BALANCED
    ? [textAt(spec, 'loadBalancerIP'), ...ASKING.map((name) => textAt(annotations, name))]
        .flatMap((text = '') => text.split(','))
        .flatMap((address) => (address.trim() ? `the address ${address.trim()}` : []))
    : [];

/** With the numbers on the nodes that it asks for. */
const portsOf = ({ type = '', spec }: Reached) =>
  listAt(spec, 'ports').map((port) => ({
    name: textAt(port, 'name'),
    nodePort: WITH_NODE_PORTS.includes(type) ? textAt(port, 'nodePort') : undefined,
  }));

/** Rendered Services, and those that values of releases decide about, each once. */
function reachedIn({ objects, releases }: Side): Reached[] {
  const byValues = releases.flatMap((release): Reached[] => {
    const { chart, releaseName, namespace, values, place, application } = release;
    const inValues = (path: Path): Path => [keyOf({ chart: chart.name, releaseName }), 'values', ...path];
    return impliedServices({ chart: chart.name, version: chart.version, release: releaseName, values }).map(
      ({ name, path, typePath, portsPath, type, defaultType, annotations, spec }) => ({
        ...{ id: `${namespace} ${name}`, name, source: application ?? releaseName, isRendered: false },
        type: type ?? (hasAllValues(release) ? defaultType : undefined),
        ...{ annotations, spec, place },
        own: { type: inValues(typePath), address: inValues(path), ports: inValues(portsPath) },
      }),
    );
  });
  const rendered = objects.flatMap(({ object, namespace = '', application = '', place }): Reached[] => {
    if (object.kind !== 'Service') return [];
    const { name, annotations } = object.metadata;
    const type = textAt(object.spec, 'type') ?? 'ClusterIP';
    return [
      { id: `${namespace} ${name}`, name, source: application, isRendered: true, type, annotations, spec: at(object, 'spec'), place },
    ];
  });
  return oneEach(renderedOver(byValues, rendered));
}
