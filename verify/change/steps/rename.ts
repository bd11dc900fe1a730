/** Other names of the same Applications in one cluster, by gitops.names. */
import { pagePath } from '../../../lib/files/own-folder';
import { error, type Finding } from '../../../lib/findings/finding';
import type { Application } from '../../stack';
import { componentOf } from '../../world/component';
import { kubectl, targetOf } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';
import { isMade, readAgain } from './fleet';
import { BEFORE_MERGE, deleteRoot, deleteWithoutObjects } from './take-away';

type Sides = Pick<Step, 'before' | 'after'>;

/** An Application that leaves, with the new one of the same component. */
type Renamed = readonly [old: Application, now: Application];

/** The Applications that leave, while others with new names install the same. */
export function renamedPairs({ before, after }: Sides): readonly Renamed[] {
  const isIn = ({ applications }: Side, { name }: Application) => applications.some((each) => each.name === name);
  const added = after.applications.filter((each) => !isIn(before, each));
  return before.applications
    .filter((each) => !isIn(after, each))
    .flatMap((old): Renamed[] => {
      const now = added.find((each) => componentOf(each.name, after) === componentOf(old.name, before) && targetOf(each) === targetOf(old));
      return now ? [[old, now]] : [];
    });
}

/** It makes the root again that is deleted. */
const SET_CONTROLLER = 'argocd-applicationset-controller';

/** The root with its new name, if it has another one: nobody prunes the old one. */
const renamedRoot = ({ before: { root: old }, after: { root: now } }: Sides): readonly Renamed[] =>
  old && now && old.name !== now.name ? [[old, now]] : [];

/** Whether the owner of an object has another name, which is said once for all of its objects. */
export function ownerRenaming(sides: Sides): (old: string | undefined, now: string | undefined) => boolean {
  const names = [...renamedRoot(sides), ...renamedPairs(sides)].map(([old, now]) => `${old.name} ${now.name}`);
  return (old, now) => names.includes(`${old} ${now}`);
}

export function renamedApplications({ before, after, where }: Step): Finding[] {
  const roots = renamedRoot({ before, after });
  const isRootRenamed = roots.length > 0;
  const [[old, now] = []] = isRootRenamed ? roots : renamedPairs({ before, after });
  if (!old || !now) return [];
  const loss = isRootRenamed
    ? 'and Argo CD refuses to sync Applications that two roots share'
    : 'and Argo CD deletes the old one with its objects before the new one can sync, so what is only in the pods of Tempo is lost';
  const problem = `renames Application ${old.name} to ${now.name}, ${loss}`;
  const fix = `keep the names, or take the objects away from the old Applications first, as for a rename in ${pagePath('docs/changes.md')}, and accept change/renamed`;
  const about = { subject: 'gitops.names', name: old.name };
  return [
    error(where(['gitops', 'names']), { ...CHANGE_RULES.says('renamed', problem, fix), commands: commandsFor({ before, after }) }, about),
  ];
}

function commandsFor({ before, after }: Sides): string[] {
  const namespace = (before.root ?? before.applications[0])?.manifest.metadata.namespace;
  const renamed = renamedPairs({ before, after }).map(([old]) => old);
  const isOnlyRoot = renamed.length === 0;
  const stays = (old: Application) => renamed.includes(old) || after.applications.some(({ name }) => name === old.name);
  const namesOf = (applications: readonly Application[]) => applications.map(({ name }) => name);
  const kept = before.applications.filter(stays);
  // A new root does not prune what it never had; one with the old name may have done it.
  const gone = namesOf(before.applications.filter((each) => !stays(each)));
  const afterMerge = [
    ...(gone.length > 0 ? [kubectl(namespace, 'delete', 'application', ...gone, '--ignore-not-found')] : []),
    ...(isMade(before) ? [...readAgain(before), kubectl(namespace, 'scale', 'deployment', SET_CONTROLLER, '--replicas=1')] : []),
  ];
  return [
    BEFORE_MERGE,
    ...(isMade(before) ? [kubectl(namespace, 'scale', 'deployment', SET_CONTROLLER, '--replicas=0')] : []),
    // The objects keep the marks of their Applications, whose names stay.
    ...(isOnlyRoot
      ? deleteRoot(before, namesOf(kept))
      : [
          ...deleteWithoutObjects({ ...before, applications: kept }),
          `# then remove their marks from the objects: step 3 of the rename in ${pagePath('docs/changes.md')}`,
        ]),
    ...(afterMerge.length > 0 ? ['# after the merge:', ...afterMerge] : []),
  ];
}
