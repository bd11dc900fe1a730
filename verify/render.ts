/** Renders the releases of a stack by real Helm: what its Applications and values files would become in the cluster. */
import path from 'node:path';
import { loadAll, YAMLException } from 'js-yaml';
import compare from 'semver/functions/compare';
import major from 'semver/functions/major';
import { traefikReleases } from '../charts/traefik/releases';
import { type ChartStore, NoChart } from '../lib/helm/charts';
import { chartInfo, withDependencies, withoutDefaults } from '../lib/helm/dependencies';
import type { ChartRef } from '../lib/helm/lock';
import type { Release, Templates } from '../lib/helm/template';
import { toYaml } from '../lib/yaml';
import { wayOutOf } from './checks/values/refused';
import { wordsOf } from './checks/values/words';
import { manifestsIn } from './read/files';
import type { Installation, Manifest, Placed, Rendered, Stack, World } from './stack';
import { nameOf, type Verdict } from './verdict';
import { namespaceOf } from './world/kubernetes';

export interface Renderer {
  readonly templates: Templates;
  readonly charts: ChartStore;
  /** For copies of charts that have to be completed. */
  readonly workFolder: string;
}

export async function render(stack: Stack, renderer: Renderer): Promise<World> {
  const verdicts: Verdict[] = [];
  const notJudged: string[] = [];
  const releases: Rendered[] = [];
  const results = await Promise.all(stack.installations.map((installation) => renderOne(installation, renderer)));
  stack.installations.forEach((installation, index) => {
    const result = results[index];
    if (typeof result === 'string') notJudged.push(result);
    else if (result && 'info' in result) releases.push(result);
    else if (result) verdicts.push({ severity: 'error', check: 'render', place: installation.place, text: result.error });
  });
  return {
    ...stack,
    releases,
    objects: [...stack.objects, ...releases.flatMap(({ objects, isRenderedAlready }) => (isRenderedAlready ? [] : objects))],
    verdicts: [...stack.verdicts, ...verdicts],
    notJudged: [...stack.notJudged, ...notJudged],
  };
}

/** What Helm needs to render a release again, with other values. */
export const helmRelease = ({ folder, releaseName, namespace, skipCrds, bundled }: Rendered): Release => ({
  chart: folder,
  releaseName,
  namespace,
  skipCrds,
  skipSchema: bundled,
});

/** A rendered release, what is wrong with it, or why it cannot be judged. */
export async function renderOne(installation: Installation, renderer: Renderer): Promise<Rendered | { readonly error: string } | string> {
  const { chart, place, application } = installation;
  if (chart.version === '' && !installation.isOurs)
    return `${place.file}: values that no Application names, and so for a chart and version that nobody says; only their data sources are judged`;
  if (chart.version === '')
    return `${place.file}: the values for ${chart.name} do not say of which version, so that only their names and addresses are judged`;
  try {
    const folder = await prepared(installation, renderer);
    const info = chartInfo(folder);
    const release = { ...installation, info, folder, objects: [] };
    const result = await renderer.templates.render(helmRelease(release), toYaml(installation.values));
    if ('error' in result) {
      const wayOut = wayOutOf(result.error, { name: chart.name, defaults: info.values, words: wordsOf(folder) });
      return { error: `${chart.name} ${chart.version} does not render: ${result.error}; ${wayOut}` };
    }
    const objects = objectsIn(result.text).map(
      (object): Placed => ({ object, place, namespace: namespaceOf(object, installation.namespace), rendered: true, application }),
    );
    return { ...release, objects };
  } catch (error) {
    if (error instanceof YAMLException)
      return { error: `${chart.name} ${chart.version} renders what is no YAML (${error.message.split('\n')[0]}); pin another release` };
    if (!(error instanceof NoChart)) throw error;
    return installation.isOurs && !installation.bundled ? { error: error.message } : `${nameOf(place)}: ${error.message}`;
  }
}

/** The folder of the chart, complete. */
async function prepared(installation: Installation, { charts, workFolder }: Renderer): Promise<string> {
  const { chart } = installation;
  if (!('folder' in chart)) {
    // What a packaged chart lacks is given to nobody: it has to be switched off.
    return withDependencies(await find(installation, charts), workFolder, async () => undefined);
  }
  const complete = await withDependencies(chart.folder, workFolder, (dependency) => {
    const { repository } = dependency;
    return repository.startsWith('file://')
      ? Promise.resolve(path.join(chart.folder, repository.slice('file://'.length)))
      : charts.find(dependency);
  });
  // Its own defaults are somebody's values like all others, and stand among the values of the installation.
  return withoutDefaults(complete, workFolder);
}

/** k3s may bundle a release that is not to be had: then the nearest older one of its major. */
async function find({ chart, bundled }: Installation, charts: ChartStore): Promise<string> {
  const wanted = chart as ChartRef;
  if (!bundled) return charts.find(wanted);
  const older = traefikReleases.versions.filter(
    (version) => major(version) === major(wanted.version) && compare(version, wanted.version) < 0,
  );
  for (const version of [wanted.version, ...older.toReversed()]) {
    try {
      return await charts.find({ ...wanted, version });
    } catch (error) {
      if (!(error instanceof NoChart)) throw error;
    }
  }
  return charts.find(wanted);
}

/** The objects that Helm printed, without its tests, which Argo CD does not install either. */
export const objectsIn = (text: string): Manifest[] =>
  manifestsIn(loadAll(text)).filter(({ metadata }) => !/\btest/.test(String(metadata.annotations?.['helm.sh/hook'] ?? '')));
