/** Compares the path that Argo CD reads with the folder that synth writes. */
import path from 'node:path';
import { mistakesIn, withReasons } from '../../lib/findings/accept/accept';
import { error, type Finding, isRefused, type Place, warning } from '../../lib/findings/finding';
import { isIgnored, pathInWorkTree, workTreeOf } from '../../lib/git/work-tree';
import type { ClusterOutput, Synthesis } from '../cluster-output';
import { OUTPUT_RULES } from './rules';

/** The path that the Applications of a cluster read. Plain data. */
export interface SyncedPath {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** Whether the cluster file sets it. */
  readonly isSet: boolean;
  /** The place of `gitops.path`. */
  readonly place: Place;
}

/**
 * The synthesis with a finding for each cluster whose output Argo CD reads from another folder of this git repository. Outside of a
 * work tree, and in a folder that git ignores, nothing is known about the repository.
 * @param out the output folder
 * @param isUsual whether it is the one that synth writes without options
 */
export function withPlacement(synthesis: Synthesis, out: string, isUsual: boolean): Synthesis {
  const root = workTreeOf(out);
  if (root === undefined) return synthesis;
  const findings = new Map(synthesis.clusters.map((cluster) => [cluster, findingsOf(cluster, root, out, isUsual)]));
  const all = [...synthesis.findings, ...[...findings.values()].flat()];
  const refused = isRefused(all);
  return {
    ...synthesis,
    clusters: synthesis.clusters.map((cluster) => ({ ...cluster, findings: [...cluster.findings, ...(findings.get(cluster) ?? [])] })),
    findings: all,
    files: refused ? new Map() : synthesis.files,
    refused,
  };
}

function findingsOf({ name, synced, acceptances }: ClusterOutput, root: string, out: string, isUsual: boolean): Finding[] {
  const found = withReasons(synced ? misplaced(synced, root, path.join(out, name), isUsual) : [], acceptances);
  const scope = { rules: [OUTPUT_RULES], reports: (topic: string) => topic === OUTPUT_RULES.topic };
  return [...found, ...mistakesIn(acceptances, found, scope)];
}

function misplaced({ path: synced, isSet, place }: SyncedPath, root: string, folder: string, isUsual: boolean): Finding[] {
  const actual = pathInWorkTree(root, folder);
  if (actual === synced || isIgnored(root, folder)) return [];
  const problem = `Argo CD reads ${synced}${isSet ? '' : ', the default'}, but the files are in ${actual} of this repository`;
  const statement = OUTPUT_RULES.says('path', problem, `set gitops.path: ${actual}, or write them to ${path.dirname(synced)} with --out`);
  // Another folder without a path of its own may be a preview.
  return [(isSet || isUsual ? error : warning)(place, statement, { subject: 'gitops.path' })];
}
