/** The Helm releases that manifests ask for: by Applications, by the objects of k3s, and as values files for somebody else's. */
import { k3sOfComment, valuesOfComment } from '../../charts/file-comments';
import { k3sBundles } from '../../charts/traefik/k3s-bundles';
import { RELEASE, REPOSITORY, traefikReleases } from '../../charts/traefik/releases';
import { at, isMap, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Application, Installation, Placed, Source } from '../stack';
import { type Check, nameOf, type Verdict } from '../verdict';
import { type ReadValuesFile, valuesOf } from './applications';
import type { ManifestFile } from './files';
import { mergeValues, valuesIn as readValues, WrongParameter, withParameter } from './values';

/** What reading something gives: the releases, what is wrong with it, and what could not be judged. */
export interface Reading {
  readonly installations: readonly Installation[];
  readonly verdicts: readonly Verdict[];
  readonly notJudged: readonly string[];
}

const wrong = (place: Verdict['place'], text: string, check: Check = 'render'): Verdict => ({ severity: 'error', check, place, text });

/** @param isOurs whether this project chose the values */
export function chartInstallation(
  application: Application,
  source: Source,
  chart: Installation['chart'],
  readFile: ReadValuesFile,
  isOurs: boolean,
): Reading {
  const { values, mistakes, notJudged } = valuesOf(source, readFile);
  const { helm = {} } = source;
  const installation: Installation = {
    place: application.place,
    chart,
    // Argo CD's default.
    releaseName: textAt(helm, 'releaseName') ?? application.name,
    namespace: application.destination.namespace,
    values,
    skipCrds: helm.skipCrds === true,
    bundled: false,
    application: application.name,
    isOurs,
  };
  return {
    installations: [installation],
    verdicts: mistakes.map((text) => wrong(application.place, text)),
    notJudged: notJudged.map((text) => `${nameOf(application.place)}: ${text}`),
  };
}

/** The HelmCharts of k3s, each with the HelmChartConfig of its name, and the configs for what k3s brings itself. */
export function k3sInstallations(objects: readonly Placed[], k3sVersion: (config: Placed) => string | undefined, isOurs: boolean): Reading {
  const installations: Installation[] = [];
  const verdicts: Verdict[] = [];
  const notJudged: string[] = [];
  const isOfK3s = ({ object }: Placed, kind: string) => object.kind === kind && object.apiVersion.startsWith('helm.cattle.io/');
  const valuesIn = ({ object, place }: Placed) => {
    const content = readValues(textAt(object, 'spec', 'valuesContent') ?? '', 'valuesContent');
    if (typeof content !== 'string') return mergeValues(content, mapAt(object, 'spec', 'values'));
    verdicts.push(wrong(place, content));
    return mapAt(object, 'spec', 'values');
  };
  const withSet = (values: Installation['values'], { object, place }: Placed) => {
    let all = values;
    for (const [name, value] of Object.entries(mapAt(object, 'spec', 'set'))) {
      try {
        all = withParameter(all, name, String(value), false);
      } catch (error) {
        if (!(error instanceof WrongParameter)) throw error;
        verdicts.push(wrong(place, error.message));
      }
    }
    return all;
  };
  const configs = objects.filter((object) => isOfK3s(object, 'HelmChartConfig'));
  const configOf = (chart: Placed) =>
    configs.find(({ object, namespace }) => object.metadata.name === chart.object.metadata.name && namespace === chart.namespace);
  const charts = objects.filter((object) => isOfK3s(object, 'HelmChart'));
  for (const chart of charts) {
    const { object, place } = chart;
    const config = configOf(chart);
    const values = withSet(mergeValues(valuesIn(chart), config ? valuesIn(config) : {}), chart);
    installations.push({
      place,
      chart: {
        name: textAt(object, 'spec', 'chart') ?? '',
        version: textAt(object, 'spec', 'version') ?? '',
        repository: textAt(object, 'spec', 'repo') ?? '',
      },
      releaseName: object.metadata.name,
      namespace: textAt(object, 'spec', 'targetNamespace') ?? chart.namespace ?? 'default',
      values,
      skipCrds: false,
      bundled: false,
      isOurs,
    });
  }
  for (const config of configs) {
    if (charts.some((chart) => configOf(chart) === config)) continue;
    const { object, place, namespace = '' } = config;
    const version = k3sVersion(config);
    const bundle = version === undefined ? undefined : k3sBundles.find(version).release?.chart;
    if (object.metadata.name !== RELEASE || namespace !== 'kube-system') {
      verdicts.push(
        wrong(
          place,
          `is a HelmChartConfig named ${object.metadata.name} in namespace ${namespace}, and k3s brings no HelmChart of that name there; for its Traefik write traefik in kube-system`,
        ),
      );
    } else if (bundle === undefined) {
      notJudged.push(
        `${place.file} traefik: a HelmChartConfig that does not say which k3s it is for, by a comment \`# Helm values for chart traefik as k3s 1.36.4 bundles it\``,
      );
    } else {
      const chart = { name: traefikReleases.name, version: bundle, repository: REPOSITORY };
      const values = valuesIn(config);
      installations.push({ place, chart, releaseName: RELEASE, namespace, values, skipCrds: true, bundled: true, isOurs });
    }
  }
  return { installations, verdicts, notJudged };
}

/**
 * A values file for a release that somebody else's Application installs: its comment says which.
 * @param made the same file as synth writes it, in case that it has lost its comments
 */
export function fileInstallation({ text, printed, documents }: ManifestFile, made = ''): Reading {
  const place = { file: printed };
  const about = valuesOfComment(text) ?? valuesOfComment(made);
  const [values] = documents;
  if (!about)
    return {
      installations: [],
      verdicts: [wrong(place, 'does not say which chart it is for; run `npm run synth` again, which writes that above the values')],
      notJudged: [],
    };
  if (!isMap(values))
    return { installations: [], verdicts: [wrong(place, 'is no map of values; run `npm run synth` again')], notJudged: [] };
  const { chart: name, version = '', repository, releaseName, namespace } = about;
  const chart = { name, version, repository };
  const installation = { place, chart, releaseName, namespace, values, skipCrds: true, bundled: false, isOurs: true };
  return { installations: [installation], verdicts: [], notJudged: [] };
}

/** The k3s that a HelmChartConfig is for, as the comment above it says. */
export const k3sVersionOf = ({ place }: Placed, files: readonly ManifestFile[]): string | undefined =>
  files.flatMap(({ printed, text }) => (printed === place.file ? (k3sOfComment(text) ?? []) : []))[0];

export const isValuesFile = (file: ManifestFile): boolean => file.path.startsWith('values/') && !at(file.documents[0], 'kind');
