/** The helmCharts of kustomizations as Helm releases. */
import path from 'node:path';
import { isFile } from '../../../lib/files/file-kind';
import { error, type Finding } from '../../../lib/findings/finding';
import { isMap, listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Installation } from '../../stack';
import { inside, textOf } from '../inside';
import { localChart } from '../local-chart';
import { LayeredValues } from '../values';
import { chartHomeOf, helmChartsOf, type KustomizationFolder } from './folders';

/** A release, or why it is not judged. Its namespace is empty if the kustomization does not set one. */
export interface KustomizeCharts {
  readonly installations: readonly Installation[];
  readonly findings: readonly Finding[];
  readonly notJudged: readonly string[];
  /** The values files and charts, relative to the folder of the manifests. */
  readonly named: ReadonlySet<string>;
}

/** @param top the folder of the manifests @param namespace what the outermost kustomization sets */
export function chartsOf(top: string, from: KustomizationFolder, namespace: string | undefined): KustomizeCharts {
  const read = helmChartsOf(from).map((entry) => chartOf(top, from, entry, namespace));
  return {
    installations: read.flatMap((each) => each.installations),
    findings: read.flatMap((each) => each.findings),
    notJudged: read.flatMap((each) => each.notJudged),
    named: new Set(read.flatMap((each) => [...each.named])),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function chartOf(top: string, from: KustomizationFolder, entry: Entry, namespace: string | undefined): KustomizeCharts {
  const { printed } = from.file;
  const name = textAt(entry, 'name') ?? '';
  const releaseName = textAt(entry, 'releaseName') || name;
  const place = { file: printed, name: releaseName };
  const layers = new LayeredValues();
  const files = [textAt(entry, 'valuesFile') ?? '', ...listAt(entry, 'additionalValuesFiles').map(textFrom)].filter(Boolean);
  const named = new Set(files.map((file) => path.posix.join(from.below, file)));
  const none = (phrase: string): KustomizeCharts => ({
    ...{ installations: [], findings: [], named },
    notJudged: [`${printed} ${releaseName}: ${phrase}`],
  });
  const inline = mapAt(entry, 'valuesInline');
  const merge = textAt(entry, 'valuesMerge') || 'override';
  if (merge === 'merge') layers.add(inline);
  for (const file of merge === 'replace' && Object.keys(inline).length > 0 ? [] : files) {
    const real = inside(top, path.posix.join(from.below, file));
    if (real === undefined || real === 'outside' || !isFile(real))
      return none(`its values file ${file}, which is not among these manifests`);
    layers.addText(textOf(real), `values file ${file}`);
  }
  if (merge !== 'merge') layers.add(inline);
  const repository = textAt(entry, 'repo');
  const version = textAt(entry, 'version');
  const below = path.posix.join(from.below, chartHomeOf(from), name);
  const local = repository === undefined && isFile(path.join(top, below, 'Chart.yaml')) ? localChart(top, below) : undefined;
  if (repository === undefined && !isMap(local)) return none(`its chart ${name}, which is not among these manifests`);
  if (repository !== undefined && !version) return none(`its chart ${name}, because it has no version`);
  if (local && 'finding' in local) return { ...none(`its chart ${name}, which cannot be read`), findings: [local.finding] };
  const chart = local?.chart ?? { name, version: version ?? '', repository: (repository ?? '').replace(/\/$/, '') };
  const installation: Installation = {
    ...{ place, chart, releaseName, values: new LayeredValues().add(local?.values ?? {}).add(layers.values).values },
    namespace: namespace ?? textAt(entry, 'namespace') ?? '',
    skipCrds: entry.includeCRDs !== true,
    bundled: false,
    isOurs: false,
  };
  return {
    installations: [installation],
    findings: layers.mistakes.map((mistake) => error(place, mistake)),
    notJudged: [],
    named: local ? new Set([...named, below]) : named,
  };
}
