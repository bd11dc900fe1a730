/** The connections of a stack as its NetworkPolicies see them: between pods, by the ports of pods. */
import { CONTROL_PLANE, CONTROL_PLANE_PORTS, INBOUND_PORT } from '../../../../charts/linkerd/ports';
import { GRPC_PORT, memberLinks } from '../../../../charts/tempo/pods/members';
import { targetName } from '../../../../charts/tempo/workloads';
import { textAt } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { type Pod, titleOf } from '../../../world/kubernetes';
import { type End, endOf, outside, somePodOf } from '../../../world/network-policies/end';
import type { Connection } from '../../../world/network-policies/verdict';
import { hasSeveralPods, withoutReplicas } from '../../../world/replicas';
import { isMonolithic, type RunningTempo, targetOf } from '../../../world/tempo';
import { containerPortOf } from '../container-port';
import { isMeshed, names, skips } from '../mesh';
import type { Route } from '../path/hops';
import { type Surroundings, transportOf } from '../resolve';
import { apiServerHops } from './api-server';
import { type Source, sourcesOf } from './sources';

/** A connection that the stack needs. */
export interface NeededHop extends Connection {
  /** `sends spans to tempo.tracing:4317`, without its subject. */
  readonly what: string;
  /** Who connects: `Traefik`. */
  readonly who: string;
  /** Further ports, of which one is enough. */
  readonly otherPorts?: readonly number[];
  /** Ports that not many have, of which one is enough too. */
  readonly rarePorts?: readonly number[];
  /** The port of the application, if the proxies of Linkerd use another one. */
  readonly behind?: number;
  /** The pods at both ends, where they are known. */
  readonly pods: { readonly from?: Pod; readonly to?: Pod };
}

export function neededHops(routes: readonly Route[], surroundings: Surroundings): NeededHop[] {
  const hops = [
    ...routes.flatMap((route) => hopsOfRoute(route, surroundings)),
    ...surroundings.tempos.flatMap((tempo) => memberHops(tempo, surroundings)),
  ];
  return [...hops, ...nameHops(hops, surroundings), ...controlPlaneHops(surroundings), ...apiServerHops(surroundings)];
}

function hopsOfRoute({ use, resolution }: Route, surroundings: Surroundings): NeededHop[] {
  const { world, lookup, tempos } = surroundings;
  const { destination, state } = resolution;
  if (state === 'broken' || !destination || destination.host === 'localhost') return [];
  const named = {
    who: use.from,
    what: `sends ${use.what} to ${resolution.address}`,
    protocol: transportOf(use),
  } as const;
  const sources = sourcesOf(use, surroundings);
  if (!destination.service) {
    // A short name may be a Service of a namespace that these manifests do not have.
    const isOutside = /^[\d.]+$|^\[/.test(destination.host) || destination.host.split('.').length > 2;
    const port = typeof destination.port === 'number' ? destination.port : undefined;
    return isOutside
      ? sources.map(({ pod, end }) => ({ ...named, from: end, to: outside(destination.host), port, pods: { from: pod } }))
      : [];
  }
  const service = lookup.service(destination.service.namespace, destination.service.name);
  if (!service) {
    const to = somePodOf(destination.service.namespace, world);
    return sources.map(({ pod, end }) => ({ ...named, from: end, to, pods: { from: pod } }));
  }
  const port = service.ports.find(({ port, name, protocol }) => [port, name].includes(destination.port) && protocol === named.protocol);
  const pods = lookup.podsBehind(service).filter(({ placed }) => !withoutReplicas(placed, world));
  return pods.flatMap((pod) => {
    const target = port && containerPortOf(port, [pod], tempos);
    if (target === undefined) return [];
    // A proxy connects for itself, without the proxy of the destination.
    if (use.from === 'Linkerd') return sources.flatMap((source) => directly(source, pod, target, named, surroundings));
    return sources.flatMap((source) => between(source, pod, target, named, surroundings));
  });
}

type Named = Pick<NeededHop, 'who' | 'what' | 'protocol'>;

/** No policy concerns what a pod sends to itself, unless its workload has more of them. */
const directly = ({ pod: from, end, who }: Source, to: Pod, port: number, named: Named, { world }: Surroundings): NeededHop[] =>
  from === to && !hasSeveralPods(to.placed, world)
    ? []
    : [{ ...named, ...(who && { who }), from: end, to: endOf(to, world), port, pods: { from, to } }];

/** Between two pods of the mesh, the proxy of the destination receives it. */
function between(source: Source, to: Pod, port: number, named: Named, surroundings: Surroundings): NeededHop[] {
  const { pod: from } = source;
  const { world } = surroundings;
  const [hop] = directly(source, to, port, named, surroundings);
  if (!hop) return [];
  const isMeshable = named.protocol === 'TCP' && isMeshed(to, world) && !skips(to, port, world);
  if (!isMeshable) return [hop];
  // Whether pods of others are in the mesh is not known.
  if (!from) return [{ ...hop, port: undefined }];
  if (!isMeshed(from, world) || names('config.linkerd.io/skip-outbound-ports', port, from, world)) return [hop];
  if (world.declared.linkerdSendsToProxyPort === false && !isOpaque(port, to, world)) return [hop];
  const inbound = Number(to.annotations['config.linkerd.io/inbound-port'] ?? INBOUND_PORT);
  return [{ ...hop, port: inbound, behind: port }];
}

/** The ports that are opaque without an annotation (charts/linkerd-control-plane/values.yaml, proxy.opaquePorts). */
const OPAQUE_PORTS: readonly number[] = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];

/** Whether the proxies do not look into what is sent to a port. An annotation replaces the default. */
function isOpaque(port: number, pod: Pod, world: World): boolean {
  const annotation = 'config.linkerd.io/opaque-ports';
  return names(annotation, port, pod, world) || (pod.annotations[annotation] === undefined && OPAQUE_PORTS.includes(port));
}

/** What the processes of Tempo send each other by rings. */
function memberHops({ readers, config }: RunningTempo, surroundings: Surroundings): NeededHop[] {
  const port = Number(textAt(config, 'server', 'grpc_listen_port') ?? GRPC_PORT);
  const running = readers.filter((reader) => !isMonolithic(reader) && !withoutReplicas(reader.pod.placed, surroundings.world));
  const of = (workload: string) => running.filter((reader) => targetOf(reader) === targetName(workload)).map(({ pod }) => pod);
  return memberLinks(textAt(config, 'ingest', 'kafka', 'address') !== undefined).flatMap(({ from, to }) =>
    of(from).flatMap((sender) =>
      of(to).flatMap((receiver) => {
        const named = {
          who: titleOf(sender.placed.object),
          what: `sends requests to ${titleOf(receiver.placed.object)}`,
          protocol: 'TCP',
        } as const;
        return between({ pod: sender, end: endOf(sender, surroundings.world) }, receiver, port, named, surroundings);
      }),
    ),
  );
}

/** Where DNS is, of Kubernetes and of OpenShift. */
export const DNS_SERVERS = [
  { namespace: 'kube-system', port: 53 },
  { namespace: 'openshift-dns', port: 5353 },
] as const;

/** Each pod that connects to a name asks for its address first. */
function nameHops(hops: readonly NeededHop[], { world }: Surroundings): NeededHop[] {
  const pods = new Set(hops.flatMap(({ pods: { from } }) => from ?? []));
  return [...pods].map((pod) => ({
    ...{ who: titleOf(pod.placed.object), what: 'asks for the addresses of names', protocol: 'UDP' as const },
    ...{ from: endOf(pod, world), to: somePodOf(DNS_SERVERS[0].namespace, world), port: DNS_SERVERS[0].port, pods: { from: pod } },
  }));
}

/** The proxy of each pod in the mesh has its identity and all destinations from the control plane. */
function controlPlaneHops({ world, lookup }: Surroundings): NeededHop[] {
  const namespace = world.installations.find(({ chart }) => chart.name === 'linkerd-control-plane')?.namespace ?? CONTROL_PLANE;
  return lookup.pods
    .filter((pod) => pod.placed.namespace !== namespace && isMeshed(pod, world))
    .flatMap((pod) =>
      CONTROL_PLANE_PORTS.map((port) => ({
        ...{ who: titleOf(pod.placed.object), what: 'has a proxy that connects to the control plane of Linkerd', protocol: 'TCP' as const },
        ...{ from: endOf(pod, world), to: somePodOf(namespace, world), port, pods: { from: pod } },
      })),
    );
}

/** The names in the namespace of a destination, for messages: an end that is not known has none. */
export const placeOf = ({ isPod, namespace, host }: End): string =>
  isPod === false ? `${host ?? 'hosts'} outside of the cluster` : namespace === undefined ? 'there' : `namespace ${namespace}`;
