/** The input of verify: a cluster file with its output, or a folder of manifests of other authors, and the accepted findings. */
import { DEFAULT_KUBERNETES } from '../charts/kubernetes';
import type { Environment } from '../charts/tempo/credentials/secret';
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Acceptance, AcceptScope } from '../lib/findings/accept/accept';
import { type Finding, isRefused } from '../lib/findings/finding';
import type { Suite } from '../lib/findings/formats/formats';
import { acrossFiles } from '../lib/findings/grouped';
import { listed } from '../lib/findings/listed';
import type { RuleSet } from '../lib/findings/rules';
import { unique } from '../lib/findings/unique';
import type { Kubernetes } from '../lib/helm/template';
import { namedAtBases } from '../synthesis/at-bases';
import { isOfSynth } from '../synthesis/rule-sets';
import { synthesize } from '../synthesis/synthesize';
import { CHANGE_RULES } from './change/rules';
import { readAcceptFile } from './read/accept-file';
import { readCluster, readClusterFile } from './read/cluster';
import { readOthers } from './read/foreign';
import { mistakesOf, withAcceptances, withoutUsedIn } from './report/accepted';
import { namedInReports } from './report/at-bases';
import { besideOf } from './report/beside';
import type { Report } from './report/report';
import { SERVER_RULES } from './server/rules';
import type { Stack } from './stack';
import type { Subject } from './verify';

/** What the task reports; the list of all rules comes from the command. */
type TaskScope = Omit<AcceptScope, 'rules'>;

export interface Task {
  readonly subject: Subject;
  /** The warnings and notes about the cluster file. */
  readonly findings: readonly Finding[];
  readonly acceptances: readonly Acceptance[];
  readonly scope: TaskScope;
  /** The cluster file, the cluster's name, its release of Argo CD and its manifests; undefined for a folder of other manifests. */
  readonly made?: { readonly name: string; readonly source: ClusterSource; readonly argocd: string; readonly stack: Stack };
}

/** Files of the user that must be corrected before anything can be verified. */
export class UnreadableFiles extends Error {
  /**
   * @param suites each cluster, or the folder, with the mistakes in its file
   * @param message what cannot be read, and what to do
   */
  constructor(
    readonly suites: readonly (Suite & { readonly file?: string })[],
    message: string,
  ) {
    super(message);
  }

  get findings(): Finding[] {
    const files = this.suites.flatMap(({ file }) => file ?? []);
    return acrossFiles(unique(this.suites.flatMap(({ findings }) => findings)), files);
  }
}

/**
 * synth reports mistakes in acceptances of its own findings. What a change needs is known only with the old output, and what the API
 * server says only with `--server`.
 */
const scopeOf = (withChange: boolean): TaskScope => ({
  reports: (topic) => !isOfSynth(topic) && topic !== SERVER_RULES.topic && (withChange || topic !== CHANGE_RULES.topic),
});
const FOREIGN_SCOPE: TaskScope = { reports: (topic) => topic !== SERVER_RULES.topic };

export interface ClusterTaskProps {
  readonly source: ClusterSource;
  /** The output folder. */
  readonly out: string;
  /** The environment for synthesizing the expected output. */
  readonly environment: Environment;
  /** Whether the change from an older output is judged too. */
  readonly withChange: boolean;
}

/** @throws UnreadableFiles */
export function clusterTask({ source, out, environment, withChange }: ClusterTaskProps): Task {
  const { file } = source;
  const { config, findings } = readClusterFile(source);
  if (!config) throw unreadable([{ name: source.name, file, findings }]);
  const name = config.gitops.name ?? source.name;
  const synthesis = synthesize([source], environment);
  const [{ releases = [], acceptances = [] } = {}] = synthesis.clusters;
  const read = readCluster(out, name, config, { releases, made: synthesis.files });
  const stack = { ...read, made: { name, clusterFile: file, out, synthesis } };
  const subject = { kubernetes: stack.kubernetes, read: () => (stack.damage ? withoutContents(stack) : stack) };
  const scope = { ...scopeOf(withChange), isIncomplete: synthesis.refused };
  return { subject, findings, acceptances, scope, made: { name, source, argocd: config.gitops.argocd, stack } };
}

/** A part of an output is not listed, drawn or compared. */
const withoutContents = (stack: Stack): Stack => ({
  ...stack,
  ...{ applications: [], projects: [], installations: [], objects: [], notJudged: [], notProven: [] },
});

/** What is wrong with files of the output, so that these clusters cannot be read. */
export const damageOf = (tasks: readonly Task[]): Finding[] => acrossFiles(tasks.flatMap(({ made }) => made?.stack.damage ?? []));

/** What is said of the files of the user themselves. */
export function ownFindingsOf(tasks: readonly Task[]): Finding[] {
  const sources = tasks.flatMap(({ made }) => made?.source ?? []);
  const outputs = tasks.map(({ made, findings }) => ({ file: made?.source.file ?? '', findings }));
  return acrossFiles(
    unique(namedAtBases(outputs, sources).flatMap(({ findings }) => findings)),
    sources.map(({ file }) => file),
  );
}

/** The tasks of several cluster files. @throws UnreadableFiles with everything that synth finds in those that cannot be read */
export function clusterTasks(sources: readonly ClusterSource[], props: Omit<ClusterTaskProps, 'source'>): Task[] {
  const unread = new Set<string>();
  const tasks = sources.flatMap((source) => {
    try {
      return clusterTask({ source, ...props });
    } catch (error) {
      if (!(error instanceof UnreadableFiles)) throw error;
      unread.add(source.file);
      return [];
    }
  });
  if (unread.size === 0) return tasks;
  const { clusters } = synthesize(sources, props.environment);
  throw unreadable(clusters.filter(({ file }) => unread.has(file)));
}

/** Names the files with the mistakes: a base may be the only one for many clusters. */
function unreadable(suites: readonly (Suite & { readonly file: string })[]): UnreadableFiles {
  const errors = suites.flatMap(({ findings }) => findings.filter((finding) => isRefused([finding])));
  const files = [...new Set(errors.map(({ place }) => place.file))];
  const isCluster = files.every((name) => suites.some(({ file }) => file === name));
  const [what, fix] = files.length === 1 ? ['a cluster file', 'correct it'] : ['cluster files', 'correct them'];
  return new UnreadableFiles(suites, `${listed(files)}: cannot be read${isCluster ? ` as ${what}` : ''}; ${fix} first`);
}

/**
 * @param folder the folder of the manifests
 * @param kubernetes the cluster to render for
 * @throws UnreadableFiles
 */
export function foreignTask(folder: string, kubernetes: Kubernetes = { version: DEFAULT_KUBERNETES, apis: [] }): Task {
  const { acceptances, findings } = readAcceptFile(folder);
  if (isRefused(findings))
    throw new UnreadableFiles([{ name: folder, findings }], `${folder}: the accepted findings cannot be read; correct the file first`);
  const subject: Subject = {
    kubernetes,
    folder,
    read: async (renderer) => ({ ...(await readOthers(folder, renderer)), kubernetes }),
  };
  return { subject, findings, acceptances, scope: FOREIGN_SCOPE };
}

/**
 * The report with acceptances applied. Its clusters are in the order of the tasks; one without a task has none.
 * @param rules all rules that exist: an acceptance of another one is a mistake
 * @param others reads the cluster files beside those of the tasks, if a finding depends on them
 */
export function acceptedIn(
  report: Report,
  tasks: readonly (Task | undefined)[],
  rules: readonly RuleSet[],
  others: () => readonly ClusterSource[],
): Report {
  const clusters = report.clusters.map((cluster, index) => {
    const task = tasks[index];
    // Nothing is known about what an acceptance accepts.
    return task && !task.made?.stack.damage ? withAcceptances(cluster, task.acceptances, { ...task.scope, rules }) : cluster;
  });
  const acceptances = tasks.map((task) => task?.acceptances ?? []);
  const sources = tasks.flatMap((task) => task?.made?.source ?? []);
  const [scope] = tasks.flatMap((task) => task?.scope ?? []);
  const beside = scope ? besideOf(clusters.flatMap(mistakesOf), sources, others, { ...scope, rules }) : [];
  return { ...report, clusters: namedInReports(withoutUsedIn(clusters, acceptances, beside), sources, beside) };
}
