/** The connections of a stack as its NetworkPolicies see them: between pods, by the ports of pods. */
import { CONTROL_PLANE, CONTROL_PLANE_PORTS } from '../../../../charts/linkerd/ports';
import { CONTROL_PLANE_CHART } from '../../../../charts/linkerd/releases';
import { targetName } from '../../../../charts/tempo/names/workloads';
import { GRPC_PORT, memberLinks } from '../../../../charts/tempo/pods/members';
import { isPodItself } from '../../../../lib/kubernetes/loopback';
import { textAt } from '../../../../lib/yaml/parsed';
import { endpointsOf } from '../../../world/endpoints';
import { titleOf } from '../../../world/kubernetes';
import type { Service, ServicePort } from '../../../world/lookup';
import { type End, endOf, endpointAt, outside, somePodOf } from '../../../world/network-policies/end';
import { withoutReplicas } from '../../../world/replicas';
import { isMonolithic, type RunningTempo, targetOf } from '../../../world/tempo';
import { containerPortOf } from '../container-port';
import { behindNames, type Destination } from '../destination';
import { isMeshed } from '../mesh';
import type { Route } from '../path/hops';
import { type Surroundings, transportOf } from '../resolve';
import { apiServerHops } from './api-server';
import { between, directly, type NeededHop } from './needed-hop';
import { proxyHops } from './proxies';
import { scrapeHops } from './scrapes';
import { sourcesOf } from './sources';

export function neededHops(routes: readonly Route[], surroundings: Surroundings): NeededHop[] {
  const hops = [
    ...routes.flatMap((route) => hopsOfRoute(route, surroundings)),
    ...surroundings.tempos.flatMap((tempo) => memberHops(tempo, surroundings)),
    ...proxyHops(surroundings),
  ];
  return [
    ...hops,
    ...nameHops(hops, surroundings),
    ...controlPlaneHops(surroundings),
    ...apiServerHops(surroundings),
    ...scrapeHops(surroundings),
  ];
}

function hopsOfRoute({ use, resolution }: Route, surroundings: Surroundings): NeededHop[] {
  const { world, lookup, tempos } = surroundings;
  if (resolution.state === 'broken' || !resolution.destination) return [];
  const destination = behindNames(resolution.destination, lookup);
  if (isPodItself(destination.host)) return [];
  const named = {
    who: use.from,
    what: `sends ${use.what} to ${resolution.address}`,
    ...(use.what === 'spans' && { isOfSpans: true as const }),
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
  if (!service.selector) {
    const ends = endsOf(service, port, destination, surroundings);
    return ends.flatMap(({ to, port }) => sources.map(({ pod, end }) => ({ ...named, from: end, to, port, pods: { from: pod } })));
  }
  const pods = lookup.podsBehind(service).filter(({ placed }) => !withoutReplicas(placed, world));
  return pods.flatMap((pod) => {
    const target = port && containerPortOf(port, [pod], tempos);
    if (target === undefined) return [];
    // A proxy connects for itself, without the proxy of the destination.
    if (use.from === 'Linkerd') return sources.flatMap((source) => directly(source, pod, target, named, surroundings));
    return sources.flatMap((source) => between(source, pod, target, named, surroundings));
  });
}

/** Behind a Service without a selector. A headless one is the addresses alone, with the port of the client. */
function endsOf(service: Service, port: ServicePort | undefined, destination: Destination, { world }: Surroundings) {
  const asked = service.isHeadless && typeof destination.port === 'number' ? destination.port : undefined;
  return (endpointsOf(service, world) ?? []).flatMap(({ hosts, ports }) => {
    const found = ports.find(({ name, protocol }) => port && name === (port.name ?? '') && protocol === port.protocol);
    const number = asked ?? found?.number;
    return number === undefined ? [] : hosts.map((host) => ({ to: endpointAt(host), port: number }));
  });
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
  const namespace = world.installations.find(({ chart }) => chart.name === CONTROL_PLANE_CHART)?.namespace ?? CONTROL_PLANE;
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
