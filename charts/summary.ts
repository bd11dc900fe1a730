/** What synth prints when it is done. */
import path from 'node:path';
import { print } from '../lib/command-line/command';
import type { Changes } from '../lib/output/compare';
import type { ClusterOutput } from './cluster-output';
import type { Synthesis } from './synthesize';

/** What was written, and what is left to do by hand. */
export function printSummary(out: string, changes: Changes, { clusters, files }: Synthesis): void {
  for (const verb of ['written', 'unchanged', 'removed'] as const) {
    for (const file of changes[verb]) print(`${verb.padEnd(9)} ${path.join(out, file)}`);
  }
  for (const cluster of clusters) {
    print(`\n${cluster.name} must already have:`);
    for (const requirement of cluster.requirements) print(`  - ${requirement}`);
    printValuesFiles(out, cluster);
    const bootstrap = `${cluster.name}/bootstrap.k8s.yaml`;
    if (changes.written.includes(bootstrap))
      printBootstrap(path.join(out, bootstrap), changes.replaced.get(bootstrap), files.get(bootstrap));
  }
}

function printBootstrap(file: string, before = '', after = ''): void {
  print(`\nan administrator of Argo CD must apply what has changed, after the merge:\n  kubectl apply -f ${file}`);
  const { permitsLess } = require('./argocd/permissions') as typeof import('./argocd/permissions');
  if (!permitsLess(before, after)) return;
  // Argo CD neither prunes nor deletes what a project no longer permits.
  print('it permits less than before: let Argo CD sync and prune the merge first, and look that what was removed is gone');
}

function printValuesFiles(out: string, { name, valuesFiles }: ClusterOutput): void {
  if (valuesFiles.length === 0) return;
  print(`\n${name} has values files for releases that are installed elsewhere; name each last in that Application's valueFiles:`);
  for (const valuesFile of valuesFiles) print(`  - ${path.join(out, name, valuesFile)}`);
}
