/** Pods with volumes that may run on fewer nodes than before. A volume does not move. */
import { WORKLOADS, workloadName } from '../../../charts/tempo/workloads';
import { type Finding, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { listAt, mapAt, type Path } from '../../../lib/yaml/parsed';
import { titleOf } from '../../world/kubernetes';
import { kubectl } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

/** What has a volume. */
interface Holder {
  /** `StatefulSet tempo-ingester`, or a claim. */
  readonly title: string;
  /** The labels that a node must have for its pods. */
  readonly selector: Readonly<Record<string, unknown>>;
  /** Where the user's own values may have them. */
  readonly own?: Path;
}

export function nodeChanges({ before, after, where }: Step): Finding[] {
  const old = new Map(holdersIn(before).map(({ title, selector }) => [title, selector]));
  return holdersIn(after).flatMap(({ title, selector, own }) => {
    const was = old.get(title);
    const added = was ? Object.entries(selector).filter(([label, value]) => was[label] !== value) : [];
    if (added.length === 0) return [];
    const labels = listed(added.map(([label, value]) => `${label}: ${value}`));
    const problem = `its pods then need nodes with ${labels}, and one whose volume is on another node does not start`;
    const fix = 'before the merge, see where the volumes are';
    const place = where(...(own ? [own] : []), ['scheduling', 'nodeSelector'], ['scheduling']);
    return [warning(place, { ...CHANGE_RULES.says('nodes', problem, fix), commands: [VOLUMES] }, { subject: title })];
  });
}

const COLUMNS = 'CLAIM:.spec.claimRef.name,NODES:.spec.nodeAffinity.required.nodeSelectorTerms[*].matchExpressions[*].values';
const VOLUMES = kubectl(undefined, 'get', 'persistentvolume', '-o', `custom-columns=${COLUMNS}`);

/** Rendered StatefulSets, and those that values of releases decide about, each once. */
function holdersIn({ objects, releases, tempo }: Side): Holder[] {
  const rendered = objects.flatMap(({ object }): Holder[] =>
    object.kind === 'StatefulSet' && listAt(object.spec, 'volumeClaimTemplates').length > 0
      ? [{ title: titleOf(object), selector: mapAt(object.spec, 'template', 'spec', 'nodeSelector') }]
      : [],
  );
  const sets = (tempo?.claims ?? []).flatMap(({ workload, templates }): Holder[] =>
    templates.length > 0 ? [byValues(`StatefulSet ${workload}`, tempo?.values, 'tempo', pathOf(workload, tempo?.fullname))] : [],
  );
  const claims = objects.flatMap(({ object, place, application }): Holder[] => {
    const of = object.kind === 'PersistentVolumeClaim' ? OF_CLAIMS[object.metadata.name] : undefined;
    const release = releases.find((each) => each.application === application && each.place.file === place.file);
    return of && release ? [byValues(titleOf(object), release.values, of.component, of.path)] : [];
  });
  return [...new Map([...claims, ...sets, ...rendered].map((holder) => [holder.title, holder])).values()];
}

/** @param path of the values of its pods */
const byValues = (title: string, values: unknown, component: string, path: Path): Holder => ({
  title,
  selector: mapAt(values, ...path, 'nodeSelector'),
  own: [component, 'values', ...path, 'nodeSelector'],
});

/** The values of a microservice; those of the whole chart for one process. */
function pathOf(workload: string, fullname: string | undefined): Path {
  const component = WORKLOADS.find((name) => workloadName(name, fullname) === workload);
  return component ? [component] : [];
}

/** Whose values decide about the pod that has a claim, by the name of the claim. */
const OF_CLAIMS: Readonly<Record<string, { readonly component: string; readonly path: Path }>> = {
  'tempo-minio': { component: 'tempo', path: ['minio'] },
  traefik: { component: 'traefik', path: [] },
};
