/** Checks that Tempo's pods have the identity that the cluster file declares. */
import { ROLE_ANNOTATION } from '../../../charts/tempo/credentials/identity';
import { error, type Finding } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import { aboutObject, annotationOf, type Pod } from '../../world/kubernetes';
import type { RunningTempo } from '../../world/tempo';
import { MICROSERVICES_RULES } from './rules';

export function checkPodIdentity({ readers }: RunningTempo, { declared, objects }: World): Finding[] {
  const role = declared.identity?.irsa;
  if (role === undefined) return [];
  const pods = [...new Map(readers.map(({ pod }) => [pod.placed.object, pod])).values()];
  return pods.flatMap((pod) => {
    const found = roleOf(pod, objects);
    if (found === role) return [];
    const problem = `runs as ServiceAccount ${pod.serviceAccount}, whose annotation ${ROLE_ANNOTATION} is ${found ?? 'missing'}, but tempo.credentials.identity.irsa of the cluster file is ${role}, so it cannot access the bucket`;
    const statement = MICROSERVICES_RULES.says('other-role', problem, `set the annotation to ${role}`);
    return [error(pod.placed.place, statement, aboutObject(pod.placed.object))];
  });
}

function roleOf({ serviceAccount, placed: { namespace } }: Pod, objects: World['objects']): string | undefined {
  const account = objects.find(
    ({ object, namespace: own }) => object.kind === 'ServiceAccount' && object.metadata.name === serviceAccount && own === namespace,
  );
  return account && annotationOf(account.object, ROLE_ANNOTATION);
}
