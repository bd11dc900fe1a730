/** A Helm release as the controller of k3s installs it: an object that Argo CD syncs like any other. */
import type { Chart } from 'cdk8s';
import { HelmChart, HelmChartSpecFailurePolicy } from '../../imports/helmchart-helm.cattle.io';
import { toYaml } from '../../lib/yaml/write';
import { type HelmSource, WAVES, wave } from '../component';

/** The only namespace that every k3s watches for these. */
const HELM_CHART_NAMESPACE = 'kube-system';

/** HelmCharts that k3s itself brings, in the same namespace: another of that name would replace it. */
export const BROUGHT_BY_K3S: readonly string[] = ['traefik'];

/** @param namespace that of the release, which exists already */
export function addHelmChart(chart: Chart, { repository, chart: name, version, releaseName, values }: HelmSource, namespace: string): void {
  new HelmChart(chart, 'release', {
    metadata: { name: releaseName, namespace: HELM_CHART_NAMESPACE, annotations: wave(WAVES.workload) },
    spec: {
      repo: repository,
      chart: name,
      version,
      targetNamespace: namespace,
      createNamespace: false,
      // The default, reinstall, uninstalls the release when an upgrade fails.
      failurePolicy: HelmChartSpecFailurePolicy.ABORT,
      valuesContent: toYaml(values),
    },
  });
}
