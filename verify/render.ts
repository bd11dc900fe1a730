/** Renders the releases of a stack with real Helm. */
import { isDeepStrictEqual } from 'node:util';
import { YAMLException } from 'js-yaml';
import { withMetadata } from '../charts/metadata/with-metadata';
import { error, type Finding, type Statement, warning } from '../lib/findings/finding';
import { RUN_SYNTH } from '../lib/findings/run-synth';
import { placeText } from '../lib/findings/sentence';
import type { ChartInfo } from '../lib/helm/dependencies';
import { BrokenChart, MissingChart, NoChart } from '../lib/helm/no-chart';
import type { Rendering } from '../lib/helm/renderings';
import { type HelmRelease, type Templates, wrongReleaseName } from '../lib/helm/template';
import { firstLine, loadYamlDocuments, type YamlOptions } from '../lib/helm/yaml';
import { toYaml } from '../lib/yaml/write';
import { type ChartSources, chartFolder } from './chart-folder';
import { RENDER_RULES } from './checks/render/rules';
import { manifestsIn } from './read/files';
import { dependsOnUnknown } from './read/flux/variables';
import { hasOnlyHarmlessRepeats } from './repeated-keys';
import type { Installation, Manifest, Placed, RenderedRelease, Stack, World } from './stack';
import { annotationOf, namespaceOf } from './world/kubernetes';
import { failingValue, innermost } from './world/mistyped-value';
import { wayOutOf } from './world/schema-errors';
import { namesUsedIn } from './world/template-names';
import { textsReadBy } from './world/template-values';
import { userValuesOf } from './world/user-values';
import { nameOfPath } from './world/value-path';

export interface Renderer extends ChartSources {
  readonly templates: Templates;
}

/** The result of rendering a release. */
export interface RenderOutcome {
  /** Undefined if it could not be rendered. */
  readonly release?: RenderedRelease;
  readonly findings: readonly Finding[];
  /** Why it is not judged, one phrase per item. */
  readonly notJudged: readonly string[];
  /** What is promised about it, but could not be judged, one phrase per item. */
  readonly notProven?: readonly string[];
}

export async function renderStack(stack: Stack, renderer: Renderer): Promise<World> {
  const outcomes = await Promise.all(
    stack.installations.map((installation) => renderInstallation(installation, renderer, userValuesOf(installation, stack))),
  );
  const releases = outcomes.flatMap(({ release }) => release ?? []);
  return {
    ...stack,
    releases,
    objects: [...stack.objects, ...releases.flatMap(({ objects, isRenderedAlready }) => (isRenderedAlready ? [] : objects))],
    findings: [
      ...stack.findings,
      ...outcomes.flatMap(({ release, findings }) => [...findings, ...(release?.isRenderedAlready ? outdatedIn(release, stack) : [])]),
    ],
    notJudged: [...stack.notJudged, ...outcomes.flatMap(({ notJudged }) => notJudged)],
    notProven: [...(stack.notProven ?? []), ...outcomes.flatMap(({ notProven = [] }) => notProven)],
  };
}

/** The maximum number of objects to name. */
const NAMED = 3;

/** Finds differences between the committed manifests of a release and what its chart renders. */
function outdatedIn({ place, chart, objects }: RenderedRelease, stack: Stack): Finding[] {
  const idOf = ({ kind, metadata }: Manifest) => `${kind}/${metadata.name}${metadata.namespace ? ` in ${metadata.namespace}` : ''}`;
  const mapOf = (placed: readonly Placed[]) => new Map(placed.map(({ object }) => [`${object.apiVersion} ${idOf(object)}`, object]));
  const { metadata } = stack.declared;
  const complete = metadata ? objects.map((placed) => ({ ...placed, object: withMetadata(placed.object, metadata) })) : objects;
  const [written, wanted] = [mapOf(stack.objects.filter((placed) => placed.place.file === place.file)), mapOf(complete)];
  const all = new Map([...wanted, ...written]);
  const names = [...all].filter(([id]) => !isDeepStrictEqual(written.get(id), wanted.get(id))).map(([, object]) => idOf(object));
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const differing = `${names.slice(0, NAMED).join(', ')}${more}`;
  const problem = `differs from what chart ${chart.name} ${chart.version} renders with the values of the cluster file (${differing})`;
  return [error(place, RENDER_RULES.says('outdated', problem, RUN_SYNTH))];
}

type InFolder = Installation & { readonly folder: string };
type Found = InFolder & { readonly info: ChartInfo };

/** The input of Helm for a release, for further renderings with other values. */
export const helmRelease = ({ folder, releaseName, namespace, skipCrds, bundled }: InFolder): HelmRelease => ({
  ...{ chart: folder, releaseName, namespace, skipCrds },
  skipSchema: bundled,
});

/** @param user the values of the cluster file, among those of the installation. @default not known */
export async function renderInstallation(installation: Installation, renderer: Renderer, user?: unknown): Promise<RenderOutcome> {
  const unknown = whyVersionUnknown(installation);
  if (unknown) return { findings: [], notJudged: [unknown] };
  const refused = (statement: Statement): RenderOutcome => ({ findings: [error(installation.place, statement)], notJudged: [] });
  const wrong = wrongReleaseName(installation.releaseName);
  if (wrong) return refused(RENDER_RULES.says('release-name', wrong.problem, wrong.fix));
  const values = valuesTextOf(installation);
  if ('mistake' in values) return refused(values.mistake);
  try {
    const folder = await chartFolder(installation, renderer);
    const rendering = await renderer.templates.render(helmRelease({ ...installation, folder }), values.text);
    if ('error' in rendering && dependsOnUnknown(values.text))
      return { findings: [], notJudged: [`${placeText(installation.place)}: its chart does not render with an unknown variable`] };
    const found = { ...installation, folder, info: renderer.charts.info(folder) };
    return 'error' in rendering ? refused(failure(found, rendering, user)) : outcomeOf(found, rendering.text);
  } catch (thrown) {
    if (!(thrown instanceof NoChart)) throw thrown;
    return isToBeFixed(installation, thrown)
      ? refused(RENDER_RULES.says(thrown instanceof BrokenChart ? 'broken-chart' : 'no-chart', problemOf(thrown), thrown.fix))
      : { findings: [], notJudged: [], notProven: [`${placeText(installation.place)}: ${thrown.message}`] };
  }
}

/** Why the version of its chart is unknown, so that it cannot be rendered. */
function whyVersionUnknown({ chart, place, isOurs }: Installation): string | undefined {
  if (chart.version !== '') return undefined;
  return isOurs
    ? `${place.file}: the values for ${chart.name} do not name a version, so only their names and addresses are judged`
    : `${place.file}: values that no Application names, so their chart and version are unknown; only their data sources are judged`;
}

function valuesTextOf({ values }: Installation): { readonly text: string } | { readonly mistake: Statement } {
  try {
    return { text: toYaml(values) };
  } catch (thrown) {
    const problem = `the values cannot be written as YAML (${firstLine(thrown)})`;
    return { mistake: RENDER_RULES.says('invalid-values', problem, 'use only text, numbers, booleans, lists and maps') };
  }
}

/** @param error the error message of Helm, with the way out if it is known */
function failure(
  { chart, folder, info, values }: Found,
  { error: message, fix: known }: Extract<Rendering, { error: string }>,
  user: unknown,
): Statement {
  const failing = failingValue(message, values, info.values);
  if (failing) {
    const name = nameOfPath(failing.path);
    const problem = `${chart.name} ${chart.version} does not render: ${name} is ${failing.kind}, and the chart needs a map (${innermost(message)})`;
    return RENDER_RULES.says('does-not-render', problem, `remove ${name}, or write a map such as {}`);
  }
  const names = { name: chart.name, version: chart.version, defaults: info.values, templateNames: namesUsedIn(folder) };
  const textsIn = (template: string) => [user, values].map((some) => textsReadBy(template, folder, some)).find(({ length }) => length > 0);
  const fix = known ?? wayOutOf(message, names, (template) => textsIn(template) ?? []);
  return RENDER_RULES.says('does-not-render', `${chart.name} ${chart.version} does not render: ${message}`, fix);
}

/** A missing chart proves nothing, however it is delivered. For other authors it is an error only if the chart's own files are broken. */
const isToBeFixed = ({ chart, isOurs, bundled }: Installation, reason: NoChart): boolean =>
  !(reason instanceof MissingChart) && ((reason instanceof BrokenChart && 'folder' in chart) || (isOurs && !bundled));

const problemOf = ({ file, problem }: NoChart): string => (file === undefined ? problem : `${file} ${problem}`);

/** @param text the output of Helm */
function outcomeOf(installation: Found, text: string): RenderOutcome {
  const { place, application } = installation;
  const read = outputOf(text, installation);
  const findings = [...(read.mistake ? [error(place, read.mistake)] : []), ...(read.doubt ? [warning(place, read.doubt)] : [])];
  if (!read.manifests) return { findings, notJudged: [] };
  const objects = read.manifests.map(
    (object): Placed => ({ object, place, namespace: namespaceOf(object, installation.namespace), rendered: true, application }),
  );
  return { release: { ...installation, text, objects }, findings, notJudged: [] };
}

interface Output {
  /** Undefined if it is not valid YAML. */
  readonly manifests?: readonly Manifest[];
  readonly mistake?: Statement;
  readonly doubt?: Statement;
}

/** The output of Helm as it is applied: the last one of duplicate keys counts. */
function outputOf(text: string, { chart: { name, version }, values }: Installation): Output {
  const chart = `${name} ${version}`;
  try {
    return { manifests: objectsIn(text) };
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    const fix = 'pin another release';
    try {
      const manifests = objectsIn(text, { duplicates: true });
      if (hasOnlyHarmlessRepeats(text, values)) return { manifests };
      const problem = `${chart} renders a duplicate key (${firstLine(thrown)}), and the last one counts`;
      return { manifests, doubt: RENDER_RULES.says('duplicate-key', problem, fix) };
    } catch (other) {
      return { mistake: RENDER_RULES.says('invalid-output', `${chart} renders invalid YAML (${firstLine(other)})`, fix) };
    }
  }
}

/** The objects in the output of Helm, without tests, because Argo CD does not install them. */
const objectsIn = (text: string, options?: YamlOptions): Manifest[] =>
  manifestsIn(loadYamlDocuments(text, options)).filter((object) => !/\btest/.test(annotationOf(object, 'helm.sh/hook') ?? ''));
