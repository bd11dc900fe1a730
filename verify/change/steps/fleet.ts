/** The root Application that an ApplicationSet makes, or begins or ceases to make. The ApplicationSet is applied by an administrator. */
import path from 'node:path';
import { type Finding, note } from '../../../lib/findings/finding';
import { FLEET_SET } from '../../../lib/output/fleet-files';
import type { Manifest } from '../../stack';
import { kubectl } from '../commands';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';
import { deleteProjects, isOwn } from './projects';

type Sides = Pick<Step, 'before' | 'after'>;

/** Whether the root moves from bootstrap.k8s.yaml to an ApplicationSet, or back, in the same namespace. */
export const movesRoot = ({ before, after }: Sides): boolean =>
  before.root !== undefined && after.root !== undefined && isMade(before) !== isMade(after) && !movesNamespace({ before, after });

/** The namespace of Argo CD, where the root is. */
export const namespaceOf = ({ root }: Side): string | undefined => root?.manifest.metadata.namespace;

/**
 * Whether the root, and with it all of its Applications, moves to another namespace, where nothing takes over the old ones. One without a
 * namespace is in that of whoever applies it, which is not known.
 */
export function movesNamespace({ before, after }: Sides): boolean {
  const [from, to] = [namespaceOf(before), namespaceOf(after)];
  return from !== undefined && to !== undefined && from !== to;
}

/** Whether an ApplicationSet makes the root. */
export const isMade = ({ fleet }: Side): boolean => fleet.length > 0;

/** Whether the output has a bootstrap.k8s.yaml: with an ApplicationSet, it has AppProjects alone. */
export const hasBootstrap = (side: Side): boolean => (side.root !== undefined && !isMade(side)) || side.projects.some(isOwn);

const setOf = ({ fleet }: Side): Manifest | undefined => fleet.find(({ object }) => object.kind === 'ApplicationSet')?.object;

/** Deletes the ApplicationSet that made the root, which stays. */
export function deleteSet(side: Side): string[] {
  const set = setOf(side)?.metadata;
  return set ? [kubectl(set.namespace, 'delete', 'applicationset', set.name, '--cascade=orphan', '--ignore-not-found')] : [];
}

/**
 * Makes the ApplicationSet read its repository at once. Until it does, by default within three minutes, it makes a root again that was
 * deleted, from the commit that it knows (`refs` of the repo server are cached too), and never deletes it.
 */
export function readAgain(side: Side): string[] {
  const set = setOf(side)?.metadata;
  const refresh = 'argocd.argoproj.io/application-set-refresh=true';
  return set ? [kubectl(set.namespace, 'annotate', 'applicationset', set.name, refresh, '--overwrite')] : [];
}

/**
 * Deletes the AppProject of the roots. By its finalizer, Argo CD waits until no Application has it (finalizeProjectDeletion in
 * controller/appcontroller.go).
 */
export function deleteRootProject({ fleet }: Side): string[] {
  const project = fleet.find(({ object }) => object.kind === 'AppProject')?.object.metadata;
  if (!project) return [];
  const command = kubectl(project.namespace, 'delete', 'appproject', project.name, '--wait=false', '--ignore-not-found');
  return ['# Argo CD keeps this project until no Application has it:', command];
}

export function fleetChanges({ before, after, where, bootstrap }: Step): Finding[] {
  const apply = `kubectl apply -f ${path.join(path.dirname(path.dirname(bootstrap)), FLEET_SET)}`;
  const says = (problem: string, fix: string, commands: readonly string[]): Finding[] => [
    note(where(['gitops']), { ...CHANGE_RULES.says('fleet', problem, fix), commands }, { subject: 'gitops' }),
  ];
  if (movesNamespace({ before, after })) {
    if (isMade(after))
      return says(
        `an ApplicationSet makes the root Applications in namespace ${namespaceOf(after)}`,
        'an administrator of Argo CD must apply it there after the merge',
        [apply, ...deleteRootProject(before)],
      );
    return isMade(before)
      ? says(
          `nothing needs the AppProject of the root Applications in namespace ${namespaceOf(before)} any more`,
          'remove it after the merge',
          deleteRootProject(before),
        )
      : [];
  }
  const root = before.root?.name;
  if (movesRoot({ before, after })) {
    const left = deleteProjects(before.root ? [before.root] : [], before, after);
    if (isMade(after))
      return says(
        `an ApplicationSet takes over Application ${root} by its name, and nothing is deleted`,
        'an administrator of Argo CD must apply it after the merge',
        [
          ...(hasBootstrap(after) ? [`kubectl apply -f ${bootstrap}`] : []),
          apply,
          ...(left.length > 0 ? [...readAgain(after), '# after the Application has its new project:', ...left] : []),
        ],
      );
    return says(
      `Application ${root} leaves the ApplicationSet, which must go before it`,
      'an administrator of Argo CD must delete the ApplicationSet and keep its Applications, after the merge',
      [...deleteSet(before), `kubectl apply -f ${bootstrap}`, ...deleteRootProject(before)],
    );
  }
  if (!isMade(before) || !isMade(after) || textOf(before) === textOf(after)) return [];
  // The controller refuses an Application that has another owner (createOrUpdateInCluster, by SetControllerReference).
  if (setOf(before)?.metadata.name !== setOf(after)?.metadata.name)
    return says(
      `ApplicationSet ${setOf(after)?.metadata.name} replaces ${setOf(before)?.metadata.name}, and cannot take over its Applications while it exists`,
      'an administrator of Argo CD must delete the old one and keep its Applications, after the merge',
      [...deleteSet(before), apply, ...deleteRootProject(before)],
    );
  return says('the ApplicationSet of the root Applications changes', 'an administrator of Argo CD must apply it after the merge', [apply]);
}

const textOf = ({ fleet }: Side): string => JSON.stringify(fleet.map(({ object }) => object));
