/** The output of a successful synth of many clusters: what changed, and what only these clusters need. */
import path from 'node:path';
import { sharedProjects } from '../../charts/argocd/permissions';
import { pagePath } from '../../lib/files/own-folder';
import { ANY_CLUSTER } from '../../lib/findings/clusters';
import { listed } from '../../lib/findings/listed';
import { byFolder, type Changes } from '../../lib/output/compare';
import { FLEET_SET } from '../../lib/output/fleet-files';
import type { ClusterOutput } from '../cluster-output';
import { applyBootstrap, isNew, takenNames } from './first-steps';

/** The maximum number of files or clusters that a line names. */
const FEW = 4;

/** @param clusters all clusters of the synth */
export function shortSummary(out: string, changes: Changes, clusters: readonly ClusterOutput[]): string[] {
  const folders = byFolder(changes);
  const changed = clusters.flatMap((cluster) => {
    const own = folders.get(cluster.name);
    return own ? [{ cluster, own }] : [];
  });
  const fresh = changed.flatMap(({ cluster, own }) => (isNew(own, cluster) ? [cluster] : []));
  const unchanged = clusters.flatMap(({ name }) => (folders.has(name) ? [] : name));
  const values = changed.map(({ cluster, own }) => ({
    name: cluster.name,
    items: cluster.valuesFiles
      .filter((line) => own.written.includes(`${cluster.name}/${line.split(' ')[0]}`))
      .map((line) => path.join(out, ANY_CLUSTER, line)),
  }));
  const steps = fresh.flatMap((cluster) => applyBootstrap(out, cluster).map((command) => `  ${command}`));
  const shared = sharedProjects(changed.flatMap(({ cluster }) => cluster.requirements));
  return [
    ...(changes.written.includes(FLEET_SET) ? [`${path.join(out, FLEET_SET)}: written`] : []),
    ...(changes.removed.includes(FLEET_SET) ? [`${path.join(out, FLEET_SET)}: removed`] : []),
    ...[...folders].map(([name, own]) => `${path.join(out, name)}: ${doneIn(name, own)}`),
    ...(unchanged.length > 0 ? [`unchanged: ${few(unchanged, 'clusters')}`] : []),
    ...block(
      'these must already exist:',
      changed.map(({ cluster: { name, requirements } }) => ({ name, items: requirements.map((text) => shared.get(text) ?? text) })),
    ),
    ...block('values files for releases that are installed elsewhere; name each last in the valueFiles of its Application:', values),
    ...block(
      `if one of these already exists in a new cluster, read ${pagePath('docs/changes.md')} first:`,
      fresh.map((cluster) => ({ name: cluster.name, items: takenNames(cluster) })),
    ),
    ...(steps.length > 0 ? ['\nan administrator of Argo CD must apply these files after the merge:', ...steps] : []),
  ];
}

/** What was written and removed in the folder of a cluster. */
function doneIn(folder: string, { written, removed }: Pick<Changes, 'written' | 'removed'>): string {
  const named = (files: readonly string[]) =>
    few(
      files.map((file) => file.slice(folder.length + 1)),
      'files',
    );
  return Object.entries({ written, removed })
    .flatMap(([verb, files]) => (files.length > 0 ? `${verb} ${named(files)}` : []))
    .join('; ');
}

interface Items {
  /** The name of the cluster. */
  readonly name: string;
  readonly items: readonly string[];
}

/** Each item once, with the clusters that it is for if these are not all. Those for all clusters are first. */
function block(title: string, all: readonly Items[]): string[] {
  const clusters = new Map<string, string[]>();
  for (const { name, items } of all)
    for (const item of items) {
      const names = clusters.get(item);
      if (names) names.push(name);
      else clusters.set(item, [name]);
    }
  const common = [...clusters].flatMap(([item, names]) => (names.length === all.length ? `  - ${item}` : []));
  const single = [...clusters].flatMap(([item, names]) => (names.length === all.length ? [] : `  - ${withNames(item, names)}`));
  return clusters.size === 0 ? [] : [`\n${title}`, ...common, ...single];
}

/** An item with its clusters, at the end of its first line: lines below it are YAML to be copied. */
const withNames = (item: string, names: readonly string[]): string => item.replace(/:?(?=\n|$)/, ` (${listed(names)})$&`);

/** The names, or their number if there are many. */
const few = (names: readonly string[], what: string): string => (names.length > FEW ? `${names.length} ${what}` : listed(names));
