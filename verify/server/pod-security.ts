/** What the API server says of the Pod Security level of a workload's namespace. */
import { error, type Finding, warning } from '../../lib/findings/finding';
import { violationsOf } from '../checks/hygiene/pod-security/judge';
import { enforcedBy } from '../checks/hygiene/pod-security/pod-security';
import type { Placed, World } from '../stack';
import { aboutObject, podsOf, podTemplateOf } from '../world/kubernetes';
import type { ServerAnswer } from './answer';
import { SERVER_RULES } from './rules';
import type { ApiServer } from './server';

const ofLevel = ({ warnings }: ServerAnswer): readonly string[] => warnings.filter((text) => /PodSecurity/.test(text));

/**
 * The level of a namespace refuses pods, and not what makes them: of that, the API server only warns, and does not tell whether
 * the namespace enforces the level (ValidatePodController in k8s.io/pod-security-admission/admission/admission.go).
 */
export async function insecure(placed: Placed, answer: ServerAnswer, server: ApiServer, world: World): Promise<Finding[]> {
  const told = ofLevel(answer);
  if (told.length === 0) return [];
  const isRefused = await refusesPods(placed, server, world);
  const [severity, fact] = isRefused ? [error, ', and the namespace refuses such pods'] : [warning, ''];
  const fix = 'set the level of its namespace, or its securityContext';
  return told.map((text) => severity(placed.place, SERVER_RULES.says('pod-security', text + fact, fix), aboutObject(placed.object)));
}

async function refusesPods(placed: Placed, server: ApiServer, { kubernetes }: World): Promise<boolean> {
  const enforced = enforcedBy(await server.labelsOf(placed.namespace ?? ''), kubernetes.version);
  return (
    enforced !== undefined && podsOf(placed).some((pod) => violationsOf(podTemplateOf(pod), enforced.level, enforced.version).length > 0)
  );
}
