/** The AppProjects and the root Application, which an administrator applies. */
import { type Finding, note } from '../../../lib/findings/finding';
import { mergePatch } from '../../../lib/kubernetes/merge-patch';
import { at, listAt, mapAt } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { kubectl, syncAgain } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';
import { hasBootstrap, isMade, movesNamespace, movesRoot } from './fleet';

/** A list of an AppProject that lacks something on one side. */
interface Difference {
  readonly project: string;
  readonly namespace?: string;
  readonly field: string;
  readonly values: readonly unknown[];
  /** Whether the other side has the list at all. */
  readonly hasList: boolean;
}

export function bootstrapChanges({ before, after, where, bootstrap }: Step): Finding[] {
  // The commands for a root that leaves the ApplicationSet in the same namespace apply the projects too.
  if (movesRoot({ before, after }) && isMade(before)) return [];
  if (!hasBootstrap(after)) return [];
  const place = where(['gitops']);
  const about = { subject: 'gitops' };
  const permits = differences(after.projects, before.projects);
  const forbids = differences(before.projects, after.projects);
  const isNew = after.projects.some(({ object }) => !named(before.projects, object.metadata.name));
  // An ApplicationSet changes the root that it makes.
  const differs = (of: (root: Manifest | undefined) => unknown): boolean =>
    !isMade(after) && JSON.stringify(of(before.root?.manifest)) !== JSON.stringify(of(after.root?.manifest));
  const isRootChanged = differs((root) => root?.spec);
  const isAnyChanged = isChanged(before.projects, after.projects) || differs((root) => root);
  const apply = `kubectl apply -f ${bootstrap}`;
  const says = (problem: string, fix: string, commands: readonly string[]): Finding[] => [
    note(place, { ...CHANGE_RULES.says('bootstrap', problem, fix), commands }, about),
  ];
  if (movesNamespace({ before, after }))
    return says('the Applications move to another namespace', 'an administrator of Argo CD must apply them there after the merge', [apply]);
  const areRenamed = before.applications.length > 0 && !before.applications.some(({ name }) => isIn(name, after));
  // Before the merge, the root would make the old ones again.
  if (areRenamed) return says('all Applications have other names', 'an administrator of Argo CD must apply it after the merge', [apply]);
  if (forbids.length === 0) {
    if (permits.length === 0 && !isNew && !isAnyChanged) return [];
    const [problem, fix] = ['the AppProjects or the root Application change', 'an administrator of Argo CD must apply them'];
    // The new root may read a branch or a folder that does not exist before the merge.
    if (isRootChanged) return says(problem, `${fix} after the merge`, [apply, ...syncBlocked(after, permits)]);
    const early = syncBlocked(after, permits);
    return says(problem, `${fix} before the merge`, [apply, ...(early.length > 0 ? ['# only if the merge came first:', ...early] : [])]);
  }
  const afterSync = '# after Argo CD has synced and pruned the merge, when the removed objects are deleted:';
  if (permits.length === 0 && !isNew && !isRootChanged) {
    const fix =
      'an administrator of Argo CD must apply them after Argo CD has synced the merge, because it cannot prune what is no longer permitted';
    return says('the AppProjects permit less than before', fix, [afterSync, apply]);
  }
  const fix = 'an administrator of Argo CD must first permit both, then let Argo CD sync and prune the merge, then apply the new file';
  return says('the AppProjects permit both more and less than before', fix, [
    '# before the merge: permit what is new, and what was permitted before',
    ...permits.map(permitAsWell),
    ...(isNew ? ['# creates what is missing; ignore "already exists":', `kubectl create -f ${bootstrap}`] : []),
    ...(isRootChanged ? [changeRoot(before, after)] : []),
    afterSync,
    apply,
  ]);
}

const isIn = (application: string, { applications }: Side): boolean => applications.some(({ name }) => name === application);

/** Argo CD does not repeat what its projects refused. */
const syncBlocked = ({ applications }: Side, permits: readonly Difference[]): string[] =>
  applications.filter(({ project }) => permits.some((difference) => difference.project === project)).flatMap(({ name }) => syncAgain(name));

const named = (projects: readonly Placed[], name: string): Placed | undefined =>
  projects.find(({ object }) => object.metadata.name === name);

/** What the projects of `having` permit and the same projects of `lacking` do not. */
function differences(having: readonly Placed[], lacking: readonly Placed[]): Difference[] {
  return having.flatMap(({ object }) => {
    const other = named(lacking, object.metadata.name);
    if (!other) return [];
    return Object.keys(mapAt(object, 'spec')).flatMap((field) => {
      const present = new Set(listAt(other.object, 'spec', field).map((value) => JSON.stringify(value)));
      const values = listAt(object, 'spec', field).filter((value) => !present.has(JSON.stringify(value)));
      const hasList = Array.isArray(at(other.object, 'spec', field));
      const { name, namespace } = object.metadata;
      return values.length === 0 ? [] : [{ project: name, namespace, field, values, hasList }];
    });
  });
}

const isChanged = (before: readonly Placed[], after: readonly Placed[]): boolean =>
  after.some(({ object }) => JSON.stringify(named(before, object.metadata.name)?.object) !== JSON.stringify(object));

function permitAsWell({ project, namespace, field, values, hasList }: Difference): string {
  const path = `/spec/${field}`;
  const operations = hasList ? values.map((value) => ({ op: 'add', path: `${path}/-`, value })) : [{ op: 'add', path, value: values }];
  return kubectl(namespace, 'patch', 'appproject', project, '--type', 'json', '-p', JSON.stringify(operations));
}

function changeRoot(before: Side, after: Side): string {
  const patch = { spec: mergePatch(mapAt(before.root?.manifest, 'spec'), mapAt(after.root?.manifest, 'spec')) };
  const { name = '', namespace } = after.root?.manifest.metadata ?? {};
  return kubectl(namespace, 'patch', 'application', name, '--type', 'merge', '-p', JSON.stringify(patch));
}
