/** Checks that pods are in the mesh of Linkerd and have the ServiceAccount that its proxies expect. */
import type { Statement } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import type { Use } from '../../uses/use';
import { annotationOf, type Pod } from '../../world/kubernetes';
import { ADDRESSES_RULES } from './rules';

export const INJECT = 'linkerd.io/inject';

type Objects = Pick<World, 'objects'>;

const namespaceObject = ({ placed: { namespace } }: Pod, { objects }: Objects) =>
  objects.find(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace)?.object;

function annotationOfNamespace(pod: Pod, world: Objects): string | undefined {
  const namespace = namespaceObject(pod, world);
  return namespace && annotationOf(namespace, INJECT);
}

/** Whether a pod is in the mesh, by its own annotation or that of its namespace. */
export const isMeshed = (pod: Pod, world: Objects): boolean =>
  ['enabled', 'ingress'].includes(pod.annotations[INJECT] ?? annotationOfNamespace(pod, world) ?? '');

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
  // The annotations of the namespace are unknown if its Namespace is not among the manifests.
  if (!namespaceObject(pod, world)) return undefined;
  if (isMeshed(pod, world)) return skipFault(pod, port, world);
  const problem = 'its proxies use mesh TLS, and the pods there are not in the mesh';
  return ADDRESSES_RULES.says('not-in-mesh', problem, `annotate namespace ${namespace} with ${INJECT}: enabled`);
}

const SKIP = 'config.linkerd.io/skip-inbound-ports';

/** A port that bypasses the proxy has no mesh TLS. */
function skipFault(pod: Pod, port: number, world: Objects): Statement | undefined {
  const namespace = namespaceObject(pod, world);
  const skipped = pod.annotations[SKIP] ?? (namespace && annotationOf(namespace, SKIP)) ?? '';
  const isSkipped = skipped.split(',').some((range) => {
    const [from = '', to = from] = range.trim().split('-');
    return from !== '' && Number(from) <= port && port <= Number(to);
  });
  if (!isSkipped) return undefined;
  const problem = `its proxies use mesh TLS, and ${SKIP} leads port ${port} past the proxy there`;
  return ADDRESSES_RULES.says('not-in-mesh', problem, `remove ${port} from ${SKIP}`);
}

const wrongIdentity = (difference: string, right: string): Statement =>
  ADDRESSES_RULES.says('wrong-identity', `its proxies expect ${difference}`, `use ${right}`);
