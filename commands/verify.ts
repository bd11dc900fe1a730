/** `npm run verify`: renders dist/ by real Helm and proves that the pieces fit. */
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { type ClusterSource, readOtherSources, readSources } from '../lib/cluster-file/sources';
import {
  CHARTS_OPTION,
  CLUSTERS_OPTION,
  FORMAT_OPTION,
  machineFormatOf,
  type Options,
  OUT_OPTION,
  print,
  printDocument,
  printError,
  printFindings,
  run,
} from '../lib/command-line/command';
import { Refusal, UsageError } from '../lib/command-line/errors';
import { isFolder } from '../lib/files/file-kind';
import { topicOf } from '../lib/findings/finding';
import { formatted, type Judged } from '../lib/findings/formats/format';
import type { MachineFormat } from '../lib/findings/formats/formats';
import { verdictsOf } from '../lib/findings/formats/json';
import { headOf } from '../lib/git/head';
import { reportFile } from '../lib/output/report-file';
import { recover } from '../lib/output/swap';
import { outputAt } from '../verify/change/from-git';
import { judgeLive, liveObjects } from '../verify/change/live';
import { judgeOutputs } from '../verify/change/outputs';
import { html } from '../verify/report/html';
import { reportDocument } from '../verify/report/json';
import { lines } from '../verify/report/lines';
import type { ClusterReport, Report } from '../verify/report/report';
import { EXIT_CODES, outcome } from '../verify/report/tally';
import { withServer } from '../verify/server/judge';
import { type ApiServer, apiServer } from '../verify/server/server';
import type { Stack, World } from '../verify/stack';
import { acceptedIn, clusterTasks, foreignTask, ownFindingsOf, type Task, UnreadableFiles } from '../verify/task';
import type { Before } from '../verify/verify';
import { KUBERNETES_OPTIONS, kubernetesOf } from './kubernetes-options';
import { RULE_SETS } from './rules/rule-sets';
import { verified } from './verified';

/** @returns the exit code: 0; 1 if something does not fit, or nothing was judged; 3 if nothing is wrong, but not everything was judged */
export async function verifyCommand(options: Options): Promise<number> {
  const format = formatOf(options);
  try {
    return await verifyAll(options, format);
  } catch (error) {
    if (!(error instanceof UnreadableFiles)) throw error;
    if (format) printDocument(formatted(format, judgedFiles(error)));
    else printFindings(error.findings);
    throw new Refusal(error.message);
  }
}

/** `--json` is the short form of one format. */
function formatOf(options: Options): MachineFormat | undefined {
  const format = machineFormatOf(options);
  if (!options.extra.json) return format;
  if (format && format !== 'json') throw new UsageError(`--json cannot be used together with --format ${format}; remove one of them`);
  return 'json';
}

async function verifyAll(options: Options, format: MachineFormat | undefined): Promise<number> {
  const { charts, report: page } = options.extra;
  const written = page ? reportFile(page) : undefined;
  const tasks = tasksOf(options);
  const before = beforeOf(options, tasks);
  if (!format) printFindings(ownFindingsOf(tasks));
  const server = await serverOf(options);
  const worlds: World[] = [];
  const inspect = server && (async (world: World) => void worlds.push(world));
  const offline = await verified({ subjects: tasks.map(({ subject }) => subject), before, charts, inspect });
  const report = acceptedIn(server ? await withServers(offline, worlds, server) : offline, tasks, RULE_SETS, () => othersOf(options));
  written?.write(html({ ...report, commit: headOf(options.extra.manifests || options.out) }));
  if (format) printDocument(formatted(format, judgedReport(report)));
  else printReport(report);
  return EXIT_CODES[outcome(report.clusters)];
}

/** The API server of `--server`; undefined without it. @throws Refusal if it is not reached */
async function serverOf({ extra: { server, context = '' } }: Options): Promise<ApiServer | undefined> {
  if (!server) {
    if (context) throw new UsageError('--context is for --server; add it, or remove --context');
    return undefined;
  }
  const found = apiServer(context);
  if (!found) throw new Refusal('kubectl, by which --server asks the API server, is not on PATH; install it, or remove --server');
  const problem = await found.whyUnreached();
  if (problem !== undefined) throw new Refusal(`kubectl reaches no API server (${problem}); name another --context, or remove --server`);
  return found;
}

/** One cluster after the other: each dry run already runs several at the same time. */
async function withServers(report: Report, worlds: readonly World[], server: ApiServer): Promise<Report> {
  const clusters: ClusterReport[] = [];
  for (const cluster of report.clusters) {
    const world = worlds.find(({ name }) => name === cluster.name);
    clusters.push(world ? await withServer(cluster, world, server) : cluster);
  }
  return { ...report, clusters };
}

function printReport(report: Report): void {
  const { out, err } = lines(report);
  for (const line of err) printError(line);
  for (const line of out) print(line);
}

/** One suite per check; with several clusters, its name contains the cluster's name. */
function judgedReport(report: Report): Judged {
  const isOne = report.clusters.length === 1;
  const suites = report.clusters.flatMap(({ name, checks }) =>
    checks.map((check) => ({ name: isOne ? check.name : `${name} ${check.name}`, findings: check.findings, notProven: check.notProven })),
  );
  return { suites, rules: RULE_SETS, document: reportDocument(report) };
}

function judgedFiles({ suites }: UnreadableFiles): Judged {
  const clusters = suites.map(({ name, findings }) => ({ name, verdicts: verdictsOf(findings, topicOf) }));
  return { suites, rules: RULE_SETS, document: { clusters } };
}

function tasksOf(options: Options): Task[] {
  const { clusters, out, names, extra } = options;
  const kubernetes = kubernetesOf(options);
  if (extra.manifests) {
    refuseClusters(options);
    return [foreignTask(extra.manifests, kubernetes)];
  }
  recover(out);
  const { environment } = withPlaceholders(process.env);
  return clusterTasks(readSources(clusters, names), { out, environment, withChange: Boolean(extra.from) });
}

/** The cluster files beside the named ones. */
const othersOf = ({ clusters, names, extra: { manifests } }: Options): ClusterSource[] =>
  manifests ? [] : readOtherSources(clusters, names);

/** The output at the commit of `--from`, or the objects of `--live`; undefined without them. */
function beforeOf({ out, names, extra: { from, live } }: Options, tasks: readonly Task[]): Before | undefined {
  const clusters = tasks.flatMap(({ made }) => (made ? [made] : []));
  if (from && live) throw new UsageError('--from cannot be used together with --live; remove one of them');
  if (live) {
    const objects = liveObjects(live);
    return { read: () => [], judge: (_, after) => judgeLive({ objects, after, clusters, out }) };
  }
  if (!from) return undefined;
  const read = outputAt(out, from);
  const isAsked = ({ name }: Stack) => names.length === 0 || clusters.some((cluster) => cluster.name === name);
  return {
    read: (folder) => read(folder).filter(isAsked),
    judge: (before, after) => judgeOutputs({ before, after, clusters, out, isCommitted: true }),
  };
}

/** `--manifests` reads no cluster file, so options for clusters are refused. */
function refuseClusters({ clusters, out, names, extra: { manifests = '', from, live } }: Options): void {
  if (!isFolder(manifests)) throw new UsageError(`no folder ${manifests}; name the folder with the manifests by --manifests`);
  const unread = [
    ...names,
    ...(clusters === CLUSTERS_OPTION.clusters.default ? [] : [`--clusters ${clusters}`]),
    ...(from ? [`--from ${from}`] : []),
    ...(live ? [`--live ${live}`] : []),
    ...(out === OUT_OPTION.out.default ? [] : [`--out ${out}`]),
  ];
  if (unread.length > 0) throw new UsageError(`--manifests cannot be used together with ${unread.join(', ')}; remove one of them`);
}

if (require.main === module) {
  run({
    usage:
      'npm run verify -- [--clusters DIR] [--out DIR] [--charts DIR] [--manifests DIR] [--kubernetes VERSION] [--api API,...] [--from REF] [--live FILE] [--server] [--context NAME] [--format FORMAT] [--json] [--report FILE] [CLUSTER...]',
    description: 'Renders the output by real Helm, with the charts and versions in it, and proves that the pieces fit.',
    options: {
      ...CLUSTERS_OPTION,
      ...OUT_OPTION,
      ...CHARTS_OPTION,
      manifests: {
        argument: 'DIR',
        meaning: 'a folder with other Applications, HelmReleases, charts and values, instead of the output',
        default: '',
      },
      ...KUBERNETES_OPTIONS,
      from: {
        argument: 'REF',
        meaning: 'also judge the change from the output at this branch, tag or commit, as Argo CD applies it',
        default: '',
      },
      live: {
        argument: 'FILE',
        meaning: 'also judge what the output takes over in a cluster; a file or a folder with its objects, by kubectl get -o yaml',
        default: '',
      },
      server: { meaning: 'also let the API server of kubectl judge every object, in a strict dry run', default: '' },
      context: { argument: 'NAME', meaning: 'with --server: the context of kubectl', default: '' },
      ...FORMAT_OPTION,
      json: { meaning: 'the same as --format json', default: '' },
      report: { argument: 'FILE', meaning: 'also write the report to this file, as one page of HTML', default: '' },
    },
    run: verifyCommand,
  });
}
