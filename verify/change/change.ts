/** Judges the change from one output to the next: a pure function of both. */
import path from 'node:path';
import { pagePath } from '../../lib/files/own-folder';
import { error, type Finding, type Place } from '../../lib/findings/finding';
import { BOOTSTRAP } from '../../lib/output/argocd-files';
import type { Path } from '../../lib/yaml/parsed';
import { withClusters } from './commands';
import { CHANGE_RULES } from './rules';
import type { Side } from './side';
import type { Step } from './step';
import { addressChanges } from './steps/addresses';
import { bootstrapChanges } from './steps/bootstrap';
import { clusterChanges, movesCluster } from './steps/clusters';
import { fleetChanges } from './steps/fleet';
import { kafkaChanges } from './steps/kafka';
import { kindChanges } from './steps/kinds';
import { meshChanges } from './steps/mesh';
import { migrationSteps } from './steps/migration';
import { nameChanges } from './steps/names';
import { namespaceChanges } from './steps/namespaces';
import { isolationChanges } from './steps/network-policies/isolation';
import { nodeChanges } from './steps/nodes';
import { objectChanges } from './steps/objects';
import { moves, renamedFrom, sharedApplication } from './steps/owners';
import { receiverChanges } from './steps/receivers';
import { leftNamespaces, leftProjects, removedApplications, removedCluster } from './steps/removal';
import { renamedApplications } from './steps/rename';
import { renderingChanges } from './steps/rendering';
import { restarts } from './steps/restarts';
import { routeChanges } from './steps/routes';
import { scaleChanges } from './steps/scale';
import { rotations, secretChanges } from './steps/secrets';
import { sourceChanges } from './steps/source';
import { retentionChanges, storageChanges } from './steps/storage';
import { upgrades } from './steps/upgrade';
import { valuesFileChanges } from './steps/values-files';
import { volumeChanges } from './steps/volumes';

interface Rule {
  readonly judge: (step: Step) => Finding[];
  /** Whether it is about what runs in the cluster of the new output: nothing, if that is another cluster. */
  readonly isAboutCluster: boolean;
}

const aboutCluster = (judge: Rule['judge']): Rule => ({ judge, isAboutCluster: true });
const aboutOutput = (judge: Rule['judge']): Rule => ({ judge, isAboutCluster: false });

/** In the order in which an administrator does what they say. */
const RULES: readonly Rule[] = [
  aboutOutput(clusterChanges),
  aboutCluster(migrationSteps),
  aboutOutput(storageChanges),
  aboutOutput(retentionChanges),
  aboutOutput(upgrades),
  aboutCluster(kafkaChanges),
  aboutOutput(moves),
  aboutOutput(renamedApplications),
  aboutCluster(nameChanges),
  aboutCluster(scaleChanges),
  aboutCluster(receiverChanges),
  aboutCluster(isolationChanges),
  aboutCluster(volumeChanges),
  aboutCluster(nodeChanges),
  aboutCluster(objectChanges),
  aboutCluster(namespaceChanges),
  aboutCluster(routeChanges),
  aboutCluster(addressChanges),
  aboutCluster(kindChanges),
  aboutCluster(secretChanges),
  aboutOutput(valuesFileChanges),
  aboutCluster(renderingChanges),
  aboutOutput(sourceChanges),
  aboutOutput(bootstrapChanges),
  aboutOutput(fleetChanges),
  aboutOutput(removedApplications),
  aboutOutput(leftProjects),
  aboutCluster(leftNamespaces),
  aboutCluster(meshChanges),
  aboutCluster(rotations),
  aboutCluster(restarts),
];

const isElsewhere = (before: Side, after: Side | undefined): boolean => after !== undefined && movesCluster({ before, after });

function findingsOf(step: Step): Finding[] {
  const isMoved = movesCluster(step);
  return RULES.filter(({ isAboutCluster }) => !isMoved || !isAboutCluster).flatMap(({ judge }) => judge(step));
}

/** The findings about one cluster of the old or the new output. */
export interface ClusterChange {
  /** The cluster's name. */
  readonly name: string;
  readonly findings: readonly Finding[];
  /** The number of objects and releases of the old output that were compared. */
  readonly judged: number;
  /** What could not be rendered of the old output, and why, one phrase per item. @default everything could */
  readonly notProven?: readonly string[];
}

export interface ChangeProps {
  /** The clusters of the old output. */
  readonly before: readonly Side[];
  /** The clusters of the new output. */
  readonly after: readonly Side[];
  /** The place of the first of these keys that the cluster file of a cluster has; else of the nearest parent of the last. */
  readonly where: (cluster: string, ...keys: Path[]) => Place;
  /** The output folder, as shown in messages. */
  readonly out: string;
  /** The names of all clusters that have a cluster file. @default those of the new output */
  readonly described?: readonly string[];
}

/** A cluster without an old output has no findings, unless it takes over the objects of another one. */
export function judgeChange({ before, after, where, out, described = after.map(({ name }) => name) }: ChangeProps): ClusterChange[] {
  const undescribed = before.filter(({ name }) => !described.includes(name));
  const gone = before.filter(({ name }) => !after.some((side) => side.name === name));
  const named = (side: Side, sides: readonly Side[]) => sides.find(({ name }) => name === side.name);
  // What ran there may have another name now.
  const left = before.filter((old) => undescribed.includes(old) || isElsewhere(old, named(old, after)));
  const takenOver = (side: Side) =>
    renamed({ side, gone: left.filter(({ name }) => name !== side.name), after, where: (...keys) => where(side.name, ...keys) });
  return [
    ...after.map((side) => {
      const old = before.find(({ name }) => name === side.name);
      const step = {
        after: side,
        where: (...keys: Path[]) => where(side.name, ...keys),
        bootstrap: path.join(out, side.name, BOOTSTRAP),
      };
      const judged = old ? old.objects.length + old.releases.length : 0;
      const findings = [
        ...(old && !isElsewhere(old, side) ? [] : takenOver(side)),
        ...(old ? findingsOf({ ...step, ...paired(old, side) }) : []),
      ];
      return { name: side.name, judged, findings: findings.map((finding) => located(finding, old ? [old, side] : [side])) };
    }),
    ...gone.map((side) => ({ name: side.name, judged: side.objects.length, findings: goneFindings(side, before, after) })),
  ];
}

/** With the clusters of its commands. @param sides the last one is the new output */
function located(finding: Finding, sides: readonly Side[]): Finding {
  const [before, after] = [sides[0], sides.at(-1)];
  // What a move to another cluster leaves behind is in the old one.
  const isMove = before !== undefined && after !== undefined && movesCluster({ before, after });
  const application = (isMove ? before : after)?.applications[0];
  if (!finding.commands || !application) return finding;
  const namespaces = sides.flatMap(({ applications }) => applications[0]?.manifest.metadata.namespace ?? []);
  return { ...finding, commands: withClusters(finding.commands, application, namespaces) };
}

/** Both sides with the Tempo of the same release, the newer one of a migration if there are two. */
function paired(before: Side, after: Side): Pick<Step, 'before' | 'after'> {
  const now = after.tempos.findLast(({ releaseName }) => before.tempos.some((old) => old.releaseName === releaseName));
  const old = before.tempos.find(({ releaseName }) => releaseName === now?.releaseName);
  return now && old ? { before: { ...before, tempo: old }, after: { ...after, tempo: now } } : { before, after };
}

/** The commands for a removed cluster delete its objects, which it may share with one that stays. */
function goneFindings(side: Side, before: readonly Side[], after: readonly Side[]): Finding[] {
  const isNew = ({ name }: Side) => !before.some((old) => old.name === name);
  const left = valuesFileChanges({ before: side, where: () => ({ file: side.folder }) });
  if (after.filter(isNew).some((other) => renamedFrom(other, [side]))) return left;
  return [...left, removedCluster(side, after, after.find((other) => sharedApplication(side, other) !== undefined)?.name)];
}

interface Renaming {
  readonly side: Side;
  /** The old clusters that nothing has any more under their names. */
  readonly gone: readonly Side[];
  /** The clusters of the new output. */
  readonly after: readonly Side[];
  readonly where: Step['where'];
}

function renamed({ side, gone, after, where }: Renaming): Finding[] {
  const found = renamedFrom(side, gone);
  if (!found) return [];
  const { from, application } = found;
  const problem = `${side.name} takes over what Application ${application} of ${from.folder} installs, and Argo CD refuses to sync objects that two Applications share`;
  const isTaken = after.some(({ name }) => name === from.name);
  const others = isTaken ? ', and for the cluster that has it now another one,' : ',';
  const fix = `set gitops.name: ${from.name}${others} or take the objects away from the old Applications as in ${pagePath('docs/changes.md')}, and accept change/renamed`;
  const statement = CHANGE_RULES.says('renamed', problem, fix);
  return [error(where(['gitops', 'name']), statement, { subject: 'gitops.name' })];
}
