/** Applications and clusters that leave the output. Argo CD leaves parts of them behind. */
import { SAMPLING_COMPONENT } from '../../../charts/collector/collector';
import { keyOfComponent } from '../../../charts/component-keys';
import { TRAEFIK } from '../../../charts/traefik/releases';
import { type Finding, note, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { at } from '../../../lib/yaml/parsed';
import type { Application, Placed } from '../../stack';
import { componentOf } from '../../world/component';
import { AFTER_SYNC, inCluster, kubectl, releaseNamespaces } from '../commands';
import type { Installed } from '../installed';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';
import { deleteRootProject, deleteSet, isMade, movesNamespace, movesRoot, readAgain } from './fleet';
import { deleteProjects, isOwn } from './projects';
import { renamedPairs } from './rename';
import { lossOfSampling } from './sampling';

/** Applications that leave the output of a cluster. The root prunes them, and each deletes its objects. */
export function removedApplications({ before, after, where }: Step): Finding[] {
  const renamed = renamedPairs({ before, after }).map(([old]) => old);
  const gone = before.applications.filter(
    (each) => !renamed.includes(each) && !after.applications.some((application) => application.name === each.name),
  );
  const notes = gone.map((application) => {
    const component = componentOf(application.name, before) ?? application.name;
    const key = keyOfComponent(component);
    const place = where(key);
    const kept = keptNamespaces(before, [application], after);
    const except = kept.length > 0 ? `, except ${namespaces(kept)}` : '';
    const loss = component === SAMPLING_COMPONENT ? lossOfSampling(before) : '';
    const problem = `leaves the output, and Argo CD deletes Application ${application.name} with its objects${except}${whenSynced(after, after.root?.name)}${loss}`;
    const left = [
      ...deleteProjects([application], before, after),
      ...(kept.length > 0 ? [...inCluster(application), ...releaseNamespaces(kept)] : []),
    ];
    const fix = left.length > 0 ? 'after that, remove what is left' : 'after that, nothing is left';
    const commands = left.length > 0 ? ['# after Argo CD has deleted it:', ...left] : [];
    const statement = { ...CHANGE_RULES.says('retire', problem, fix), commands };
    return note(place, statement, { subject: key.join('.'), name: application.name });
  });
  return [...uninstalledTraefik({ before, after, where }), ...notes];
}

/** When Argo CD prunes, if it does not sync by itself, as the end of a phrase. */
function whenSynced({ root }: Side, application: string | undefined): string {
  const isAutomated = at(root?.manifest, 'spec', 'syncPolicy', 'automated') !== undefined;
  return isAutomated || !root || application === undefined ? '' : `, when somebody syncs ${application} with --prune`;
}

/** Its Application may stay, such as for the values of the Traefik of k3s. */
function uninstalledTraefik({ before, after, where }: Pick<Step, 'before' | 'after' | 'where'>): Finding[] {
  const isKnown = ({ installed }: Side, { id }: Installed): boolean => installed.some((other) => other.id === id);
  // The name of a release that is plain manifests is a label, which values may change.
  const isNamedOtherwise = (old: Installed): boolean =>
    after.installed.some(
      (now) => !isKnown(before, now) && now.chart === old.chart && now.application === old.application && now.namespace === old.namespace,
    );
  const release = before.installed.find((each) => each.chart === TRAEFIK && !isKnown(after, each) && !isNamedOtherwise(each));
  if (!release) return [];
  const stays = after.applications.some(({ name }) => name === release.application);
  const when = whenSynced(after, stays ? release.application : after.root?.name);
  const problem = `${release.delivery} uninstalls the Helm release ${release.releaseName} in namespace ${release.namespace}, which serves the Ingresses${when}`;
  return [warning(where(['traefik']), CHANGE_RULES.says('uninstalled', problem, 'install another one first'), { subject: 'traefik' })];
}

/** AppProjects that leave, while their Applications stay in another one. */
export function leftProjects({ before, after, where }: Step): Finding[] {
  const idOf = ({ object: { metadata } }: Placed) => `${metadata.namespace} ${metadata.name}`;
  const still = new Set(after.projects.map(idOf));
  const renamed = renamedPairs({ before, after }).map(([old]) => old.name);
  const stays = new Set([...after.applications.map(({ name }) => name), ...renamed]);
  const gone = before.projects.filter(
    (project) =>
      isOwn(project) &&
      !still.has(idOf(project)) &&
      [...before.applications, ...(before.root && !movesRoot({ before, after }) ? [before.root] : [])].some(
        ({ name, project: own }) => own === project.object.metadata.name && (stays.has(name) || name === before.root?.name),
      ),
  );
  if (gone.length === 0) return [];
  const names = gone.map(({ object }) => object.metadata.name);
  const namespace = gone[0]?.object.metadata.namespace;
  const inOld = movesNamespace({ before, after }) ? ` in namespace ${namespace}` : '';
  const problem = `${listed(names)}${inOld} ${names.length === 1 ? 'is' : 'are'} no longer the AppProject of an Application`;
  const commands = [AFTER_SYNC, kubectl(namespace, 'delete', 'appproject', ...names)];
  return [
    note(
      where(['gitops']),
      { ...CHANGE_RULES.says('retire', problem, `remove ${names.length === 1 ? 'it' : 'them'}`), commands },
      { subject: 'gitops' },
    ),
  ];
}

/** Namespaces that leave an Application which stays. Argo CD keeps them, and shows the Application as OutOfSync because of them. */
export function leftNamespaces({ before, after, where }: Step): Finding[] {
  return after.applications.flatMap((application) => {
    const kept = keptNamespaces(before, [application], after);
    if (kept.length === 0) return [];
    const key = keyOfComponent(componentOf(application.name, after) ?? application.name);
    const problem = `${namespaces(kept)} ${kept.length === 1 ? 'stays' : 'stay'} in the cluster, and Application ${application.name} is OutOfSync until Argo CD forgets ${kept.length === 1 ? 'it' : 'them'}`;
    const commands = [AFTER_SYNC, ...inCluster(application), ...releaseNamespaces(kept)];
    const statement = { ...CHANGE_RULES.says('retire', problem, `remove ${kept.length === 1 ? 'its' : 'their'} marks`), commands };
    return [note(where(key), statement, { subject: key.join('.'), name: kept[0] })];
  });
}

/**
 * A cluster that leaves the output. Argo CD deletes nothing, because nobody syncs the root.
 * @param after the clusters of the new output
 * @param sharedWith a cluster of the new output that installs the same objects, and may be the same one under another name
 */
export function removedCluster(before: Side, after: readonly Side[], sharedWith?: string): Finding {
  const { root, applications, folder, name } = before;
  const all = [...(root ? [root] : []), ...applications];
  const namespace = all[0]?.manifest.metadata.namespace;
  const kept = keptNamespaces(before, applications);
  const problem = 'leaves the output, and Argo CD deletes nothing by itself';
  const fix = sharedWith
    ? `if ${sharedWith} is the same cluster under another name, do not run these commands, which delete what it installs, but set gitops.name: ${name} there; else remove it in this order`
    : 'if it was installed, remove it in this order; its Namespaces and volumes stay';
  const remaining = after.find(isMade);
  const isFleetLeft = isMade(before) && remaining === undefined;
  const commands = [
    ...(isFleetLeft ? deleteSet(before) : []),
    ...(root && isMade(before) && remaining
      ? ['# after the merge, which the ApplicationSet must read first, or it makes the Application again:', ...readAgain(remaining)]
      : []),
    ...(root ? [kubectl(namespace, 'delete', 'application', root.name)] : []),
    ...(applications.length > 0 ? [kubectl(namespace, 'delete', 'application', ...applications.map((each) => each.name))] : []),
    ...deleteProjects(all, before),
    ...(isFleetLeft ? deleteRootProject(before) : []),
    ...(kept.length > 0 && applications[0] ? [...inCluster(applications[0]), ...releaseNamespaces(kept)] : []),
  ];
  return note({ file: folder }, { ...CHANGE_RULES.says('retire', problem, fix), commands }, { subject: name });
}

/** Namespaces of these Applications that stay in the cluster and are not in the new output. */
function keptNamespaces({ objects }: Side, applications: readonly Application[], after?: Side): string[] {
  const names = applications.map(({ name }) => name);
  const still = new Set(after?.objects.flatMap(({ object }) => (object.kind === 'Namespace' ? object.metadata.name : [])));
  return objects
    .filter(({ object, application }) => object.kind === 'Namespace' && application !== undefined && names.includes(application))
    .map(({ object }) => object.metadata.name)
    .filter((name) => !still.has(name));
}

const namespaces = (names: readonly string[]): string => `${names.length === 1 ? 'Namespace' : 'Namespaces'} ${listed(names)}`;
