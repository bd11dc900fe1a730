/** The whole of verify at one glance: read what was written, render it by real Helm, and judge it check by check. */
import type { Helm } from '../lib/helm/binary';
import { ChartStore } from '../lib/helm/charts';
import type { ChartLock } from '../lib/helm/lock';
import { Cores, type Kubernetes, Templates } from '../lib/helm/template';
import { withWorkFolder } from '../lib/helm/work-folder';
import { checkAddresses } from './checks/addresses/addresses';
import { checkArgoCd } from './checks/argocd/argocd';
import { checkHygiene } from './checks/hygiene/hygiene';
import { checkIdentity } from './checks/identity/identity';
import { checkMicroservices } from './checks/microservices/microservices';
import { checkShape } from './checks/shape/shape';
import { checkValues } from './checks/values/values';
import { type Renderer, render } from './render';
import type { Judgement, Stack } from './stack';
import { CHECKS, type Check, type ClusterReport, type Report } from './verdict';
import { Lookup } from './world/lookup';
import { temposIn } from './world/tempo';

/** What is to be verified, and the cluster that it is rendered for. */
export interface Subject {
  readonly kubernetes: Kubernetes;
  /** What charts of it may take from beside them lies in here. @default anywhere */
  readonly folder?: string;
  /** Reading may take rendering: charts of a folder may hold Applications. */
  readonly read: (renderer: Renderer) => Stack | Promise<Stack>;
}

export interface VerifyProps {
  readonly subjects: readonly Subject[];
  readonly helm: Helm;
  readonly lock: ChartLock;
  /** Charts from a folder, with no network. @default from their repositories */
  readonly charts?: string;
  /** Told how many renders of how many are done. */
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

/** One cluster: rendered, then each check in turn, while Helm is still busy with the values. */
async function judge(stack: Stack, renderer: Renderer): Promise<ClusterReport> {
  const world = await render(stack, renderer);
  const rendered: Judgement = { verdicts: world.verdicts, judged: world.installations.length, notJudged: world.notJudged };
  const effects = checkValues(world, renderer.templates);
  const lookup = new Lookup(world);
  const tempos = temposIn(world, lookup);
  const addresses = checkAddresses(world, lookup, tempos);
  const judgements: Record<Check, Judgement> = {
    render: rendered,
    microservices: checkMicroservices(world, lookup, tempos),
    addresses,
    identity: checkIdentity(world, lookup),
    argocd: checkArgoCd(world, lookup),
    shape: checkShape(world.objects, stack.kubernetes.version, world.releases),
    hygiene: checkHygiene(world, lookup, tempos),
    values: await effects,
  };
  const all = (Object.keys(CHECKS) as Check[]).map((check) => judgements[check]);
  return {
    name: stack.name,
    verdicts: all.flatMap(({ verdicts }) => verdicts),
    charts: world.releases.map(({ releaseName, chart, namespace, place, objects }) => ({
      ...{ release: releaseName, chart: chart.name, version: chart.version, namespace, place, objects: objects.length },
    })),
    hops: addresses.hops,
    values: (await effects).effects,
    judged: Object.fromEntries(Object.entries(judgements).map(([check, { judged }]) => [check, judged])) as Record<Check, number>,
    notJudged: all.flatMap(({ notJudged = [] }) => notJudged),
  };
}
