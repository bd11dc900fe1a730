/** The whole of verify at one glance: read what was written, render it by real Helm, and judge it check by check. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Helm } from '../lib/helm/binary';
import { ChartStore } from '../lib/helm/charts';
import type { ChartLock } from '../lib/helm/lock';
import { Templates } from '../lib/helm/template';
import { checkValues } from './checks/values';
import { render } from './render';
import type { Judgement, Stack } from './stack';
import { CHECKS, type Check, type ClusterReport, type Report } from './verdict';

export interface VerifyProps {
  readonly stacks: readonly Stack[];
  readonly helm: Helm;
  readonly lock: ChartLock;
  /** Charts from a folder, with no network. @default from their repositories */
  readonly charts?: string;
}

export async function verify({ stacks, helm, lock, charts }: VerifyProps): Promise<Report> {
  const start = performance.now();
  const workFolder = mkdtempSync(path.join(tmpdir(), 'tempo-gitops-'));
  const clean = () => rmSync(workFolder, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    const store = new ChartStore({ helm, folder: charts, lock, workFolder });
    const reports: ClusterReport[] = [];
    let renders = 0;
    for (const stack of stacks) {
      const templates = new Templates(helm, stack.kubernetes);
      reports.push(await judge(stack, { templates, charts: store, workFolder }));
      renders += templates.count;
    }
    return { helm: `helm v${helm.version}`, clusters: reports, renders, seconds: (performance.now() - start) / 1000 };
  } finally {
    clean();
    process.removeListener('exit', clean);
  }
}

async function judge(stack: Stack, renderer: Parameters<typeof render>[1]): Promise<ClusterReport> {
  const world = await render(stack, renderer);
  const values = await checkValues(world, renderer.templates);
  const judgements: Partial<Record<Check, Judgement>> = { values };
  const all = Object.values(judgements);
  return {
    name: stack.name,
    verdicts: [...world.verdicts, ...all.flatMap(({ verdicts }) => verdicts)],
    charts: world.releases.map(({ releaseName, chart, namespace, place, objects }) => ({
      release: releaseName,
      chart: chart.name,
      version: chart.version,
      namespace,
      place,
      objects: objects.length,
    })),
    hops: [],
    values: values.effects,
    judged: Object.fromEntries(
      Object.keys(CHECKS).map((check) => [check, judgements[check as Check]?.judged ?? (check === 'render' ? world.releases.length : 0)]),
    ) as Record<Check, number>,
    notJudged: [...world.notJudged, ...all.flatMap(({ notJudged = [] }) => notJudged)],
  };
}
