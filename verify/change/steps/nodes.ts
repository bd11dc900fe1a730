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

/** The labels that a node must have for pods with volumes, by the name of their workload or of their claim in messages. */
type Selectors = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export function nodeChanges({ before, after, where }: Step): Finding[] {
  const old = selectorsOf(before);
  const bound = [...selectorsOf(after)].flatMap(([title, selector]) => {
    const was = old.get(title);
    const added = was ? Object.entries(selector).filter(([label, value]) => was[label] !== value) : [];
    return added.length > 0 ? [{ title, labels: added.map(([label, value]) => `${label}: ${value}`) }] : [];
  });
  if (bound.length === 0) return [];
  const labels = [...new Set(bound.flatMap((each) => each.labels))];
  const problem = `${listed(bound.map(({ title }) => title))} then ${bound.length > 1 ? 'need' : 'needs'} nodes with ${listed(labels)}, and a pod whose volume is on another node does not start`;
  const fix = 'before the merge, see where the volumes are';
  const commands = [kubectl(undefined, 'get', 'persistentvolume', '-o', `custom-columns=${COLUMNS}`)];
  const place = where(['scheduling', 'nodeSelector'], ['scheduling']);
  return [warning(place, { ...CHANGE_RULES.says('nodes', problem, fix), commands }, { subject: 'scheduling' })];
}

const COLUMNS = 'CLAIM:.spec.claimRef.name,NODES:.spec.nodeAffinity.required.nodeSelectorTerms[*].matchExpressions[*].values';

/** Of rendered StatefulSets, and by the values of releases that are not rendered. */
function selectorsOf({ objects, releases, tempo }: Side): Selectors {
  const rendered = objects.flatMap(({ object }): [string, Readonly<Record<string, unknown>>][] =>
    object.kind === 'StatefulSet' && listAt(object.spec, 'volumeClaimTemplates').length > 0
      ? [[titleOf(object), mapAt(object.spec, 'template', 'spec', 'nodeSelector')]]
      : [],
  );
  const sets = (tempo?.claims ?? []).flatMap(({ workload, templates }): [string, Readonly<Record<string, unknown>>][] =>
    templates.length > 0 ? [[`StatefulSet ${workload}`, mapAt(tempo?.values, ...pathOf(workload, tempo?.fullname), 'nodeSelector')]] : [],
  );
  const claims = objects.flatMap(({ object, place, application }): [string, Readonly<Record<string, unknown>>][] => {
    const path = object.kind === 'PersistentVolumeClaim' && OF_CLAIMS[object.metadata.name];
    const release = releases.find((each) => each.application === application && each.place.file === place.file);
    return path && release ? [[`the pod of ${titleOf(object)}`, mapAt(release.values, ...path, 'nodeSelector')]] : [];
  });
  return new Map([...claims, ...sets, ...rendered]);
}

/** The values of a microservice; those of the whole chart for one process. */
function pathOf(workload: string, fullname: string | undefined): Path {
  const component = WORKLOADS.find((name) => workloadName(name, fullname) === workload);
  return component ? [component] : [];
}

/** The values of the pod that has a claim, by the name of the claim. */
const OF_CLAIMS: Readonly<Record<string, Path>> = { 'tempo-minio': ['minio'], traefik: [] };
