/** Pods with volumes that may run on fewer nodes than before. A volume does not move. */
import { placementOf } from '../../../charts/tempo/pods/placement';
import { type Finding, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { type NodeSelection, narrowed, nodeSelectionOf } from '../../../lib/kubernetes/node-selection';
import { entryOf, listAt, mapAt, type Path, textAt } from '../../../lib/yaml/parsed';
import { titleOf } from '../../world/kubernetes';
import { kubectl } from '../commands';
import { type Known, oneEach, renderedOver } from '../rendered-over';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

/** What has a volume. */
interface Holder extends Known {
  /** `StatefulSet tempo-ingester`, or a claim. */
  readonly title: string;
  /** Where its pods may run. */
  readonly pods: NodeSelection;
}

export function nodeChanges({ before, after, where }: Step): Finding[] {
  const old = new Map(holdersIn(before).map(({ id, pods }) => [id, pods]));
  return holdersIn(after).flatMap(({ id, title, pods, own }) => {
    const was = old.get(id);
    const needs = was ? needsOf(was, pods) : [];
    if (needs.length === 0) return [];
    const problem = `its pods then ${listed(needs.map(({ text }) => text))}, and one whose volume is on another node does not start`;
    const fix = 'before the merge, see where the volumes are';
    const fields = needs.map(({ field }) => field);
    const keys = [...(own ? fields.map((field) => [...own, field]) : []), ...fields.map((field) => ['scheduling', field]), ['scheduling']];
    return [warning(where(...keys), { ...CHANGE_RULES.says('nodes', problem, fix), commands: [VOLUMES] }, { subject: title })];
  });
}

interface Need {
  readonly text: string;
  readonly field: keyof NodeSelection;
}

/** What the pods need that they did not need before. */
function needsOf(old: NodeSelection, now: NodeSelection): Need[] {
  const { labels, byAffinity, tolerations } = narrowed(old, now);
  return [
    ...(labels.length > 0
      ? [{ text: `need nodes with ${listed(labels.map(([label, value]) => `${label}: ${value}`))}`, field: 'nodeSelector' as const }]
      : []),
    ...(byAffinity ? [{ text: 'need nodes that their other nodeAffinity permits', field: 'affinity' as const }] : []),
    ...(tolerations.length > 0
      ? [{ text: `no longer tolerate ${listed(tolerations.map(tolerationText))}`, field: 'tolerations' as const }]
      : []),
  ];
}

/** As `kubectl taint` writes the taint: `dedicated=tracing:NoSchedule`. */
function tolerationText(toleration: unknown): string {
  const [key, value, effect] = ['key', 'value', 'effect'].map((field) => textAt(toleration, field));
  return `${key ?? 'all taints'}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`;
}

const COLUMNS = 'CLAIM:.spec.claimRef.name,NODES:.spec.nodeAffinity.required.nodeSelectorTerms[*].matchExpressions[*].values';
const VOLUMES = kubectl(undefined, 'get', 'persistentvolume', '-o', `custom-columns=${COLUMNS}`);

/** What has one title in two namespaces has volumes of its own in each. */
const named = (title: string, namespace = ''): Pick<Holder, 'id' | 'title'> => ({ id: `${namespace} ${title}`, title });

/** Rendered StatefulSets, and those that values of releases decide about, each once. */
function holdersIn({ objects, releases, tempo }: Side): Holder[] {
  const rendered = objects.flatMap(({ object, namespace }): Holder[] =>
    object.kind === 'StatefulSet' && listAt(object.spec, 'volumeClaimTemplates').length > 0
      ? [{ ...named(titleOf(object), namespace), pods: nodeSelectionOf(mapAt(object.spec, 'template', 'spec')) }]
      : [],
  );
  const sets = (tempo?.claims ?? []).flatMap(({ workload, templates }): Holder[] => {
    if (!tempo || templates.length === 0) return [];
    const { path, ...pods } = placementOf(tempo, workload);
    return [{ ...named(`StatefulSet ${workload}`, tempo.namespace), pods, own: ['tempo', 'values', ...path] }];
  });
  const claims = objects.flatMap(({ object, namespace, place, application }): Holder[] => {
    const of = object.kind === 'PersistentVolumeClaim' ? entryOf(OF_CLAIMS, object.metadata.name) : undefined;
    const release = releases.find((each) => each.application === application && each.place.file === place.file);
    if (!of || !release) return [];
    return [
      {
        ...named(titleOf(object), namespace),
        pods: nodeSelectionOf(mapAt(release.values, ...of.path)),
        own: [of.component, 'values', ...of.path],
      },
    ];
  });
  return oneEach(renderedOver([...claims, ...sets], rendered));
}

/** Whose values decide about the pod that has a claim, by the name of the claim. */
const OF_CLAIMS: Readonly<Record<string, { readonly component: string; readonly path: Path }>> = {
  'tempo-minio': { component: 'tempo', path: ['minio'] },
  traefik: { component: 'traefik', path: [] },
};
