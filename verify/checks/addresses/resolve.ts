/** Follows an address to the process behind it: host, Service, port, pods, and what they listen for. */
import { nearest } from '../../../lib/findings/nearest';
import type { World } from '../../stack';
import { type Address, addressOf, type Use } from '../../uses/use';
import type { Lookup, Service } from '../../world/lookup';
import type { Tempo } from '../../world/tempo';
import { meshProblem, noPort, speaks, targetOf } from './backends';

export type Resolution =
  | { readonly state: 'fits' | 'external'; readonly address: string; readonly why?: string; readonly service?: Service }
  | {
      readonly state: 'broken';
      readonly address: string;
      readonly why: string;
      readonly service?: Service;
    };

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
    // What other people install there may be among what could not be rendered.
    if (!world.isOurs && !lookup.services.some(({ namespace }) => namespace === inside.namespace))
      return { state: 'external', address, why: `nothing of namespace ${inside.namespace} is rendered here` };
    if (isUnrendered(inside.namespace, world))
      return { state: 'external', address, why: 'not judged: what is to be there could not be rendered' };
    return { state: 'broken', address, why: noService(inside, hostPort(parts), world, lookup) };
  }
  const broken = (why: string): Resolution => ({ state: 'broken', address, why, service });
  const asked = parts.port ?? portName(use.address);
  const port = service.ports.find((candidate) => (typeof asked === 'number' ? candidate.port === asked : candidate.name === asked));
  if (!port) return broken(noPort(use, asked, service, lookup, tempos));
  if (!service.selector) return { state: 'fits', address, service };
  const pods = lookup.podsBehind(service);
  if (pods.length === 0) return broken(`no pod is behind Service ${service.name}, whose selector nothing matches; correct one of the two`);
  const target = targetOf(port, pods, tempos);
  if (target === undefined)
    return broken(
      `nothing behind Service ${service.name} listens on ${port.target}, which its port ${port.port} leads to; take another port`,
    );
  const why = speaks(use, parts, target, pods, tempos) ?? meshProblem(use, pods, world);
  return why ? broken(why) : { state: 'fits', address, service };
}

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
  if (/^[\d.]+$|^\[/.test(host) || host === 'localhost') return undefined;
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

/** Whether something that was to be there could not be rendered, which is said for itself. */
const isUnrendered = (namespace: string, { installations, releases }: World): boolean =>
  installations.some(
    (installation) =>
      installation.namespace === namespace &&
      installation.chart.version !== '' &&
      !releases.some(({ place, releaseName }) => releaseName === installation.releaseName && place.file === installation.place.file),
  );

function noService(
  { service, namespace }: { service: string; namespace: string },
  host: string,
  { declared }: World,
  lookup: Lookup,
): string {
  const names = lookup.services.filter((candidate) => candidate.namespace === namespace).map(({ name }) => name);
  const meant = nearest(service, names);
  if (meant) return `namespace ${namespace} has no Service ${service}; write ${meant}`;
  const elsewhere = lookup.services.filter(({ name }) => name === service).map((candidate) => candidate.namespace);
  if (elsewhere.length > 0) return `namespace ${namespace} has no Service ${service}; it is in ${elsewhere.join(', ')}`;
  const declaredHost = nearest(host, declared.hosts.keys());
  if (declaredHost) return `namespace ${namespace} has no Service ${service} of these manifests; write ${declaredHost}`;
  return names.length > 0
    ? `namespace ${namespace} has no Service ${service}; it has ${names.join(', ')}`
    : `namespace ${namespace} has no Service at all among what is rendered; correct the namespace`;
}
