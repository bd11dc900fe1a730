/** Whether the API server would take every object as it is: its fields, its names, what must agree within it, and no object twice. */
import { isMap } from '../../lib/is-map';
import { groupOf, unserved } from '../shape/api-versions';
import type { Mistake } from '../shape/mistake';
import { nameMistakes } from '../shape/names';
import { workloadMistakes } from '../shape/pods';
import { KindSchemas } from '../shape/schema';
import type { Judgement, Manifest, Placed } from '../stack';
import type { Place, Verdict } from '../verdict';

/** Kinds that stand outside of every namespace, whatever the Application or release says. */
const CLUSTER_SCOPED = new RegExp(
  `^(${[
    'Cluster(Role|RoleBinding|TrustBundle|Issuer|SecretStore)',
    '(Ingress|Gateway|Storage|Priority|Runtime|Device|VolumeAttributes)Class',
    '(Mutating|Validating)(WebhookConfiguration|AdmissionPolicy|AdmissionPolicyBinding)',
    'Namespace|Node|PersistentVolume|CustomResourceDefinition|APIService|PodSecurityPolicy|FlowSchema|PriorityLevelConfiguration',
  ].join('|')})$`,
);

let loaded: KindSchemas | undefined;

/** @param schemas the kinds that are known; by default those of schema/kubernetes.json, which are read once */
export function checkShape(objects: readonly Placed[], schemas?: KindSchemas): Judgement & { readonly notJudged: readonly string[] } {
  loaded ??= schemas ?? new KindSchemas();
  const kinds = schemas ?? loaded;
  const verdicts: Verdict[] = [];
  const notJudged = new Set<string>();
  let judged = 0;
  for (const placed of objects) {
    const { object } = placed;
    const ofSchema = kinds.mistakesIn(object);
    const whyNot = ofSchema ? undefined : unserved(object, kinds.kinds.keys());
    if (whyNot) verdicts.push(verdict(placed, 'error', `${titleOf(object)} ${whyNot}`));
    else if (!ofSchema) notJudged.add(`kind ${groupOf(object.apiVersion) || 'v1'}/${object.kind}, of which no schema is here`);
    else judged++;
    for (const { path, text, outcome } of onePerPath([...(ofSchema ?? []), ...nameMistakes(placed), ...workloadMistakes(object)])) {
      verdicts.push(verdict(placed, severityOf(outcome, placed), `${titleOf(object)}: ${path} ${text}`));
    }
  }
  return { verdicts: [...verdicts, ...duplicates(objects)], judged, notJudged: [...notJudged].sort() };
}

/** A field that is dropped from an upstream chart's object has never had an effect; nobody here can rename it there. */
function severityOf(outcome: Mistake['outcome'], { rendered }: Placed): Verdict['severity'] {
  if (outcome === 'refused') return 'error';
  return outcome === 'taken' || rendered ? 'warning' : 'error';
}

/** What the schema says of a field is said once, whoever else looks at it. */
function onePerPath(mistakes: readonly Mistake[]): Mistake[] {
  const first = new Map<string, Mistake>();
  for (const mistake of mistakes) if (!first.has(mistake.path)) first.set(mistake.path, mistake);
  return [...first.values()];
}

/** Objects that are there already: Argo CD or Helm would apply one over the other, for ever. */
function duplicates(objects: readonly Placed[]): Verdict[] {
  const known = new Map<string, Placed>();
  return objects.flatMap((placed) => {
    const { object, namespace = '' } = placed;
    if (!isMap(object.metadata) || !object.metadata.name || isHook(object)) return [];
    const scope = CLUSTER_SCOPED.test(object.kind) ? '' : namespace;
    const key = [groupOf(object.apiVersion), object.kind, scope, object.metadata.name].join('\0');
    const first = known.get(key);
    if (!first) {
      known.set(key, placed);
      return [];
    }
    const where = scope ? ` in namespace ${scope}` : '';
    const [here, there] = [nameOf(placed.place), nameOf(first.place)];
    const again = here === there ? `is there twice in ${here}` : `is in ${here}, and in ${there} already`;
    return [verdict(placed, 'error', `${titleOf(object)}${where} ${again}; rename or remove one of the two`)];
  });
}

/** A hook is made anew at its time, and one of another time may have its name. */
const isHook = ({ metadata }: Manifest): boolean => {
  const annotations = metadata.annotations ?? {};
  return 'helm.sh/hook' in annotations || 'argocd.argoproj.io/hook' in annotations;
};

const nameOf = ({ file, name }: Place): string => (name ? `${file} (${name})` : file);

const titleOf = ({ kind, metadata }: Manifest): string => `${kind} ${(isMap(metadata) && metadata.name) || 'without a name'}`;

const verdict = ({ place }: Placed, severity: Verdict['severity'], text: string): Verdict => ({ severity, check: 'shape', place, text });
