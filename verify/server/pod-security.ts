/** What the Pod Security level of a workload's namespace refuses, by the API server and by the labels of the namespace there. */
import { ENFORCE } from '../../charts/namespaces/config';
import { type Violation, violationsOf } from '../../charts/namespaces/standards/judge';
import { error, type Finding, warning } from '../../lib/findings/finding';
import { mapAt } from '../../lib/yaml/parsed';
import { enforcedBy } from '../checks/hygiene/pod-security/pod-security';
import type { Placed, World } from '../stack';
import { aboutObject, isCustom, podsOf, podTemplateOf } from '../world/kubernetes';
import { namespaceObject } from '../world/namespaces';
import type { ServerAnswer } from './answer';
import { SERVER_RULES } from './rules';
import type { ApiServer } from './server';

const ofLevel = ({ warnings }: ServerAnswer): readonly string[] => warnings.filter((text) => /PodSecurity/.test(text));

/**
 * The level of a namespace refuses pods, and not what makes them: of that, the API server only warns, by the label `warn`, and does not
 * tell whether the namespace enforces a level (ValidatePodController in k8s.io/pod-security-admission/admission/admission.go).
 */
export async function insecure(placed: Placed, answer: ServerAnswer, server: ApiServer, world: World): Promise<Finding[]> {
  const told = ofLevel(answer);
  const labels = labelsIn(placed, world);
  // What the output says of the namespace is applied too.
  const isOurs = ENFORCE in labels;
  const refused = await refusalOf(placed, () => (isOurs ? labels : server.labelsOf(placed.namespace ?? '')), world);
  const [severity, fact] = refused ? [error, ', and the namespace refuses such pods'] : [warning, ''];
  // The label `warn` may name a lower level than the one that is enforced. One of the output is judged by the check hygiene.
  const isUntold = told.length === 0 && answer.outcome === 'accepted' && !isOurs;
  const texts = isUntold && refused ? [refused] : told.map((text) => text + fact);
  const fix = 'set the level of its namespace, or its securityContext';
  return texts.map((text) => severity(placed.place, SERVER_RULES.says('pod-security', text, fix), aboutObject(placed.object)));
}

/** The labels of its namespace in the output. */
const labelsIn = ({ namespace }: Placed, world: World): Labels => mapAt(namespaceObject(namespace, world)?.object, 'metadata', 'labels');

type Labels = Readonly<Record<string, unknown>>;

/** Why the namespace refuses the pods of a workload, as a phrase; undefined if it does not, as far as its labels tell. */
async function refusalOf(placed: Placed, labelsOf: () => Labels | Promise<Labels>, { kubernetes }: World): Promise<string | undefined> {
  const pods = isCustom(placed.object) ? [] : podsOf(placed);
  const enforced = pods.length === 0 ? undefined : enforcedBy(await labelsOf(), kubernetes.version);
  if (!enforced) return undefined;
  const violations = pods.flatMap((pod) => violationsOf(podTemplateOf(pod), enforced.level, enforced.version));
  if (violations.length === 0) return undefined;
  return `Pod Security ${enforced.level} of namespace ${placed.namespace} refuses its pods: ${violations.map(phraseOf).join(', ')}`;
}

const phraseOf = ({ container, field, must }: Violation): string =>
  `${field} ${must}${container === undefined ? '' : ` in container ${container}`}`;
