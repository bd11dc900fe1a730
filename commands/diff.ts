/** `npm run diff`: what a change does to the cluster, as Markdown for a pull request. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import type { ClusterDiff } from '../diff/cluster-diff';
import { diffOutputs, rendered } from '../diff/diff';
import { clustersAt, type Earlier } from '../diff/earlier';
import { html } from '../diff/html';
import { markdown } from '../diff/markdown';
import { diffDocument, sectionsOf } from '../diff/report';
import { type ClusterSource, readOtherSources, readSources } from '../lib/cluster-file/sources';
import { CHARTS_OPTION, CLUSTERS_OPTION, type Options, OUT_OPTION, print, printFindings, run } from '../lib/command-line/command';
import type { Finding } from '../lib/findings/finding';
import { hasCommit } from '../lib/git/files-at';
import { withWorkFolder } from '../lib/helm/work-folder';
import { reportFile } from '../lib/output/report-file';
import { recover } from '../lib/output/swap';
import type { World } from '../verify/stack';
import { acceptedIn, clusterTasks, damageOf, type Task } from '../verify/task';
import { RULE_SETS } from './rules/rule-sets';
import { orRefused, verified } from './verified';

const FORMATS = ['markdown', 'json'];

/**
 * @returns the exit code: 0, whatever differs, and also if a chart could not be compared, which the text says: it is a comment for a
 * pull request, which verify judges; 1 if new files cannot be read, so that their clusters are not compared
 */
export async function diffCommand(options: Options): Promise<number> {
  const { extra, out } = options;
  const { ref, names } = refOf(options);
  const page = extra.report ? reportFile(extra.report) : undefined;
  const { diffs, damage } = await orRefused(() => diffsOf({ ...options, names }, ref));
  const sections = sectionsOf(diffs);
  page?.write(html(`The change of ${out} from ${ref ?? 'nothing'}`, sections));
  print(extra.format === 'json' ? JSON.stringify(diffDocument(diffs), null, 2) : markdown(sections).trimEnd());
  printFindings(damage);
  return damage.length > 0 ? 1 : 0;
}

/** The first argument is the commit, unless it is a cluster. */
function refOf({ names, clusters, out }: Options): { readonly ref?: string; readonly names: readonly string[] } {
  const isCluster = (name: string) => readSources(clusters, []).some((source) => source.name === name);
  const [first, ...others] = names;
  if (first !== undefined && !isCluster(first)) return { ref: first, names: others };
  return { ref: hasCommit(out) ? 'HEAD' : undefined, names };
}

interface Differences {
  readonly diffs: readonly ClusterDiff[];
  /** Why clusters are not compared. */
  readonly damage: readonly Finding[];
}

async function diffsOf({ clusters, out, names, extra }: Options, ref: string | undefined): Promise<Differences> {
  recover(out);
  const { environment } = withPlaceholders(process.env);
  const tasks = clusterTasks(readSources(clusters, names), { out, environment, withChange: false });
  const made = tasks.flatMap(({ made, acceptances }) => (made ? { ...made, acceptances } : []));
  return withWorkFolder(async (workFolder) => {
    const folder = mkdtempSync(path.join(workFolder, 'before-'));
    const earlier = ref === undefined ? [] : clustersAt({ clusters, out, ref, folder, environment });
    // An older output whose new files cannot be read is not compared, and so not rendered.
    const damaged = tasks.flatMap(({ made }) => (made?.stack.damage ? [made.name] : []));
    const isAsked = (cluster: string) => names.length === 0 || made.some(({ name }) => name === cluster);
    const asked = earlier.filter(({ stack: { name } }) => isAsked(name) && !damaged.includes(name));
    const sides = extra['no-render']
      ? unrendered(tasks, asked)
      : await renderedSides(tasks, asked, () => readOtherSources(clusters, names), extra.charts);
    return { diffs: diffOutputs({ ...sides, clusters: made, out }), damage: damageOf(tasks) };
  });
}

const unrendered = (tasks: readonly Task[], earlier: readonly Earlier[]) => ({
  before: earlier.map(({ stack, output }) => ({ stack, output })),
  after: tasks.flatMap(({ made }) => (made ? { stack: made.stack } : [])),
});

async function renderedSides(
  tasks: readonly Task[],
  earlier: readonly Earlier[],
  others: () => readonly ClusterSource[],
  charts: string | undefined,
) {
  const subjects = [
    ...tasks.map(({ subject }) => subject),
    ...earlier.map(({ stack }) => ({ kubernetes: stack.kubernetes, read: () => stack })),
  ];
  const worlds: World[] = [];
  const inspect = async (world: World) => void worlds.push(world);
  const all = [...tasks, ...earlier.map(({ task }) => task)];
  const { clusters } = acceptedIn(await verified({ subjects, charts, inspect }), all, RULE_SETS, others);
  const sides = rendered(worlds, clusters);
  return {
    after: sides.slice(0, tasks.length),
    before: sides.slice(tasks.length).map((side, index) => ({ ...side, output: earlier[index]?.output })),
  };
}

if (require.main === module) {
  run({
    usage: 'npm run diff -- [--clusters DIR] [--out DIR] [--charts DIR] [--no-render] [--format FORMAT] [--report FILE] [REF] [CLUSTER...]',
    description:
      'Compares the output with a commit, HEAD if REF is not given: what the change does to the cluster, as Markdown. Ends with 0 whatever differs, or could not be compared.',
    options: {
      ...CLUSTERS_OPTION,
      ...OUT_OPTION,
      ...CHARTS_OPTION,
      'no-render': { meaning: 'compare only what is in git, without Helm and without verify', default: '' },
      format: { argument: 'FORMAT', choices: FORMATS, meaning: `how it is printed: ${FORMATS.join(', ')}`, default: 'markdown' },
      report: { argument: 'FILE', meaning: 'also write all of it to this file, as one page of HTML', default: '' },
    },
    run: diffCommand,
  });
}
