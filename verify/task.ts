/** The input of verify: a cluster file with its output, or a folder of other people's manifests, and the accepted findings. */
import { DEFAULT_KUBERNETES } from '../charts/kubernetes';
import { isOfSynth } from '../charts/rule-sets';
import { synthesize } from '../charts/synthesize';
import type { Environment } from '../charts/tempo/credentials/secret';
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Acceptance, AcceptScope } from '../lib/findings/accept/accept';
import { type Finding, isRefused } from '../lib/findings/finding';
import { readAcceptFile } from './read/accept-file';
import { readCluster, readClusterFile } from './read/cluster';
import { readOthers } from './read/foreign';
import { withAcceptances } from './report/accepted';
import type { Report } from './report/report';
import { RULE_SETS } from './rules';
import type { Subject } from './verify';

export interface Task {
  readonly subject: Subject;
  /** The warnings and notes of reading the cluster file. */
  readonly findings: readonly Finding[];
  readonly acceptances: readonly Acceptance[];
  readonly scope: AcceptScope;
}

/** A file of the user's that has to be corrected before anything can be verified. */
export class UnreadableFile extends Error {
  /**
   * @param subject the cluster, or the folder
   * @param findings what is wrong with the file
   * @param message what cannot be read, and what to do
   */
  constructor(
    readonly subject: string,
    readonly findings: readonly Finding[],
    message: string,
  ) {
    super(message);
  }
}

/** Acceptances of synth's own findings are for synth. */
const OUTPUT_SCOPE: AcceptScope = { rules: RULE_SETS, reports: (topic) => !isOfSynth(topic) };
const FOREIGN_SCOPE: AcceptScope = { rules: RULE_SETS, reports: () => true };

/**
 * @param out the output folder
 * @param environment for synthesizing what the output should be
 * @throws UnreadableFile
 */
export function clusterTask(source: ClusterSource, out: string, environment: Environment): Task {
  const { name, file } = source;
  const { config, findings } = readClusterFile(source);
  if (!config) throw new UnreadableFile(name, findings, `${file}: what the cluster has cannot be read from this file; correct it first`);
  const synthesis = synthesize([source], environment);
  const [{ releases = [], acceptances = [] } = {}] = synthesis.clusters;
  const stack = readCluster(out, name, config, { releases, made: synthesis.files });
  const made = { name, clusterFile: file, out, synthesis };
  const subject = { kubernetes: stack.kubernetes, read: () => ({ ...stack, made }) };
  return { subject, findings, acceptances, scope: OUTPUT_SCOPE };
}

/**
 * @param folder the folder of the manifests
 * @throws UnreadableFile
 */
export function foreignTask(folder: string): Task {
  const { acceptances, findings } = readAcceptFile(folder);
  if (isRefused(findings)) throw new UnreadableFile(folder, findings, `${folder}: what is accepted cannot be read; correct the file first`);
  const kubernetes = { version: DEFAULT_KUBERNETES, apis: [] };
  const subject: Subject = { kubernetes, folder, read: (renderer) => readOthers(folder, renderer) };
  return { subject, findings, acceptances, scope: FOREIGN_SCOPE };
}

/** The report with what is accepted. Its clusters are those of the tasks, in the same order. */
export const acceptedIn = (report: Report, tasks: readonly Task[]): Report => ({
  ...report,
  clusters: report.clusters.map((cluster, index) => {
    const task = tasks[index];
    return task ? withAcceptances(cluster, task.acceptances, task.scope) : cluster;
  }),
});
