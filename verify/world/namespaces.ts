/** Which namespaces the manifests describe completely. */
import { distance, nearest } from '../../lib/findings/nearest';
import type { Manifest, Placed, World } from '../stack';
import { groupOf, isCustom } from './kubernetes';
import type { Lookup } from './lookup';

/** Namespaces that belong to the cluster itself. */
export const OF_CLUSTER = ['kube-system', 'kube-public', 'default'];

/** The object of a namespace; undefined if it is not among the manifests. */
export const namespaceObject = (name: string | undefined, { objects }: Pick<World, 'objects'>): Placed | undefined =>
  objects.find(({ object }) => object.kind === 'Namespace' && object.metadata.name === name);

/**
 * Whether other people's Services may be there too: in manifests of other authors, in the cluster's own namespaces, and where the
 * cluster file declares one.
 */
export function isShared(namespace: string, world: World): boolean {
  return !world.isOurs || OF_CLUSTER.includes(namespace) || declaredServices(world).some((service) => service.namespace === namespace);
}

/**
 * Whether a name that is not there was meant to be one of the Services that are, or belongs to what is there: a release, or a workload
 * of that name beside the Services of others.
 */
export function isMistaken(name: string, namespace: string, { installations }: World, lookup: Lookup): boolean {
  const ofRelease = installations.some((one) => one.namespace === namespace && name.startsWith(`${one.releaseName}-`));
  return ofRelease || hasWorkload(name, namespace, lookup) || lookup.servicesIn(namespace).some((service) => isNear(name, service.name));
}

/** Whether a Deployment, a StatefulSet or a DaemonSet has that name. Its author gives it its Service too. */
const hasWorkload = (name: string, namespace: string, { pods }: Lookup): boolean =>
  pods.some(
    ({ placed: { object, namespace: own } }) =>
      own === namespace && object.metadata.name === name && /^(Deployment|StatefulSet|DaemonSet)$/.test(object.kind),
  );

/** The namespace that was meant by one that nothing here knows: one with a Service of that name, whose own name differs in a letter. */
export const namespaceMeant = (name: string, namespace: string, lookup: Lookup): string | undefined =>
  lookup.namespaces.has(namespace)
    ? undefined
    : lookup.services.find((service) => service.name === name && isMisspelt(namespace, service.namespace))?.namespace;

/** Whether names differ in one letter only, as misspelt ones do. */
export const isMisspelt = (written: string, meant: string): boolean => isNear(written, meant) && distance(written, meant, 1) === 1;

/**
 * Whether names differ only as misspelt ones do, after the parts that they begin with. Short words and numbers may be different things:
 * `tempo-a` and `tempo-b`, `api` and `app`.
 */
function isNear(written: string, meant: string): boolean {
  const [words, others] = [written.split('-'), meant.split('-')];
  const differing = words.findIndex((word, index) => word !== others[index]);
  const [word = '', other = ''] = [words[differing], others[differing]].map((each) => each?.replace(/\d+/g, ''));
  const [rest, otherRest] = [words, others].map((each) => each.slice(differing).join('-'));
  return Math.min(word.length, other.length) >= 4 && word !== other && nearest(rest ?? '', [otherRest ?? '']) !== undefined;
}

/** Whether a release in that namespace could not be rendered, which is reported separately. */
export const isUnrendered = (namespace: string, { installations, releases }: World): boolean =>
  installations.some(
    (installation) =>
      installation.namespace === namespace &&
      installation.chart.version !== '' &&
      !releases.some(({ place, releaseName }) => releaseName === installation.releaseName && place.file === installation.place.file),
  );

/**
 * Whether a controller may create something of that name: it is what an object of a custom kind in that namespace is named, with or
 * without an ending, such as the Service `db-rw` of Cluster `db`.
 */
export const mayBeOfController = (name: string, namespace: string, { objects }: World): boolean =>
  objects.some(
    ({ object, namespace: own }) =>
      own === namespace && isMaker(object) && (name === object.metadata.name || name.startsWith(`${object.metadata.name}-`)),
  );

/** Whether a controller may create other objects for an object, which only it knows. */
export const isMaker = (object: Pick<Manifest, 'apiVersion'>): boolean => isCustom(object) && !KNOWN.test(groupOf(object));

/** The groups whose objects create nothing, or only what is known of them. */
const KNOWN =
  /(^|\.)(traefik\.(io|containo\.us)|fluxcd\.io|argoproj\.io|cattle\.io|monitoring\.coreos\.com|external-secrets\.io|bitnami\.com|cert-manager\.io|linkerd\.io)$/;

/** Whether the cluster file declares a Service as a host. */
export const isDeclared = (name: string, namespace: string, world: World): boolean =>
  declaredServices(world).some((service) => service.name === name && service.namespace === namespace);

/** The hosts of the cluster file as Services; a host outside the cluster has parts that no Service is named by. */
const declaredServices = ({ declared: { hosts } }: World): { readonly name?: string; readonly namespace?: string }[] =>
  [...hosts.keys()].map((host) => {
    const [name, namespace] = host.split(/[.:]/);
    return { name, namespace };
  });
