/** The steps of verify: read the manifests, render them by real Helm, and run the checks. */
import { topicOf } from '../lib/findings/finding';
import type { Helm } from '../lib/helm/binary';
import { ChartStore } from '../lib/helm/charts';
import type { ChartLock } from '../lib/helm/lock';
import { Cores, type Kubernetes, Templates } from '../lib/helm/template';
import { withWorkFolder } from '../lib/helm/work-folder';
import { CHECKS } from './checks/checks';
import { type Renderer, renderStack } from './render';
import type { ClusterReport, Report } from './report/report';
import type { Stack } from './stack';
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

export interface VerifyProps {
  readonly subjects: readonly Subject[];
  readonly helm: Helm;
  readonly lock: ChartLock;
  /** A folder with charts. @default charts come from their repositories */
  readonly charts?: string;
  /** Called with the number of finished and queued renders. */
  readonly progress?: (done: number, total: number) => void;
}

export async function verify({ subjects, helm, lock, charts, progress }: VerifyProps): Promise<Report> {
  const start = performance.now();
  return withWorkFolder(async (workFolder) => {
    const store = new ChartStore({ helm, folder: charts, lock, workFolder });
    const cores = new Cores();
    const sum = (key: 'count' | 'asked') => all.reduce((total, { templates }) => total + templates[key], 0);
    const all = subjects.map(({ kubernetes, folder, read }) => {
      const templates = new Templates(helm, kubernetes, cores, () => progress?.(sum('count'), sum('asked')));
      return { templates, charts: store, workFolder, folder, read };
    });
    const clusters = await Promise.all(all.map(async ({ read, ...renderer }) => judge(await read(renderer), renderer)));
    const renders = sum('count');
    return { helm: `helm v${helm.version}`, clusters, renders, seconds: (performance.now() - start) / 1000 };
  });
}

/** Renders one cluster and runs all checks. They run concurrently: one waits for Helm while others compute. */
async function judge(stack: Stack, renderer: Renderer): Promise<ClusterReport> {
  const world = await renderStack(stack, renderer);
  const lookup = new Lookup(world);
  const context = { world, lookup, tempos: temposIn(world, lookup), templates: renderer.templates };
  const judgements = await Promise.all(CHECKS.map(({ run }) => run(context)));
  // Findings of reading and rendering belong to the checks of their topics. A refused cluster file has findings of other topics.
  const names = CHECKS.map(({ rules }) => rules.topic);
  const findings = judgements.flatMap((judgement, index) =>
    judgement.findings.map((finding) => ({ finding, check: names.includes(topicOf(finding)) ? topicOf(finding) : names[index] })),
  );
  return {
    name: stack.name,
    charts: world.releases.map(({ releaseName, chart, namespace, place, objects }) => ({
      ...{ release: releaseName, chart: chart.name, version: chart.version, namespace, place, objects: objects.length },
    })),
    hops: judgements.flatMap(({ hops = [] }) => hops),
    values: judgements.flatMap(({ effects = [] }) => effects),
    checks: CHECKS.map(({ rules: { topic, proves } }, index) => ({
      name: topic,
      proves,
      judged: judgements[index]?.judged ?? 0,
      findings: findings.flatMap((found) => (found.check === topic ? found.finding : [])),
    })),
    notJudged: judgements.flatMap(({ notJudged = [] }) => notJudged),
  };
}
