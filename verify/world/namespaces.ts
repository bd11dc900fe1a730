/** Which namespaces the manifests describe completely. */
import { nearest } from '../../lib/findings/nearest';
import type { World } from '../stack';
import type { Lookup } from './lookup';

/** Namespaces that belong to the cluster itself. */
const OF_CLUSTER = ['kube-system', 'kube-public', 'default'];

/**
 * Whether other people's Services may be there too: in manifests of other authors, in the cluster's own namespaces, and where the
 * cluster file declares one.
 */
export function isShared(namespace: string, { isOurs, declared }: World): boolean {
  if (!isOurs || OF_CLUSTER.includes(namespace)) return true;
  return [...declared.hosts.keys()].some((host) => host.split(/[.:]/)[1] === namespace);
}

/** Whether a name that is not there was meant to be one of the Services that are. */
export function isMistaken(name: string, namespace: string, { installations }: World, { services }: Lookup): boolean {
  const names = services.filter((service) => service.namespace === namespace).map((service) => service.name);
  const ofRelease = installations.some((one) => one.namespace === namespace && name.startsWith(`${one.releaseName}-`));
  return ofRelease || nearest(name, names) !== undefined;
}

/** The Services that the cluster file declares as hosts, as `name.namespace`. */
export const declaredServices = ({ declared: { hosts } }: World): ReadonlySet<string> =>
  new Set([...hosts.keys()].map((host) => host.split(':')[0]?.split('.').slice(0, 2).join('.') ?? ''));
