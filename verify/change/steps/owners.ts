/** Objects and releases that move to another Application, namespace, cluster or controller. */
import { OWN_SERVER } from '../../../charts/argocd/target';
import { pagePath } from '../../../lib/files/own-folder';
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { hostsOf, isRoute } from '../../world/gateways';
import { flush, targetOf } from '../commands';
import { type Installed, keyOf } from '../installed';
import { CHANGE_RULES } from '../rules';
import type { Release, Side } from '../side';
import type { Step } from '../step';
import { movesCluster } from './clusters';
import { deleteSet, movesNamespace, namespaceOf } from './fleet';
import { BEFORE_MERGE, deleteWithoutObjects } from './take-away';

/** The Applications move to another namespace, where another Argo CD may run. */
function movedApplications({ before, after, where }: Step): Finding[] {
  if (!movesNamespace({ before, after })) return [];
  const [from, to] = [namespaceOf(before), namespaceOf(after)];
  const problem = `moves the Applications from namespace ${from} to ${to}, where those in ${from} stay and sync the same objects`;
  const fix = `keep ${from}, or delete the old Applications without their objects first, as in ${pagePath('docs/changes.md')}, and accept change/moved`;
  // The ApplicationSet would make the root again that is deleted.
  const commands = [BEFORE_MERGE, ...deleteSet(before), ...deleteWithoutObjects(before)];
  const statement = { ...CHANGE_RULES.says('moved', problem, fix), commands };
  return [error(where(['gitops', 'namespace']), statement, { subject: 'gitops.namespace' })];
}

/** Moves of one cluster's releases. */
export function moves(step: Step): Finding[] {
  // What is installed in another cluster leaves nothing in the old one.
  return [...movedApplications(step), ...(movesCluster(step) ? [] : [...movedReleases(step), ...takenReleases(step)])];
}

/** Releases that another Application, or Helm, has installed by a values file of the output. */
function takenReleases({ before, after, where }: Step): Finding[] {
  const isSame = (a: Release, b: Release) =>
    a.releaseName === b.releaseName && a.chart.name === b.chart.name && a.namespace === b.namespace;
  return after.releases.flatMap((release) => {
    const old = before.releases.find((each) => isSame(each, release));
    if (!old || old.bundled || old.delivery !== 'somebody else' || release.delivery === 'somebody else') return [];
    const problem = `installs the Helm release ${release.releaseName} in namespace ${release.namespace}, which is installed elsewhere, and Argo CD refuses to sync objects that two Applications share`;
    const fix = `before the merge, take its objects away from there without deleting them, as for a cluster that already runs Traefik in ${pagePath('docs/changes.md')}`;
    const key = keyOf({ chart: release.chart.name, releaseName: release.releaseName });
    return [warning(where([key]), CHANGE_RULES.says('shared', problem, fix), { subject: key, name: release.releaseName })];
  });
}

function movedReleases({ before, after, where }: Step): Finding[] {
  const old = new Map(before.installed.map((release) => [release.id, release]));
  return after.installed.flatMap((release) => {
    const earlier = old.get(release.id);
    const move = earlier && moveOf(earlier, release);
    if (!move) return [];
    const key = keyOf(release);
    const commands = key === 'tempo' && before.tempo ? flush(before.tempo) : [];
    const statement = { ...CHANGE_RULES.says('moved', move.problem, move.fix), commands };
    return [error(where([key]), statement, { subject: key, name: release.releaseName })];
  });
}

interface Move {
  readonly problem: string;
  readonly fix: string;
}

/** What a release leaves behind in its old namespace. */
const LOST: Readonly<Record<string, string>> = {
  tempo: 'it is deleted there, its volumes stay behind, and what is only in its pods is lost',
  collector: 'it is deleted there, and what still sends spans to its old address loses them',
  traefik: 'it is deleted there, nothing serves the Ingresses until the new one runs, and its address may change',
};

function moveOf(old: Installed, now: Installed): Move | undefined {
  if (old.delivery !== now.delivery) {
    const problem = `moves from ${old.delivery} to ${now.delivery}, and the old controller deletes the objects that the new one installs`;
    return { problem, fix: `keep gitops.helm, or uninstall the Helm release ${now.releaseName} first and accept change/moved` };
  }
  if (old.namespace === now.namespace) return undefined;
  const problem = `moves from namespace ${old.namespace} to ${now.namespace}: ${LOST[keyOf(now)] ?? 'it is deleted there'}`;
  return { problem, fix: `keep namespace ${old.namespace}, or accept change/moved` };
}

/** A cluster that takes over objects of another one which leaves the output: a renamed cluster file. */
export function renamedFrom(after: Side, gone: readonly Side[]): { readonly from: Side; readonly application: string } | undefined {
  for (const from of gone) {
    if (!isSameCluster(from, after)) continue;
    const application = sharedApplication(from, after);
    if (application) return { from, application };
  }
  return undefined;
}

/** Without a shared server, two of these tell it: an equal repository, an equal storage, a common host. */
function isSameCluster(a: Side, b: Side): boolean {
  const [one, other] = [a.applications[0], b.applications[0]];
  if (!one || !other || targetOf(one) !== targetOf(other)) return false;
  if (targetOf(one) !== OWN_SERVER) return true;
  const repository = ({ root }: Side) => root?.sources[0]?.repository;
  const storage = ({ tempo }: Side) => tempo && JSON.stringify(tempo.location);
  const hosts = ({ objects }: Side) => objects.filter(isRoute).flatMap(hostsOf);
  const signs = [repository(a) === repository(b), storage(a) === storage(b), hosts(a).some((host) => hosts(b).includes(host))];
  return signs.filter(Boolean).length > 1;
}

/** The Application of `from` that installs something that `after` installs too. */
export function sharedApplication(from: Side, after: Side): string | undefined {
  const [one, other] = [from.applications[0], after.applications[0]];
  if (!one || !other || targetOf(one) !== targetOf(other)) return undefined;
  const idsOf = (side: Side) =>
    [
      ...side.objects.map(({ object, namespace, application }) => [`${object.kind} ${namespace} ${object.metadata.name}`, application]),
      ...side.releases.map(({ releaseName, namespace, application }) => [`release ${namespace} ${releaseName}`, application]),
    ].filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== side.root?.name);
  const taken = new Set(idsOf(after).map(([id]) => id));
  return idsOf(from).find(([id]) => taken.has(id))?.[1];
}
