/** Checks that Traefik, the injector of Linkerd and a collector may read what they need. */
import { readsAllPods } from '../../../../charts/collector/components/processors';
import { error, type Finding, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { type Wanted, watched } from '../../../../lib/kubernetes/rbac';
import { at, listAt } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { hasSection, hasSwitch, INGRESS_PROVIDER, type TraefikProcess, traefiksIn } from '../../../uses/traefik';
import { attributesOf, type RunningCollector } from '../../../world/collectors';
import { aboutObject, type Pod, podSpecOf } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { injectorIn } from '../linkerd/injector';
import { ADDRESSES_RULES } from '../rules';
import { grantsOf, permittedBy, unboundRoles } from './granted';

export const checkAccess = (world: World, lookup: Lookup, collectors: readonly RunningCollector[]): Finding[] => [
  ...traefiksIn(lookup).flatMap((traefik) => lacking(traefik.pod, neededBy(traefik), world)),
  ...traefiksIn(lookup).flatMap((traefik) => (neededBy(traefik).length > 0 ? withoutToken(traefik.pod, world) : [])),
  // The webhook that tells the proxies where to send spans; it watches Namespaces.
  ...lookup.pods.filter(injectorIn).flatMap((pod) => [...withoutToken(pod, world), ...lacking(pod, watched([''], ['namespaces']), world)]),
  ...collectors.filter(readsPods).flatMap(({ reader: { pod } }) => lacking(pod, watched([''], ['pods']), world)),
];

/** Whether it finds the pod of a sender by the API of Kubernetes, with its own ServiceAccount. Within one namespace, a Role is enough. */
const readsPods = (collector: RunningCollector): boolean => attributesOf(collector).some(readsAllPods);

const CRD = 'providers.kubernetescrd';

/** What the providers watch; without one of these, a provider reads nothing (pkg/provider/kubernetes/ingress/client.go and crd/client.go). */
function neededBy({ flags, staticFile, isV2 }: TraefikProcess): Wanted[] {
  // With namespaces, Roles in each of them are enough.
  const isForAll = (provider: string) => hasSection(flags, provider) && !flags.has(`${provider}.namespaces`) && staticFile === undefined;
  const [ingress, crd] = [isForAll(INGRESS_PROVIDER), isForAll(CRD)];
  return [
    ...(ingress || crd ? [...watched([''], ['services', 'secrets']), ...endpoints(isV2)] : []),
    ...(ingress ? watched(NETWORKING, ['ingresses', ...(withoutClasses(flags) ? [] : ['ingressclasses'])]) : []),
    ...(ingress && [...flags.keys()].some((name) => name.startsWith(`${INGRESS_PROVIDER}.ingressendpoint.`))
      ? [{ groups: NETWORKING, resources: ['ingresses/status'], verb: 'update' }]
      : []),
    ...(crd
      ? watched(['traefik.io', 'traefik.containo.us'], ['ingressroutes', 'middlewares', 'tlsoptions', 'tlsstores', 'traefikservices'])
      : []),
  ];
}

const NETWORKING = ['networking.k8s.io'];

/** Traefik reads EndpointSlices from 3.1. */
const endpoints = (isV2: boolean): Wanted[] =>
  isV2
    ? watched([''], ['endpoints'])
    : ['list', 'watch'].map((verb) => ({ groups: ['', 'discovery.k8s.io'], resources: ['endpointslices', 'endpoints'], verb }));

const withoutClasses = (flags: TraefikProcess['flags']): boolean =>
  ['disableingressclasslookup', 'disableclusterscoperesources'].some((name) => hasSwitch(flags, `${INGRESS_PROVIDER}.${name}`));

/** What a pod needs and no role here permits. A binding may be elsewhere, unless others, or its ServiceAccount, are here. */
function lacking(pod: Pod, needed: readonly Wanted[], world: World): Finding[] {
  const { placed, serviceAccount } = pod;
  const grants = grantsOf(placed.namespace ?? '', serviceAccount, world);
  const isMeantHere = world.isOurs ? hasAccess(pod, world) : unboundRoles(placed, world).some((role) => needed.every(permittedBy(role)));
  if (grants.isUnknown || needed.length === 0 || (!grants.isBound && !isMeantHere)) return [];
  const missing = needed.filter((wanted) => !grants.permits(wanted));
  if (missing.length === 0) return [];
  const verbs = listed([...new Set(missing.map(({ verb }) => verb))]);
  const what = listed([...new Set(missing.flatMap(({ resources }) => resources[0] ?? []))]);
  const problem = `may not ${verbs} ${what}, because ${grants.isBound ? 'no role' : 'no binding'} here permits it to ServiceAccount ${serviceAccount}`;
  const fix = grants.isBound ? 'add it to the rules of its ClusterRole' : 'bind a ClusterRole to it';
  const found = world.isOurs && grants.isBound ? error : warning;
  return [found(placed.place, ADDRESSES_RULES.says('not-permitted', problem, fix), aboutObject(placed.object))];
}

/**
 * A pod without the token of its ServiceAccount cannot ask the API server. What the pod says wins over what its account says, and a
 * volume of its own may have the token.
 */
function withoutToken(pod: Pod, { objects }: World): Finding[] {
  const { placed, serviceAccount } = pod;
  const spec = podSpecOf(pod);
  const account = objects.find(
    ({ object, namespace }) =>
      object.kind === 'ServiceAccount' && object.metadata.name === serviceAccount && namespace === placed.namespace,
  );
  const by = at(spec, 'automountServiceAccountToken') === undefined ? account : placed;
  const isOff = by && at(by === placed ? spec : by.object, 'automountServiceAccountToken') === false;
  const hasOwn = listAt(spec, 'volumes').some((volume) => listAt(volume, 'projected', 'sources').length > 0);
  const isElsewhere = pod.containers.some(({ args }) => args.some((arg) => /^--?(kubeconfig|providers\.kubernetes\w+\.token)/i.test(arg)));
  if (!isOff || hasOwn || isElsewhere) return [];
  const where = by === placed ? '' : ` in ServiceAccount ${serviceAccount}`;
  const problem = `gets no token for the API server (automountServiceAccountToken: false${where}), so it reads nothing from it`;
  return [error(placed.place, ADDRESSES_RULES.says('not-permitted', problem, 'set it to true in the pod'), aboutObject(placed.object))];
}

/** Whether the ServiceAccount of a pod, or a binding, is here. */
const hasAccess = ({ placed: { namespace }, serviceAccount }: Pod, { objects }: World): boolean =>
  objects.some(
    ({ object, namespace: own }) =>
      object.kind.endsWith('RoleBinding') ||
      (object.kind === 'ServiceAccount' && own === namespace && object.metadata.name === serviceAccount),
  );
