/** The ServiceMonitors of Tempo's charts, and what they select. */
import { mapAt, textFrom } from '../../../lib/yaml/parsed';
import type { MonitoredServices } from '../../helm-values/monitored-services';
import type { TempoConfig } from '../config';
import { targetName } from '../names/workloads';
import { COMPONENT, podsOfChart, podsOfSubchart } from '../pods/labels';
import type { TempoRelease } from '../releases';
import { OPERATORS } from '../subcharts/releases';
import { monitorSwitch } from './monitor';

/** With it, a Service has no metrics. */
const LEFT_OUT = { 'prometheus.io/service-monitor': 'false' };

/** The labels as Helm writes them: a null removes one. */
const texts = (labels: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).flatMap(([key, value]) => (value === null ? [] : [[key, textFrom(value)]])));

/** @param release of either chart */
export function monitorsOf({ chart, releaseName, values }: TempoConfig, { monitored = [] }: TempoRelease): MonitoredServices[] {
  const own = podsOfChart(releaseName);
  return monitored.map(({ part, labels }): MonitoredServices => {
    if (chart === undefined) {
      const selects = {
        ...own,
        'app.kubernetes.io/managed-by': 'Helm',
        'app.kubernetes.io/version': undefined,
        'helm.sh/chart': undefined,
        ...texts(mapAt(values, 'extraLabels')),
        ...texts(mapAt(values, 'global', 'commonLabels')),
      };
      return { by: monitorSwitch({ chart }), selects, labels };
    }
    const operator = OPERATORS.find(({ key }) => key === part);
    if (operator) return { by: `${operator.key}.serviceMonitor.enabled`, selects: podsOfSubchart(releaseName, operator, values), labels };
    const selects = { ...own, [COMPONENT]: part === undefined ? undefined : targetName(part) };
    return {
      by: monitorSwitch({ chart }),
      selects,
      leavesOut: LEFT_OUT,
      labels,
      ...(part !== undefined && { ofOne: labels.at(-1) }),
    };
  });
}
