/** Whether pods are in the mesh of Linkerd, and answer as the ServiceAccount that its proxies expect. */
import type { Statement } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import type { Use } from '../../uses/use';
import type { Pod } from '../../world/kubernetes';
import { ADDRESSES_RULES } from './rules';

export const INJECT = 'linkerd.io/inject';

type Objects = Pick<World, 'objects'>;

const namespaceObject = ({ placed: { namespace } }: Pod, { objects }: Objects) =>
  objects.find(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace)?.object;

/** By its own annotation, else by the one of its namespace. */
export const isMeshed = (pod: Pod, world: Objects): boolean =>
  ['enabled', 'ingress'].includes(pod.annotations[INJECT] ?? namespaceObject(pod, world)?.metadata.annotations?.[INJECT] ?? '');

/** The proxies use mesh TLS: only a meshed pod that runs as the expected ServiceAccount can answer them. */
export function meshFault({ from, identity, identityNamespace }: Use, [pod]: readonly Pod[], world: Objects): Statement | undefined {
  if (from !== 'Linkerd' || !pod) return undefined;
  const { serviceAccount } = pod;
  const { namespace } = pod.placed;
  if (identity !== undefined && serviceAccount !== identity)
    return wrongIdentity(`ServiceAccount ${identity}, and the pods run as ${serviceAccount}`, serviceAccount);
  if (identityNamespace !== undefined && namespace !== identityNamespace)
    return wrongIdentity(`a ServiceAccount of namespace ${identityNamespace}, and the pods are in ${namespace}`, namespace ?? '');
  // Without its Namespace, nobody knows what that says.
  if (!namespaceObject(pod, world) || isMeshed(pod, world)) return undefined;
  const problem = 'its proxies use mesh TLS, and the pods there are not in the mesh';
  return ADDRESSES_RULES.says('not-in-mesh', problem, `annotate namespace ${namespace} with ${INJECT}: enabled`);
}

const wrongIdentity = (difference: string, right: string): Statement =>
  ADDRESSES_RULES.says('wrong-identity', `its proxies expect ${difference}`, `use ${right}`);
