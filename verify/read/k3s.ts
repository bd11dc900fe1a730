/** The Helm releases that the controller of k3s installs: its HelmCharts, and the Traefik that k3s bundles. */
import { aboutBundle, k3sOfComment } from '../../charts/file-comments';
import { k3sReleases } from '../../charts/traefik/k3s-releases';
import { REPOSITORY, TRAEFIK, traefikReleases } from '../../charts/traefik/releases';
import { error } from '../../lib/findings/finding';
import type { ChartRef } from '../../lib/helm/lock';
import { mapAt, textAt, textFrom } from '../../lib/yaml/parsed';
import { RENDER_RULES } from '../checks/render/rules';
import type { Installation, Manifest, Placed } from '../stack';
import { type Contents, contentsOf } from './contents';
import type { ManifestFile } from './files';
import { LayeredValues } from './values';

/** The namespace of the HelmCharts that k3s bundles. */
const NAMESPACE = 'kube-system';

/**
 * Each HelmChart with its HelmChartConfig, and each HelmChartConfig for a chart that k3s bundles.
 * @param k3sVersion the version of k3s for a HelmChartConfig
 * @param isOurs whether this project chose the values
 */
export function k3sInstallations(
  objects: readonly Placed[],
  k3sVersion: (config: Placed) => string | undefined,
  isOurs: boolean,
): Contents {
  const ofK3s = objects.filter(({ object }) => object.apiVersion.startsWith('helm.cattle.io/'));
  const charts = ofK3s.filter(({ object }) => object.kind === 'HelmChart');
  const configs = ofK3s.filter(({ object }) => object.kind === 'HelmChartConfig');
  const configOf = ({ object: { metadata }, namespace }: Placed) =>
    configs.find((config) => config.object.metadata.name === metadata.name && config.namespace === namespace);
  const used = new Set(charts.map(configOf));
  return contentsOf([
    ...charts.map((chart) => ofHelmChart(chart, configOf(chart), isOurs)),
    ...configs.filter((config) => !used.has(config)).map((config) => ofBundledChart(config, k3sVersion(config), isOurs)),
  ]);
}

function ofHelmChart(chart: Placed, config: Placed | undefined, isOurs: boolean): Partial<Contents> {
  const { object, place, namespace = 'default' } = chart;
  const own = valuesIn(chart);
  const over = config && valuesIn(config);
  const values = new LayeredValues().add(own.values).add(over?.values ?? {});
  for (const [name, value] of Object.entries(mapAt(object, 'spec', 'set'))) values.set(name, textFrom(value));
  const installation: Installation = {
    place,
    chart: chartOf(object),
    releaseName: object.metadata.name,
    namespace: textAt(object, 'spec', 'targetNamespace') ?? namespace,
    values: values.values,
    skipCrds: false,
    bundled: false,
    isOurs,
  };
  const findings = [...findingsOf(chart, own), ...(config && over ? findingsOf(config, over) : []), ...findingsOf(chart, values)];
  return { installations: [installation], findings };
}

/** A chart in a registry has one URL, which ends with its name. */
function chartOf({ spec }: Manifest): ChartRef {
  const name = textAt(spec, 'chart') ?? '';
  const version = textAt(spec, 'version') ?? '';
  const [, registry, inRegistry] = /^(oci:\/\/.+)\/([^/]+)$/.exec(name) ?? [];
  return registry !== undefined && inRegistry !== undefined
    ? { name: inRegistry, version, repository: registry }
    : { name, version, repository: textAt(spec, 'repo') ?? '' };
}

/** @param k3s the release of k3s; undefined if it is unknown */
function ofBundledChart(config: Placed, k3s: string | undefined, isOurs: boolean): Partial<Contents> {
  const { object, place, namespace = '' } = config;
  const { name } = object.metadata;
  if (name !== TRAEFIK || namespace !== NAMESPACE) {
    const problem = `namespace ${namespace} has no HelmChart ${name} for this HelmChartConfig`;
    const fix = `for the Traefik of k3s, name it ${TRAEFIK} in namespace ${NAMESPACE}`;
    return { findings: [error(place, RENDER_RULES.says('config-without-chart', problem, fix))] };
  }
  const version = k3s === undefined ? undefined : bundledChartOf(k3s);
  if (version === undefined)
    return {
      notProven: [
        `${place.file} ${name}: a HelmChartConfig without the version of k3s, in a comment such as \`# ${aboutBundle(traefikReleases.name, k3sReleases.newest, TRAEFIK)}\``,
      ],
    };
  const values = valuesIn(config);
  const chart = { name: traefikReleases.name, version, repository: REPOSITORY };
  const release = { place, chart, releaseName: TRAEFIK, namespace, values: values.values, skipCrds: true, bundled: true, isOurs };
  return { installations: [release], findings: findingsOf(config, values) };
}

/** The version of the Traefik chart that a k3s bundles: `27.0.2`. */
const bundledChartOf = (k3s: string): string | undefined => k3sReleases.find(k3s).release?.chart.version;

/** The values in a HelmChart or HelmChartConfig. */
const valuesIn = ({ object }: Placed): LayeredValues =>
  new LayeredValues().addText(textAt(object, 'spec', 'valuesContent') ?? '', 'valuesContent').add(mapAt(object, 'spec', 'values'));

const findingsOf = ({ place }: Placed, { mistakes }: LayeredValues) => mistakes.map((mistake) => error(place, mistake));

/** The version of k3s in the comment above a HelmChartConfig. */
export const k3sVersionOf = ({ place }: Placed, files: readonly ManifestFile[]): string | undefined =>
  files.flatMap(({ printed, text }) => (printed === place.file ? (k3sOfComment(text) ?? []) : []))[0];
