/** The output of a successful synth of many clusters: what changed, and what only these clusters need. */
import path from 'node:path';
import { listed } from '../lib/findings/listed';
import type { Changes } from '../lib/output/compare';
import { FLEET_SET } from '../lib/output/fleet-files';
import { pagePath } from '../lib/own-folder';
import type { ClusterOutput } from './cluster-output';
import { isNew, takenNames } from './first-steps';

/** The maximum number of files or clusters that a line names. */
const FEW = 4;

/** @param clusters all clusters of the synth */
export function shortSummary(out: string, changes: Changes, clusters: readonly ClusterOutput[]): string[] {
  const folders = foldersOf(changes);
  const changed = clusters.filter(({ name }) => folders.has(name));
  const fresh = changed.filter((cluster) => isNew(changes, cluster));
  const unchanged = clusters.flatMap(({ name }) => (folders.has(name) ? [] : name));
  const values = changed.map((cluster) => ({
    name: cluster.name,
    items: cluster.valuesFiles
      .filter((line) => changes.written.includes(`${cluster.name}/${line.split(' ')[0]}`))
      .map((line) => path.join(out, '<cluster>', line)),
  }));
  const steps = fresh.map(({ name }) => `  kubectl apply -f ${path.join(out, name, 'bootstrap.k8s.yaml')}`);
  return [
    ...(changes.written.includes(FLEET_SET) ? [`${path.join(out, FLEET_SET)}: written`] : []),
    ...(changes.removed.includes(FLEET_SET) ? [`${path.join(out, FLEET_SET)}: removed`] : []),
    ...[...folders].map(([name, done]) => `${path.join(out, name)}: ${done}`),
    ...(unchanged.length > 0 ? [`unchanged: ${few(unchanged, 'clusters')}`] : []),
    ...block(
      'these must already exist:',
      changed.map(({ name, requirements }) => ({ name, items: requirements })),
    ),
    ...block('values files for releases that are installed elsewhere; name each last in the valueFiles of its Application:', values),
    ...block(
      `if one of these already exists in a new cluster, read ${pagePath('docs/changes.md')} first:`,
      fresh.map((cluster) => ({ name: cluster.name, items: takenNames(cluster) })),
    ),
    ...(steps.length > 0 ? ['\nan administrator of Argo CD must apply these files after the merge:', ...steps] : []),
  ];
}

/** What was written and removed, by the folder of the cluster. */
function foldersOf({ written, removed }: Changes): Map<string, string> {
  const folderOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');
  const names = [...new Set([...written, ...removed].map(folderOf))].filter((name) => name !== '').sort();
  const done = (verb: string, name: string, files: readonly string[]) => {
    const own = files.filter((file) => folderOf(file) === name).map((file) => file.slice(name.length + 1));
    return own.length === 0 ? [] : [`${verb} ${few(own, 'files')}`];
  };
  return new Map(names.map((name) => [name, [...done('written', name, written), ...done('removed', name, removed)].join('; ')]));
}

interface Items {
  /** The name of the cluster. */
  readonly name: string;
  readonly items: readonly string[];
}

/** Each item once, with the clusters that it is for if these are not all. Those for all clusters are first. */
function block(title: string, all: readonly Items[]): string[] {
  const clusters = new Map<string, string[]>();
  for (const { name, items } of all) for (const item of items) clusters.set(item, [...(clusters.get(item) ?? []), name]);
  const common = [...clusters].flatMap(([item, names]) => (names.length === all.length ? `  - ${item}` : []));
  const single = [...clusters].flatMap(([item, names]) => (names.length === all.length ? [] : `  - ${item} (${listed(names)})`));
  return clusters.size === 0 ? [] : [`\n${title}`, ...common, ...single];
}

/** The names, or their number if there are many. */
const few = (names: readonly string[], what: string): string => (names.length > FEW ? `${names.length} ${what}` : listed(names));
