/** The output of a successful synth. */
import path from 'node:path';
import { pagePath } from '../../lib/files/own-folder';
import { commandsFor } from '../../lib/findings/commands-for';
import type { Suite } from '../../lib/findings/formats/formats';
import { grouped } from '../../lib/findings/grouped';
import { groupedBy } from '../../lib/findings/grouped-by';
import { listed } from '../../lib/findings/listed';
import { commandLines, sentence } from '../../lib/findings/sentence';
import type { Changes } from '../../lib/output/compare';
import { FLEET_SET } from '../../lib/output/fleet-files';
import type { ClusterOutput, Synthesis } from '../cluster-output';
import { applyBootstrap, isNew, takenNames } from './first-steps';
import { shortSummary } from './short-summary';

/** Whether the output is short: with up to three clusters, everything is printed. */
export const isMany = (clusters: readonly ClusterOutput[]): boolean => clusters.length > 3;

/** What was written, and what must be done by hand, as lines of text. @param change what the change does, by cluster */
export function summary(out: string, changes: Changes, { clusters }: Synthesis, change: readonly Suite[]): string[] {
  const steps = [...fleetSteps(out, changes), ...changeSteps(change)];
  if (isMany(clusters)) return [...shortSummary(out, changes, clusters), ...steps];
  const written = (['written', 'unchanged', 'removed'] as const).flatMap((verb) =>
    changes[verb].map((file) => `${verb.padEnd(9)} ${path.join(out, file)}`),
  );
  const left = clusters.flatMap((cluster) => [
    ...requirementsOf(cluster),
    ...valuesFilesOf(out, cluster),
    ...firstSteps(out, changes, cluster),
  ]);
  return [...written, ...left, ...steps];
}

/** For an ApplicationSet that is written. */
const fleetSteps = (out: string, { written }: Changes): string[] =>
  written.includes(FLEET_SET)
    ? [`\nan administrator of Argo CD must apply the ApplicationSet after the merge:\n  kubectl apply -f ${path.join(out, FLEET_SET)}`]
    : [];

/** More clusters than this are counted if all of them have the same change: what is written, above, has their names. */
const MOST_NAMES = 20;

/** @param all the number of clusters that change */
const namesOf = (clusters: readonly Pick<Suite, 'name'>[], all: number): string =>
  clusters.length > MOST_NAMES && clusters.length === all ? `all ${all} clusters above` : listed(clusters.map(({ name }) => name));

/** What the change of each cluster does, and the commands for an administrator. Clusters with the same change are named together. */
function changeSteps(change: readonly Suite[]): string[] {
  const all = change.map(({ name, findings }) => ({ name, notes: grouped(findings.filter(({ severity }) => severity === 'note')) }));
  const groups = groupedBy(
    all.filter(({ notes }) => notes.length > 0),
    ({ notes }) => JSON.stringify(notes.map(sentence)),
  );
  return [...groups.values()].flatMap((alike) => [
    `\nthe change of ${namesOf(alike, all.length)}:`,
    ...alike[0].notes.flatMap((note, index) => {
      const commands = commandsFor(alike.map(({ name, notes }) => ({ name, commands: notes[index]?.commands ?? [] })));
      return [`  - ${sentence(note)}`, ...commandLines({ ...note, commands }).map((line) => `  ${line}`)];
    }),
  ]);
}

/** For a cluster that is written for the first time. */
function firstSteps(out: string, changes: Changes, cluster: ClusterOutput): string[] {
  if (!isNew(changes, cluster)) return [];
  return [
    `\nif one of these already exists in the cluster, read ${pagePath('docs/changes.md')} first: ${takenNames(cluster).join(', ')}`,
    ...applyBootstrap(out, cluster).map((command) => `\nan administrator of Argo CD must apply this file after the merge:\n  ${command}`),
  ];
}

function requirementsOf({ name, requirements }: ClusterOutput): string[] {
  if (requirements.length === 0) return [];
  return [`\n${name} must already have:`, ...requirements.map((requirement) => `  - ${requirement}`)];
}

function valuesFilesOf(out: string, { name, valuesFiles }: ClusterOutput): string[] {
  if (valuesFiles.length === 0) return [];
  return [
    `\n${name} has values files for releases that are installed elsewhere; name each last in the valueFiles of its Application:`,
    ...valuesFiles.map((valuesFile) => `  - ${path.join(out, name, valuesFile)}`),
  ];
}
