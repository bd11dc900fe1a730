/** Resolves an address to the process behind it: host, Service, port and pods. */
import type { Statement } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { textsIn } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Use } from '../../uses/use';
import { endpointsOf } from '../../world/endpoints';
import { type Pod, titleOf } from '../../world/kubernetes';
import type { Lookup, Service, ServicePort } from '../../world/lookup';
import { isMistaken, isShared, isUnrendered, namespaceMeant } from '../../world/namespaces';
import { isOfChart } from '../../world/of-chart';
import { withoutReplicas } from '../../world/replicas';
import type { RunningTempo } from '../../world/tempo';
import { grpcPortOf, memberPortOf } from '../../world/tempo-server';
import type { Context } from '../check';
import { noPort, speaks } from './backends';
import { containerPortOf, tempoIn } from './container-port';
import { behindNames, type Destination, destinationOf, destinationText } from './destination';
import { wrongDomain } from './domain';
import { refusal } from './linkerd/policies';
import { meshFault } from './mesh';
import { ADDRESSES_RULES } from './rules';

type Verdict =
  | { readonly state: 'fits' }
  | { readonly state: 'external'; readonly why: string }
  | { readonly state: 'broken'; readonly statement: Statement };

export type Resolution = { readonly address: string; readonly destination?: Destination } & Verdict;

/** The context of a check without templates. */
export type Surroundings = Omit<Context, 'templates'>;

export function resolve(use: Use, surroundings: Surroundings): Resolution {
  const { world, lookup } = surroundings;
  const destination = destinationOf(use, lookup);
  if (use.mistake) return { state: 'broken', address: use.address, destination, statement: use.mistake };
  if (!destination) return { state: 'broken', address: use.address, statement: NOT_AN_ADDRESS };
  const domain = wrongDomain(destination.host);
  if (domain) return { state: 'broken', address: use.address, destination, statement: domain };
  const found = { address: destinationText(destination), destination };
  const service = destination.service && lookup.service(destination.service.namespace, destination.service.name);
  if (service?.externalName !== undefined) return { ...found, ...behindName(service, use, destination, surroundings) };
  if (service) {
    const statement = faultBehind(service, use, destination, surroundings);
    if (statement) return { ...found, state: 'broken', statement };
    return service.selector
      ? { ...found, state: 'fits' }
      : { ...found, state: 'external', why: `${withoutSelector(service)}, and is not judged` };
  }
  const misspelt = world.isOurs ? undefined : inMisspeltNamespace(destination, lookup);
  if (misspelt) {
    const statement = noService(misspelt, use, destination, world, lookup);
    return { ...found, destination: { ...destination, service: misspelt }, state: 'broken', statement };
  }
  const why = reasonToTrust(use, destination, world, lookup);
  if (why !== undefined) return { ...found, state: 'external', why };
  const missing = destination.service ?? partOf(use, destination);
  const statement = missing ? noService(missing, use, destination, world, lookup) : unknownHost(use, destination, world);
  return { ...found, state: 'broken', statement };
}

const NOT_AN_ADDRESS = ADDRESSES_RULES.says('not-an-address', 'this is not an address', 'use host:port or a URL');

/** A name for another Service, or for a host that nothing here knows. */
function behindName({ name, externalName }: Service, use: Use, destination: Destination, surroundings: Surroundings): Verdict {
  const { lookup } = surroundings;
  const last = behindNames(destination, lookup);
  const target = last.service && lookup.service(last.service.namespace, last.service.name);
  if (!target || target.externalName !== undefined)
    return { state: 'external', why: `Service ${name} is of type ExternalName, for ${externalName}` };
  const statement = faultBehind(target, use, last, surroundings);
  return statement ? { state: 'broken', statement } : { state: 'fits' };
}

const withoutSelector = ({ name }: Service): string => `Service ${name} has no selector`;

/** Why a Service cannot answer. */
function faultBehind(
  service: Service,
  use: Use,
  destination: Destination,
  { world, lookup, tempos, collectors }: Surroundings,
): Statement | undefined {
  const { name, ports, selector } = service;
  // Its name is the addresses alone.
  if (!selector && service.isHeadless) return withoutEndpoints(service, world);
  const asked = ports.filter(({ port, name }) => destination.port !== undefined && [port, name].includes(destination.port));
  // The name of a headless Service is the address of each pod, with the port of the client.
  const asIs = service.isHeadless && !use.byEndpoints && typeof destination.port === 'number' ? destination.port : undefined;
  const port =
    asked.find(({ protocol }) => protocol === transportOf(use)) ??
    asked[0] ??
    (asIs === undefined ? undefined : unlistedPort(asIs, use, lookup.podsBehind(service), tempos));
  if (!port) return noPort(use, destination.port, service, lookup, tempos);
  if (!selector) return withoutEndpoints(service, world);
  if (port.protocol !== transportOf(use))
    return ADDRESSES_RULES.says(
      'nothing-listens',
      `port ${port.port} of Service ${name} is ${port.protocol}`,
      `use protocol: ${transportOf(use)}`,
    );
  const pods = lookup.podsBehind(service);
  if (pods.length === 0)
    return ADDRESSES_RULES.says('no-pods', `Service ${name} selects no pods`, "correct its selector, or the pods' labels");
  const running = pods.filter((pod) => !withoutReplicas(pod.placed, world));
  if (running.length === 0)
    return ADDRESSES_RULES.says(
      'no-replicas',
      `${listed(pods.map(({ placed }) => titleOf(placed.object)))} has 0 replicas`,
      'use 1 or more',
    );
  // A named port leads only to the pods that have it.
  const having = pods.filter((pod) => containerPortOf(port, [pod], tempos) !== undefined);
  const translated = containerPortOf(port, having.length > 0 ? having : pods, tempos);
  const target = asIs === undefined ? translated : asIs;
  const reached = asIs === undefined ? having : pods.filter((pod) => listensOn(asIs, port, pod, tempos));
  if (target === undefined) {
    const problem = `no pod of Service ${name} listens on ${port.target}, which its port ${port.port} leads to`;
    return ADDRESSES_RULES.says('nothing-listens', problem, 'use another port');
  }
  if (asIs !== undefined && reached.length === 0) {
    const problem = `no pod of Service ${name} listens on ${asIs}, and a headless Service does not translate ports`;
    return ADDRESSES_RULES.says('nothing-listens', problem, translated === undefined ? 'use another port' : `use ${translated}`);
  }
  return (
    speaks(use, destination, target, reached, { lookup, tempos, collectors }) ??
    meshFault(use, pods, target, world) ??
    refusal(use, pods, target, world)
  );
}

/** A port that a headless Service does not list, but its pods have. */
function unlistedPort(number: number, use: Use, pods: readonly Pod[], tempos: readonly RunningTempo[]): ServicePort | undefined {
  const port = { port: number, target: String(number), protocol: transportOf(use) };
  return pods.some((pod) => listensOn(number, port, pod, tempos)) ? port : undefined;
}

/** A pod that is asked by its own address. The ports between Tempo's processes are in its configuration. */
function listensOn(number: number, { protocol }: ServicePort, pod: Pod, tempos: readonly RunningTempo[]): boolean {
  const tempo = tempoIn([pod], tempos);
  if (tempo && [grpcPortOf(tempo), memberPortOf(tempo)].includes(number)) return true;
  return containerPortOf({ port: number, target: String(number), protocol }, [pod], tempos) !== undefined;
}

/** Only Jaeger's agent protocols use UDP. */
export const transportOf = ({ protocol }: Pick<Use, 'protocol'>): 'TCP' | 'UDP' =>
  /^Jaeger\/(compact|binary)$/.test(protocol) ? 'UDP' : 'TCP';

/** A Service of the output without a selector. Elsewhere, something else may make its endpoints. */
function withoutEndpoints(service: Service, world: World): Statement | undefined {
  if (!world.isOurs || !isOfChart(service.placed, world) || endpointsOf(service, world) !== undefined) return undefined;
  return ADDRESSES_RULES.says('no-pods', `${withoutSelector(service)}, so it leads to no pod`, 'add the selector of its chart');
}

/** The Service of another process of Tempo itself, also in a namespace that nothing else names; undefined for a host outside of the cluster. */
function partOf({ to, isInternal }: Use, { service, host }: Destination): ServiceName | undefined {
  if (to !== 'Tempo' || !isInternal) return undefined;
  const [, name, namespace] = /^([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(host) ?? [];
  return service ?? (name && namespace ? { name, namespace } : undefined);
}

/** The Service in a host whose namespace is misspelt. Two names alone are those of a host outside the cluster otherwise. */
function inMisspeltNamespace({ host }: Destination, lookup: Lookup): ServiceName | undefined {
  const [name = '', namespace = '', kind = 'svc'] = host.split('.');
  return kind === 'svc' && namespaceMeant(name, namespace, lookup) !== undefined ? { name, namespace } : undefined;
}

/** Why a destination may exist although it is not among these manifests. */
function reasonToTrust(use: Use, destination: Destination, world: World, lookup: Lookup): string | undefined {
  const keys = declaredKeys(destination, world);
  if (keys.length > 0) return `${listed(keys)} ${keys.length === 1 ? 'declares' : 'declare'} it`;
  const { service } = destination;
  const values = textsIn(world.declared.values);
  const isKnown = service && lookup.servicesIn(service.namespace).length > 0;
  // Tempo is part of the output, so it is not one of the Services of others, whoever names it.
  const isOwn = use.to === 'Tempo' && (world.isOurs || isMadeBeside(use, service, lookup));
  const isPart = isOwn && partOf(use, destination) !== undefined;
  if (!isKnown && !isPart && values.some((value) => value.includes(destination.host))) return 'the values of the cluster file name it';
  // Manifests of other authors may depend on anything outside of them.
  if (!service) return world.isOurs ? undefined : 'not among these manifests';
  const { namespace } = service;
  // A release that could not be rendered may install it there.
  if (!world.isOurs && lookup.servicesIn(namespace).length === 0) return `namespace ${namespace} has no Services among these manifests`;
  if (!isOwn && isShared(namespace, world) && !isMistaken(service.name, namespace, world, lookup))
    return `namespace ${namespace} may have more Services than these manifests`;
  return isUnrendered(namespace, world) ? `not judged, because not every release in namespace ${namespace} could be rendered` : undefined;
}

/** Fields in which processes of one Tempo name each other. */
const OF_PROCESSES = /join_members|host-port|frontend|scheduler/;

/** Whether who made other Services of a Tempo here must have made this one, by which its processes find each other. */
const isMadeBeside = ({ isInternal, where, placed }: Use, service: Destination['service'], lookup: Lookup): boolean =>
  isInternal === true &&
  OF_PROCESSES.test(where ?? '') &&
  service?.namespace === placed.namespace &&
  lookup.servicesIn(service?.namespace ?? '').some((other) => lookup.podsBehind(other).length > 0);

/** The keys of the cluster file that declare a host. */
function declaredKeys({ host, port, isPortWritten }: Destination, { declared: { hosts } }: World): readonly string[] {
  const isDefault = !isPortWritten || port === 80 || port === 443;
  return hosts.get(`${host}:${port}`) ?? (isDefault ? hosts.get(host) : undefined) ?? [];
}

const writtenHost = ({ host, port }: Destination): string => (typeof port === 'number' ? `${host}:${port}` : host);

function unknownHost({ to, where }: Use, destination: Destination, { declared }: World): Statement {
  const host = writtenHost(destination);
  const meant = nearest(host, declared.hosts.keys());
  const problem = `neither these manifests nor the cluster file have host ${host} for ${to}`;
  return ADDRESSES_RULES.says('unknown-host', problem, meant ? `use ${meant}` : `correct ${where}`);
}

type ServiceName = NonNullable<Destination['service']>;

const noService = (service: ServiceName, { withoutService }: Use, destination: Destination, world: World, lookup: Lookup): Statement =>
  ADDRESSES_RULES.says(
    'no-such-service',
    `namespace ${service.namespace} has no Service ${service.name}`,
    withoutService ?? instead(service, writtenHost(destination), world, lookup),
  );

/** The suggestion: another name, another namespace, a host outside the cluster, or all Services there. */
function instead({ name, namespace }: ServiceName, host: string, { declared }: World, lookup: Lookup): string {
  const names = lookup.servicesIn(namespace).map((service) => service.name);
  const meant = nearest(name, names);
  if (meant) return `use ${meant}`;
  const elsewhere = lookup.services.filter((service) => service.name === name).map((service) => service.namespace);
  if (elsewhere.length > 0) return `use namespace ${elsewhere.join(' or ')}`;
  const declaredHost = nearest(host, declared.hosts.keys());
  if (declaredHost) return `use ${declaredHost}`;
  return names.length > 0 ? `use ${names.length > 1 ? 'one of ' : ''}${listed(names)}` : 'correct the namespace, which has no Services';
}
