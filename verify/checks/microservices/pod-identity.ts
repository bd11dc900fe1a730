/** Checks that Tempo's pods have the identity that the cluster file declares. */
import { identityMarks } from '../../../charts/tempo/credentials/identity';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import { aboutObject, annotationOf, type Pod } from '../../world/kubernetes';
import type { RunningTempo } from '../../world/tempo';
import { MICROSERVICES_RULES } from './rules';

/** The identities that a cloud gives to one ServiceAccount. */
const NEEDS_ACCOUNT = ['irsa', 'podIdentity', 'workloadIdentity'] as const;

export function checkPodIdentity({ readers }: RunningTempo, { declared, objects }: World): Finding[] {
  const { identity, account, storage } = declared;
  if (!identity) return [];
  const { serviceAccountAnnotations, podLabels } = identityMarks(identity);
  const key = `tempo.credentials.identity.${Object.keys(identity).join('')}`;
  const consequence = `cannot access ${storage?.destination ?? 'the bucket'}`;
  const pods = [...new Map(readers.map(({ pod }) => [pod.placed.object, pod])).values()];
  return pods.flatMap((pod) => {
    const wrong = (statement: Statement) => error(pod.placed.place, statement, aboutObject(pod.placed.object));
    // The nodes have the other identities, whatever the ServiceAccount is.
    const isOther = account !== undefined && pod.serviceAccount !== account && NEEDS_ACCOUNT.some((kind) => identity[kind] !== undefined);
    if (isOther) {
      const problem = `runs as ServiceAccount ${pod.serviceAccount}, but ${key} of the cluster file is for ServiceAccount ${account}, so it ${consequence}`;
      return [wrong(MICROSERVICES_RULES.says('other-account', problem, `use ${account}`))];
    }
    const annotations = Object.entries(serviceAccountAnnotations).flatMap(([name, expected]) => {
      const found = annotationOfAccount(name, pod, objects);
      if (found === expected) return [];
      const problem = `runs as ServiceAccount ${pod.serviceAccount}, whose annotation ${name} is ${found ?? 'missing'}, but ${key} of the cluster file is ${expected}, so it ${consequence}`;
      return [MICROSERVICES_RULES.says('other-role', problem, `set the annotation to ${expected}`)];
    });
    const labels = Object.entries(podLabels).flatMap(([name, expected]) => {
      const found = pod.labels[name];
      if (found === expected) return [];
      const problem = `has ${found === undefined ? `no label ${name}` : `the label ${name}: ${found}`} on its pods, so it gets no token for ${key} and ${consequence}`;
      return [MICROSERVICES_RULES.says('no-identity-label', problem, `set ${name}: "${expected}" under podLabels`)];
    });
    return [...annotations, ...labels].map(wrong);
  });
}

function annotationOfAccount(name: string, { serviceAccount, placed: { namespace } }: Pod, objects: World['objects']): string | undefined {
  const account = objects.find(
    ({ object, namespace: own }) => object.kind === 'ServiceAccount' && object.metadata.name === serviceAccount && own === namespace,
  );
  return account && annotationOf(account.object, name);
}
