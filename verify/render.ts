/** Renders the releases of a stack by real Helm: what its Applications and values files would become in the cluster. */
import { isDeepStrictEqual } from 'node:util';
import { YAMLException } from 'js-yaml';
import compare from 'semver/functions/compare';
import major from 'semver/functions/major';
import { traefikReleases } from '../charts/traefik/releases';
import type { ChartStore } from '../lib/helm/charts';
import { besideChart, chartInfo, withDependencies, withoutDefaults } from '../lib/helm/dependencies';
import type { ChartRef } from '../lib/helm/lock';
import { BrokenChart, NoChart } from '../lib/helm/no-chart';
import { type Release, type Templates, wrongReleaseName } from '../lib/helm/template';
import { firstLine, loadYamlDocuments, type YamlOptions } from '../lib/helm/yaml';
import { toYaml } from '../lib/yaml/write';
import { manifestsIn } from './read/files';
import type { Installation, Manifest, Placed, Rendered, Stack, World } from './stack';
import { nameOf, type Verdict } from './verdict';
import { namespaceOf } from './world/kubernetes';
import { wayOutOf } from './world/schema-errors';
import { wordsOf } from './world/template-names';

export interface Renderer {
  readonly templates: Templates;
  readonly charts: ChartStore;
  /** For copies of charts that have to be completed. */
  readonly workFolder: string;
  /** The folder of manifests; dependencies of its charts lie in it too. */
  readonly folder?: string;
}

/** A rendered release, and what is odd about what came out. */
export interface RenderedOne extends Rendered {
  readonly warning?: string;
}

export async function render(stack: Stack, renderer: Renderer): Promise<World> {
  const verdicts: Verdict[] = [];
  const notJudged: string[] = [];
  const releases: Rendered[] = [];
  const results = await Promise.all(stack.installations.map((installation) => renderOne(installation, renderer)));
  stack.installations.forEach((installation, index) => {
    const result = results[index];
    if (typeof result === 'string') notJudged.push(result);
    else if (result && 'info' in result) {
      const { warning, ...release } = result;
      releases.push(release);
      const of = { check: 'render', place: installation.place } as const;
      if (warning) verdicts.push({ severity: 'warning', ...of, text: warning });
      const outdated = release.isRenderedAlready ? outdatedIn(release, stack) : undefined;
      if (outdated) verdicts.push({ severity: 'error', ...of, text: outdated });
    } else if (result) verdicts.push({ severity: 'error', check: 'render', place: installation.place, text: result.error });
  });
  return {
    ...stack,
    releases,
    objects: [...stack.objects, ...releases.flatMap(({ objects, isRenderedAlready }) => (isRenderedAlready ? [] : objects))],
    verdicts: [...stack.verdicts, ...verdicts],
    notJudged: [...stack.notJudged, ...notJudged],
  };
}

/** Enough to know what happened. */
const NAMED = 3;

/** What is not in the file of a release as its chart renders it. */
function outdatedIn({ place, chart, objects }: Rendered, stack: Stack): string | undefined {
  const idOf = ({ kind, metadata }: Manifest) => `${kind}/${metadata.name}${metadata.namespace ? ` in ${metadata.namespace}` : ''}`;
  const mapOf = (placed: readonly Placed[]) => new Map(placed.map(({ object }) => [`${object.apiVersion} ${idOf(object)}`, object]));
  const [written, wanted] = [mapOf(stack.objects.filter((placed) => placed.place.file === place.file)), mapOf(objects)];
  const all = new Map([...wanted, ...written]);
  const names = [...all].filter(([id]) => !isDeepStrictEqual(written.get(id), wanted.get(id))).map(([, object]) => idOf(object));
  if (names.length === 0) return undefined;
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const differing = `${names.slice(0, NAMED).join(', ')}${more}`;
  return `is not what chart ${chart.name} ${chart.version} renders with the values of the cluster file (${differing}); run npm run synth`;
}

/** What Helm needs to render a release again, with other values. */
export const helmRelease = ({
  folder,
  releaseName,
  namespace,
  skipCrds,
  bundled,
}: Installation & { readonly folder: string }): Release => ({
  chart: folder,
  releaseName,
  namespace,
  skipCrds,
  skipSchema: bundled,
});

/** A rendered release, what is wrong with it, or why it cannot be judged. */
export async function renderOne(
  installation: Installation,
  renderer: Renderer,
): Promise<RenderedOne | { readonly error: string } | string> {
  const { chart, place, application } = installation;
  if (chart.version === '' && !installation.isOurs)
    return `${place.file}: values that no Application names, and so for a chart and version that nobody says; only their data sources are judged`;
  if (chart.version === '')
    return `${place.file}: the values for ${chart.name} do not say of which version, so that only their names and addresses are judged`;
  const wrong = wrongReleaseName(installation.releaseName);
  if (wrong) return { error: wrong };
  const values = valuesOf(installation);
  if ('error' in values) return values;
  try {
    const folder = await prepared(installation, renderer);
    const info = chartInfo(folder);
    const result = await renderer.templates.render(helmRelease({ ...installation, folder }), values.text);
    if ('error' in result) {
      const wayOut = wayOutOf(result.error, { name: chart.name, defaults: info.values, words: wordsOf(folder) });
      return { error: `${chart.name} ${chart.version} does not render: ${result.error}; ${wayOut}` };
    }
    const read = readOf(result.text, `${chart.name} ${chart.version}`);
    if ('error' in read) return read;
    const { manifests, ...more } = read;
    const objects = manifests.map(
      (object): Placed => ({ object, place, namespace: namespaceOf(object, installation.namespace), rendered: true, application }),
    );
    return { ...installation, info, folder, text: result.text, objects, ...more };
  } catch (error) {
    if (!(error instanceof NoChart)) throw error;
    const isTheirs = error instanceof BrokenChart && 'folder' in chart;
    return isTheirs || (installation.isOurs && !installation.bundled) ? { error: error.message } : `${nameOf(place)}: ${error.message}`;
  }
}

function valuesOf({ values }: Installation): { readonly text: string } | { readonly error: string } {
  try {
    return { text: toYaml(values) };
  } catch (error) {
    return { error: `the values are none that YAML can hold (${firstLine(error)}); write text, numbers, lists and maps` };
  }
}

/** What Helm printed, as it is applied: of a key that is there twice, the last one counts. */
function readOf(text: string, chart: string): { readonly manifests: Manifest[]; readonly warning?: string } | { readonly error: string } {
  try {
    return { manifests: objectsIn(text) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    try {
      const manifests = objectsIn(text, { duplicates: true });
      return {
        manifests,
        warning: `${chart} renders a key twice (${firstLine(error)}), of which the last one counts; pin another release`,
      };
    } catch (other) {
      return { error: `${chart} renders what is no YAML (${firstLine(other)}); pin another release` };
    }
  }
}

/** The folder of the chart, complete. */
async function prepared(installation: Installation, { charts, workFolder, folder: top }: Renderer): Promise<string> {
  const { chart } = installation;
  if (!('folder' in chart)) {
    // What a packaged chart lacks is given to nobody: it has to be switched off.
    return withDependencies(await find(installation, charts), workFolder, async () => undefined);
  }
  const complete = await withDependencies(chart.folder, workFolder, async (dependency) =>
    dependency.repository.startsWith('file://') ? besideChart(chart.folder, dependency, top) : charts.find(dependency),
  );
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
const objectsIn = (text: string, options?: YamlOptions): Manifest[] =>
  manifestsIn(loadYamlDocuments(text, options)).filter(
    ({ metadata }) => !/\btest/.test(String(metadata.annotations?.['helm.sh/hook'] ?? '')),
  );
