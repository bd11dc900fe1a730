/** What synth prints when it is done. */
import path from 'node:path';
import { permitsLess } from '../charts/argocd/permissions';
import type { Cluster } from '../charts/cluster';
import type { Synthesis } from '../charts/synthesize';
import { print } from '../lib/command';
import type { Changes } from '../lib/output';

/** What was written, and what is left to do by hand. */
export function printSummary(out: string, changes: Changes, { clusters, files }: Synthesis): void {
  for (const verb of ['written', 'unchanged', 'removed'] as const) {
    for (const file of changes[verb]) print(`${verb.padEnd(9)} ${path.join(out, file)}`);
  }
  for (const cluster of clusters) {
    const requirements = cluster.components.flatMap((component) => component.requirements);
    print(`\n${cluster.name} must already have:`);
    for (const requirement of requirements) print(`  - ${requirement}`);
    printValuesFiles(path.join(out, cluster.name), cluster);
    const bootstrap = `${cluster.name}/bootstrap.k8s.yaml`;
    if (changes.written.includes(bootstrap)) {
      printBootstrap(path.join(out, bootstrap), permitsLess(changes.replaced.get(bootstrap) ?? '', files.get(bootstrap) ?? ''));
    }
  }
}

/** @param less whether the projects permit less than before */
function printBootstrap(file: string, less: boolean): void {
  print(`\nan administrator of Argo CD must apply what has changed, after the merge:\n  kubectl apply -f ${file}`);
  if (!less) return;
  // Argo CD neither prunes nor deletes what a project no longer permits.
  print('it permits less than before: let Argo CD sync and prune the merge first, and look that what was removed is gone');
}

function printValuesFiles(folder: string, { name, components }: Cluster): void {
  const files = components.flatMap(({ valuesFile }) => valuesFile ?? []);
  if (files.length === 0) return;
  print(`\n${name} has values files for releases that are installed elsewhere; name each last in that Application's valueFiles:`);
  for (const { chart, version, releaseName, namespace } of files) {
    print(
      `  - ${path.join(folder, 'values', `${releaseName}.yaml`)} for ${chart}${version ? ` ${version}` : ''} in namespace ${namespace}`,
    );
  }
}
