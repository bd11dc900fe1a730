/** Checks that pods are in the mesh of Linkerd and have the ServiceAccount that its proxies expect. */
import { asksForProxy, INJECT, SKIP_INBOUND } from '../../../charts/linkerd/injection';
import type { Statement } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import type { Use } from '../../uses/use';
import { annotationOf, type Pod } from '../../world/kubernetes';
import { namespaceObject } from '../../world/namespaces';
import { ADDRESSES_RULES } from './rules';

type Objects = Pick<World, 'objects'> & Partial<Pick<World, 'declared'>>;

const namespaceOf = ({ placed: { namespace } }: Pod, world: Objects) => namespaceObject(namespace, world)?.object;

/** Of a namespace that somebody else makes, synth requires the annotation. */
function annotationOfNamespace(pod: Pod, world: Objects): string | undefined {
  const namespace = namespaceOf(pod, world);
  if (namespace) return annotationOf(namespace, INJECT);
  return pod.placed.namespace !== undefined && pod.placed.namespace === world.declared?.meshedNamespace ? 'enabled' : undefined;
}

/** Namespaces with this label are left out by the selector of the webhook that injects proxies. */
const WITHOUT_WEBHOOK = 'config.linkerd.io/admission-webhooks';

/** The webhook leaves out these too (charts/linkerd-control-plane/values.yaml of Linkerd 2.12 to 2.20, proxyInjector.namespaceSelector). */
const NEVER_INJECTED: readonly (string | undefined)[] = ['kube-system', 'cert-manager'];

/** Why a pod gets no proxy whatever its annotations say (pkg/inject/report.go of Linkerd 2.12 to 2.20), and the way out. */
function exclusion({ hostNetwork, placed: { namespace } }: Pod): { readonly reason: string; readonly fix: string } | undefined {
  if (hostNetwork) return { reason: 'because they have hostNetwork', fix: 'remove hostNetwork' };
  return NEVER_INJECTED.includes(namespace)
    ? { reason: `because they are in namespace ${namespace}`, fix: 'move them to another namespace' }
    : undefined;
}

/** Whether a pod is in the mesh, by its own annotation or that of its namespace. */
export function isMeshed(pod: Pod, world: Objects): boolean {
  if (exclusion(pod) || namespaceOf(pod, world)?.metadata.labels?.[WITHOUT_WEBHOOK] === 'disabled') return false;
  return asksForProxy(pod.annotations[INJECT] ?? annotationOfNamespace(pod, world));
}

/** The proxies use mesh TLS, so the pod must be in the mesh and have the expected ServiceAccount. */
export function meshFault(
  { from, identity, identityNamespace }: Use,
  [pod]: readonly Pod[],
  port: number,
  world: Objects,
): Statement | undefined {
  if (from !== 'Linkerd' || !pod) return undefined;
  const { serviceAccount } = pod;
  const { namespace } = pod.placed;
  if (identity !== undefined && serviceAccount !== identity)
    return wrongIdentity(`ServiceAccount ${identity}, and the pods run as ${serviceAccount}`, serviceAccount);
  if (identityNamespace !== undefined && namespace !== identityNamespace)
    return wrongIdentity(`a ServiceAccount of namespace ${identityNamespace}, and the pods are in ${namespace}`, namespace ?? '');
  const excluded = exclusion(pod);
  if (excluded) {
    const problem = `its proxies use mesh TLS, and Linkerd injects no proxy into the pods there, ${excluded.reason}`;
    return ADDRESSES_RULES.says('not-in-mesh', problem, excluded.fix);
  }
  // The annotations of the namespace are unknown if its Namespace is not among the manifests.
  const own = pod.annotations[INJECT];
  if (own === undefined && !namespaceOf(pod, world)) return undefined;
  if (isMeshed(pod, world)) return skipFault(pod, port, world);
  const problem = 'its proxies use mesh TLS, and the pods there are not in the mesh';
  const isOut = own !== undefined && !asksForProxy(own);
  const fix = isOut ? `remove ${INJECT}: ${own} from the pods` : `annotate namespace ${namespace} with ${INJECT}: enabled`;
  return ADDRESSES_RULES.says('not-in-mesh', problem, fix);
}

/** Whether a port bypasses the proxy of its pod. */
export const skips = (pod: Pod, port: number, world: Objects): boolean => names(SKIP_INBOUND, port, pod, world);

/** A port that bypasses the proxy has no mesh TLS. */
function skipFault(pod: Pod, port: number, world: Objects): Statement | undefined {
  if (!skips(pod, port, world)) return undefined;
  const problem = `its proxies use mesh TLS, and ${SKIP_INBOUND} leads port ${port} past the proxy there`;
  return ADDRESSES_RULES.says('not-in-mesh', problem, `remove ${port} from ${SKIP_INBOUND}`);
}

const IDENTITY = 'config.linkerd.io/proxy-require-identity-inbound-ports';

/** Traefik and Grafana are not in the mesh, so they have no identity of it. */
export function identityFault({ from }: Use, pod: Pod, port: number, world: Objects): Statement | undefined {
  if (from === 'Linkerd' || !names(IDENTITY, port, pod, world)) return undefined;
  return ADDRESSES_RULES.says('mesh-refuses', `${IDENTITY} refuses on port ${port} what is not in the mesh`, `remove ${port} from it`);
}

/** Whether an annotation of a pod or its namespace lists a port, by itself or in a range. */
export function names(annotation: string, port: number, pod: Pod, world: Objects): boolean {
  const namespace = namespaceOf(pod, world);
  const listed = pod.annotations[annotation] ?? (namespace && annotationOf(namespace, annotation)) ?? '';
  return listed.split(',').some((range) => {
    const [from = '', to = from] = range.trim().split('-');
    return from !== '' && Number(from) <= port && port <= Number(to);
  });
}

const wrongIdentity = (difference: string, right: string): Statement =>
  ADDRESSES_RULES.says('wrong-identity', `its proxies expect ${difference}`, `use ${right}`);
