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
export function isShared(namespace: string, world: World): boolean {
  return !world.isOurs || OF_CLUSTER.includes(namespace) || declaredServices(world).some((service) => service.namespace === namespace);
}

/** Whether a name that is not there was meant to be one of the Services that are. */
export function isMistaken(name: string, namespace: string, { installations }: World, lookup: Lookup): boolean {
  const names = lookup.servicesIn(namespace).map((service) => service.name);
  const ofRelease = installations.some((one) => one.namespace === namespace && name.startsWith(`${one.releaseName}-`));
  return ofRelease || nearest(name, names) !== undefined;
}

/** Whether the cluster file declares a Service as a host. */
export const isDeclared = (name: string, namespace: string, world: World): boolean =>
  declaredServices(world).some((service) => service.name === name && service.namespace === namespace);

/** The hosts of the cluster file as Services; a host outside the cluster has parts that no Service is named by. */
const declaredServices = ({ declared: { hosts } }: World): { readonly name?: string; readonly namespace?: string }[] =>
  [...hosts.keys()].map((host) => {
    const [name, namespace] = host.split(/[.:]/);
    return { name, namespace };
  });
