/** The output of a successful synth. */
import path from 'node:path';
import type { Changes } from '../lib/output/compare';
import type { ClusterOutput, Synthesis } from './cluster-output';

/** What was written, and what must be done by hand, as lines of text. */
export function summary(out: string, changes: Changes, { clusters, files }: Synthesis): string[] {
  const written = (['written', 'unchanged', 'removed'] as const).flatMap((verb) =>
    changes[verb].map((file) => `${verb.padEnd(9)} ${path.join(out, file)}`),
  );
  const left = clusters.flatMap((cluster) => [
    ...[`\n${cluster.name} must already have:`, ...cluster.requirements.map((requirement) => `  - ${requirement}`)],
    ...valuesFilesOf(out, cluster),
    ...bootstrapOf(out, changes, cluster, files),
  ]);
  return [...written, ...left];
}

function bootstrapOf(out: string, changes: Changes, { name }: ClusterOutput, files: Synthesis['files']): string[] {
  const file = `${name}/bootstrap.k8s.yaml`;
  if (!changes.written.includes(file)) return [];
  const apply = `\nan administrator of Argo CD must apply the changed file after the merge:\n  kubectl apply -f ${path.join(out, file)}`;
  const { permitsLess } = require('./argocd/permissions') as typeof import('./argocd/permissions');
  // Argo CD does not prune or delete objects that a project no longer permits.
  return permitsLess(changes.replaced.get(file) ?? '', files.get(file) ?? '')
    ? [apply, 'it permits less than before: let Argo CD sync and prune the merge first, and check that the removed objects are deleted']
    : [apply];
}

function valuesFilesOf(out: string, { name, valuesFiles }: ClusterOutput): string[] {
  if (valuesFiles.length === 0) return [];
  return [
    `\n${name} has values files for releases that are installed elsewhere; name each last in the valueFiles of its Application:`,
    ...valuesFiles.map((valuesFile) => `  - ${path.join(out, name, valuesFile)}`),
  ];
}
