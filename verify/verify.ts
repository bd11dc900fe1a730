/** The steps of verify: read the manifests, render them by real Helm, and run the checks. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { type Finding, topicOf } from '../lib/findings/finding';
import { sentence } from '../lib/findings/sentence';
import type { Helm } from '../lib/helm/binary';
import { ChartStore } from '../lib/helm/charts';
import type { ChartLock } from '../lib/helm/lock';
import { Renderings } from '../lib/helm/renderings';
import { type Kubernetes, Templates } from '../lib/helm/template';
import { withWorkFolder } from '../lib/helm/work-folder';
import type { ClusterChange } from './change/change';
import { bothReadable } from './change/read';
import { withChanges } from './change/report';
import { CHECKS } from './checks/checks';
import { freshness } from './checks/freshness/freshness';
import { dependsOnUnknown } from './read/flux/variables';
import { type Renderer, renderStack } from './render';
import type { ClusterReport, Report } from './report/report';
import type { Made, Stack, World } from './stack';
import { collectorsIn } from './world/collectors';
import { Lookup } from './world/lookup';
import { temposIn } from './world/tempo';

/** What to verify, and the cluster to render it for. */
export interface Subject {
  readonly kubernetes: Kubernetes;
  /** The folder that must contain all relative dependencies of charts. @default anywhere */
  readonly folder?: string;
  /** Reading may need rendering, because charts of a folder may contain Applications. */
  readonly read: (renderer: Renderer) => Stack | Promise<Stack>;
}

/** What the output was before, and how to compare it. */
export interface Before {
  /** Reads the old manifests. @param folder an empty folder, which is removed afterwards */
  readonly read: (folder: string) => readonly Stack[];
  readonly judge: (before: readonly World[], after: readonly World[]) => readonly ClusterChange[];
}

export interface VerifyProps {
  readonly subjects: readonly Subject[];
  /** If set, the change is judged too. */
  readonly before?: Before;
  readonly helm: Helm;
  readonly lock: ChartLock;
  /** A folder with charts. @default charts come from their repositories */
  readonly charts?: string;
  /** Called with each rendered cluster, for further questions about its charts. */
  readonly inspect?: (world: World, renderer: Renderer) => Promise<void>;
  /** Called with the number of finished and queued renders. */
  readonly progress?: (done: number, total: number) => void;
}

export async function verify({ subjects, before, helm, lock, charts, inspect, progress }: VerifyProps): Promise<Report> {
  const start = performance.now();
  return withWorkFolder(async (workFolder) => {
    const store = new ChartStore({ helm, folder: charts, lock, workFolder });
    const renderings = new Renderings({ progress });
    const all = subjects.map(({ kubernetes, folder, read }) => {
      const templates = new Templates(helm, kubernetes, renderings);
      return { templates, charts: store, workFolder, folder, read };
    });
    const worlds = all.map(async ({ read, ...renderer }) => ({ renderer, world: await renderStack(await read(renderer), renderer) }));
    const clusters = await Promise.all(worlds.map(async (rendered) => judge(await rendered)));
    for (const { world, renderer } of inspect ? await Promise.all(worlds) : []) await inspect?.(world, renderer);
    const changed = before ? await withChange(clusters, before, await Promise.all(worlds)) : clusters;
    const { count: renders } = renderings;
    return { helm: `helm v${helm.version}`, clusters: changed, renders, seconds: (performance.now() - start) / 1000 };
  });
}

interface Rendered {
  readonly world: World;
  readonly renderer: Renderer;
}

/** Runs all checks on a cluster. They run concurrently: one waits for Helm while others compute. */
async function judge({ world, renderer }: Rendered): Promise<ClusterReport> {
  const lookup = new Lookup(world);
  const running = { tempos: temposIn(world, lookup), collectors: collectorsIn(world, lookup) };
  const context = { world, lookup, ...running, templates: renderer.templates };
  const { damage, made } = world;
  const checks = damage ? [freshness] : CHECKS;
  const judgements = await Promise.all(checks.map(({ run }) => run(context)));
  // Findings of reading and rendering belong to the checks of their topics. A refused cluster file has findings of other topics.
  const names = CHECKS.map(({ rules }) => rules.topic);
  const findings = judgements.flatMap((judgement, index) =>
    judgement.findings
      .filter(isCertain)
      .map((finding) => ({ finding, check: names.includes(topicOf(finding)) ? topicOf(finding) : names[index] })),
  );
  const report = {
    name: world.name,
    ...(made && { file: made.clusterFile }),
    charts: world.releases.map(({ releaseName, chart, namespace, place, objects }) => ({
      ...{ release: releaseName, chart: chart.name, version: chart.version, namespace, place, objects: objects.length },
    })),
    hops: judgements.flatMap(({ hops = [] }) => hops),
    nodes: Object.assign({}, ...judgements.map(({ nodes }) => nodes)),
    values: judgements.flatMap(({ effects = [] }) => effects),
    checks: CHECKS.map(({ rules: { topic, proves } }, index) => ({
      name: topic,
      proves,
      judged: judgements[index]?.judged ?? 0,
      findings: findings.flatMap((found) => (found.check === topic ? found.finding : [])),
      notProven: judgements[index]?.notProven ?? [],
    })),
    notJudged: judgements.flatMap(({ notJudged = [] }) => notJudged),
  };
  return made?.synthesis.refused ? onlyMistakes(report, made) : report;
}

/**
 * The report on a refused cluster file with its mistakes, which are findings of freshness. The output is that of an older file: what does
 * not fit in it follows from the mistakes. Its picture stays.
 */
function onlyMistakes(report: ClusterReport, { out, name, clusterFile }: Made): ClusterReport {
  const checks = report.checks.map((check) =>
    check.name === freshness.rules.topic ? check : { ...check, judged: 0, findings: [], notProven: [] },
  );
  return { ...report, checks, notJudged: [`${path.join(out, name)}, because ${clusterFile} is refused; correct it first`] };
}

/** Nothing is certain about the value of a variable that the manifests do not have. */
const isCertain = (finding: Finding): boolean => !dependsOnUnknown(sentence(finding));

/** The reports with the findings about the change. The old output is rendered in the same way as the new one. */
async function withChange(clusters: readonly ClusterReport[], before: Before, after: readonly Rendered[]): Promise<ClusterReport[]> {
  const [first] = after;
  if (!first) return [...clusters];
  const folder = mkdtempSync(path.join(first.renderer.workFolder, 'before-'));
  const old = await Promise.all(before.read(folder).map((stack) => renderStack(stack, rendererOf(stack.name, after) ?? first.renderer)));
  return withChanges(
    clusters,
    before.judge(
      ...bothReadable(
        old,
        after.map(({ world }) => world),
      ),
    ),
  );
}

/** The renderer of the same cluster, because it knows the version of Kubernetes. */
const rendererOf = (name: string, rendered: readonly Rendered[]): Renderer | undefined =>
  rendered.find(({ world }) => world.name === name)?.renderer;
