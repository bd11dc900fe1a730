/** A Helm release that the controller of k3s installs. Argo CD syncs only its HelmChart object. */
import type { Chart } from 'cdk8s';
import { HelmChart, HelmChartSpecFailurePolicy } from '../../imports/helmchart-helm.cattle.io';
import { toYaml } from '../../lib/yaml/write';
import { type HelmSource, WAVES, wave } from '../component';

/** The only namespace where every k3s watches HelmCharts. */
const HELM_CHART_NAMESPACE = 'kube-system';

/** HelmCharts of k3s itself, in the same namespace. Another HelmChart of that name would replace it. */
export const BROUGHT_BY_K3S: readonly string[] = ['traefik'];

/** @param namespace the namespace of the release, which must exist */
export function addHelmChart(chart: Chart, { repository, chart: name, version, releaseName, values }: HelmSource, namespace: string): void {
  new HelmChart(chart, releaseName, {
    metadata: { name: releaseName, namespace: HELM_CHART_NAMESPACE, annotations: wave(WAVES.workload) },
    spec: {
      // It has the name of a chart in a registry as one URL.
      ...(repository.startsWith('oci://') ? { chart: `${repository}/${name}` } : { repo: repository, chart: name }),
      version,
      targetNamespace: namespace,
      createNamespace: false,
      // The default, `reinstall`, uninstalls the release when an upgrade fails.
      failurePolicy: HelmChartSpecFailurePolicy.ABORT,
      valuesContent: toYaml(values),
    },
  });
}
