/** Follows an address to the process behind it: host, Service, port, pods, and what they listen for. */
import { nearest } from '../lib/nearest';
import type { Pod } from './kubernetes';
import type { Lookup, Service, ServicePort } from './lookup';
import type { World } from './stack';
import { httpPortOf, receiversOf, type Tempo } from './tempo';
import { type Address, addressOf, type Use } from './uses/use';

export type Resolution =
  | { readonly state: 'fits' | 'external'; readonly address: string; readonly why?: string; readonly service?: Service }
  | { readonly state: 'broken'; readonly address: string; readonly why: string; readonly service?: Service };

/** How a use says its protocol, against the receivers of Tempo, and the path that each is served at. */
const RECEIVER_OF: Record<string, string> = {
  Zipkin: 'zipkin',
  'OTLP/HTTP': 'otlp-http',
  'OTLP/gRPC': 'otlp-grpc',
  OpenCensus: 'opencensus',
  'Jaeger/HTTP': 'jaeger-thrift-http',
  'Jaeger/compact': 'jaeger-thrift-compact',
};
const PATHS: Record<string, string> = { Zipkin: '/api/v2/spans', 'OTLP/HTTP': '/v1/traces' };

export function resolve(use: Use, world: World, lookup: Lookup, tempos: readonly Tempo[]): Resolution {
  const parts = addressOf(use.address) ?? namedPort(use.address);
  if (use.mistake) return { state: 'broken', address: use.address, why: use.mistake };
  if (!parts) return { state: 'broken', address: use.address, why: 'is no address; write host:port, or a URL' };
  const inside = serviceName(parts.host, use.placed.namespace, lookup);
  const address = inside ? `${inside.service}.${inside.namespace}:${parts.port ?? portName(use.address)}` : hostPort(parts);
  const declared = declaredKey(parts, world);
  if (!inside || (!lookup.namespaces.has(inside.namespace) && declared)) return outside(parts, address, use, world, declared);
  const service = lookup.service(inside.namespace, inside.service);
  if (!service) {
    if (declared) return { state: 'external', address, why: `${declared} declares it` };
    return { state: 'broken', address, why: noService(inside, lookup) };
  }
  const broken = (why: string): Resolution => ({ state: 'broken', address, why, service });
  const asked = parts.port ?? portName(use.address);
  const port = service.ports.find((candidate) => (typeof asked === 'number' ? candidate.port === asked : candidate.name === asked));
  if (!port) return broken(`Service ${service.name} has no port ${asked}; its ports are ${service.ports.map(show).join(', ')}`);
  if (!service.selector) return { state: 'fits', address, service };
  const pods = lookup.podsBehind(service);
  if (pods.length === 0) return broken(`no pod is behind Service ${service.name}, whose selector nothing matches; correct one of the two`);
  const target = targetOf(port, pods);
  if (target === undefined)
    return broken(
      `nothing behind Service ${service.name} listens on ${port.target}, which its port ${port.port} leads to; take another port`,
    );
  const why = speaks(use, parts, target, pods, tempos) ?? meshProblem(use, pods, world);
  return why ? broken(why) : { state: 'fits', address, service };
}

const show = ({ port, name }: ServicePort): string => (name ? `${port} (${name})` : String(port));
const hostPort = ({ host, port }: Address): string => (port === undefined ? host : `${host}:${port}`);

/** `service.namespace:http`, as an Ingress names a port. */
function namedPort(text: string): Address | undefined {
  const [, host] = /^([a-z0-9.-]+):[a-z][a-z0-9-]*$/.exec(text) ?? [];
  return host ? { host, isPortWritten: false, path: '' } : undefined;
}
const portName = (text: string): string => text.slice(text.lastIndexOf(':') + 1);

/** The Service that a host names, seen from a namespace; undefined for a host outside the cluster. */
function serviceName(host: string, from: string | undefined, lookup: Lookup): { service: string; namespace: string } | undefined {
  const labels = host.split('.');
  const [service = '', namespace = ''] = labels;
  if (/^[\d.]+$/.test(host) || host === 'localhost') return undefined;
  if (labels.length === 1) return { service, namespace: from ?? 'default' };
  if (labels[2] === 'svc') return { service, namespace };
  return labels.length === 2 && lookup.namespaces.has(namespace) ? { service, namespace } : undefined;
}

/** The key of the cluster file that declares a host to exist. */
function declaredKey({ host, port, isPortWritten }: Address, { declared }: World): string | undefined {
  return declared.hosts.get(`${host}:${port}`) ?? (isPortWritten && port !== 80 && port !== 443 ? undefined : declared.hosts.get(host));
}

function outside(parts: Address, address: string, { to, where }: Use, world: World, declared: string | undefined): Resolution {
  if (declared) return { state: 'external', address, why: `${declared} declares it` };
  // Other people's manifests may rest on anything.
  if (!world.isOurs) return { state: 'external', address, why: 'nothing here says whether it is there' };
  const known = [...world.declared.hosts.keys()];
  const meant = nearest(hostPort(parts), known);
  return {
    state: 'broken',
    address,
    why: `neither these manifests nor the cluster file know a host ${parts.host}${parts.port ? `:${parts.port}` : ''} for ${to}; ${meant ? `write ${meant}` : `correct ${where}`}`,
  };
}

function noService({ service, namespace }: { service: string; namespace: string }, lookup: Lookup): string {
  const names = lookup.services.filter((candidate) => candidate.namespace === namespace).map(({ name }) => name);
  const meant = nearest(service, names);
  if (meant) return `namespace ${namespace} has no Service ${service}; write ${meant}`;
  const elsewhere = lookup.services.filter(({ name }) => name === service).map((candidate) => candidate.namespace);
  if (elsewhere.length > 0) return `namespace ${namespace} has no Service ${service}; it is in ${elsewhere.join(', ')}`;
  return names.length > 0
    ? `namespace ${namespace} has no Service ${service}; it has ${names.join(', ')}`
    : `namespace ${namespace} has no Service at all among what is rendered; correct the namespace`;
}

/** The number of the container's port that a Service's port leads to. */
function targetOf({ target, protocol }: ServicePort, pods: readonly Pod[]): number | undefined {
  const ports = pods.flatMap(({ containers }) => containers.flatMap((container) => container.ports));
  if (!/^\d+$/.test(target)) return ports.find(({ name }) => name === target)?.number;
  const number = Number(target);
  // A container that names none of its ports may listen on any.
  return ports.length === 0 || ports.some((port) => port.number === number && port.protocol === protocol) ? number : undefined;
}

/** What the process behind the port is for, where it is Tempo's. */
function speaks(use: Use, { path, scheme }: Address, target: number, pods: readonly Pod[], tempos: readonly Tempo[]): string | undefined {
  const tempo = tempos.find(({ readers }) => readers.some(({ pod }) => pods.includes(pod)));
  if (!tempo || use.to !== 'Tempo') return undefined;
  if (scheme === 'https') return 'is dialled with TLS, which Tempo does not serve there; write http';
  const receivers = receiversOf(tempo);
  const listening = receivers.find(({ port }) => port === target)?.receiver;
  const wanted = RECEIVER_OF[use.protocol];
  if (wanted) {
    const right = receivers.find(({ receiver }) => receiver === wanted);
    const instead = right
      ? `write ${right.port}`
      : `switch the receiver ${wanted} on, or send by one of ${receivers.map(({ receiver }) => receiver).join(', ')}`;
    if (listening !== wanted) return `sends ${use.protocol} to a port where Tempo listens for ${listening ?? 'something else'}; ${instead}`;
    const expected = PATHS[use.protocol];
    if (expected && path !== expected && use.from === 'Traefik')
      return `sends ${use.protocol} to the path ${path || '/'}; write ${expected}`;
    return undefined;
  }
  if (use.what !== 'queries') return undefined;
  const query = httpPortOf(tempo);
  if (target !== query) return `asks at a port where Tempo does not answer queries; write ${query}`;
  return path.replace(/\/$/, '') !== '' && !/gateway/.test(use.address)
    ? `has the path ${path}, which Tempo does not serve queries below; leave it out`
    : undefined;
}

/** The proxies dial by mesh TLS: only a meshed pod with that ServiceAccount can answer. */
function meshProblem({ identity, from }: Use, pods: readonly Pod[], { objects }: World): string | undefined {
  if (from !== 'Linkerd') return undefined;
  const [pod] = pods;
  if (!pod) return undefined;
  if (identity !== undefined && pod.serviceAccount !== identity)
    return `expects the identity of ServiceAccount ${identity}, and the pods run as ${pod.serviceAccount}; write ${pod.serviceAccount}`;
  const namespace = objects.find(({ object }) => object.kind === 'Namespace' && object.metadata.name === pod.placed.namespace)?.object;
  const key = 'linkerd.io/inject';
  const inject = pod.annotations[key] ?? namespace?.metadata.annotations?.[key];
  if (namespace && !['enabled', 'ingress'].includes(inject ?? ''))
    return `dials by mesh TLS, and the pods there are not in the mesh; annotate namespace ${pod.placed.namespace} with linkerd.io/inject: enabled`;
  return undefined;
}
