/** The monitoring of the stack itself: alert rules and a dashboard. The ServiceMonitors are those of the charts, by their values. */
import { JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { GrafanaDashboard } from '../../imports/grafanadashboard-grafana.integreatly.org';
import { PrometheusRule } from '../../imports/prometheusrule-monitoring.coreos.com';
import { ConfigMap } from '../cdk8s-plus';
import { Component, KIND_MAY_COME_LATER, WAVES, wave } from '../component';
import { inOrder } from '../object-json';
import { alertGroups } from './alerts/alerts';
import type { MonitoringConfig } from './config';
import { dashboard } from './dashboard/dashboard';
import type { Watched } from './watched';

/** The label that the sidecar of Grafana looks for, in kube-prometheus-stack and in the chart of Grafana. */
const DASHBOARD_LABEL = { grafana_dashboard: '1' };

const NAME = 'tracing-dashboard';
const FILE = 'tracing.json';

export interface MonitoringProps {
  readonly cluster: string;
  readonly config: MonitoringConfig;
  readonly watched: Watched;
  /** The namespace of Grafana, if the cluster file has it. @default monitoring */
  readonly grafanaNamespace?: string;
  /** The labels of the Grafana object, if the operator of Grafana makes the dashboard. @default the sidecar reads it */
  readonly instanceLabels?: Readonly<Record<string, string>>;
}

export class Monitoring extends Component {
  constructor(scope: Construct, props: MonitoringProps) {
    super(scope, 'monitoring');
    const { watched, config } = props;
    const { labels } = config;
    const namespace = config.namespace ?? props.grafanaNamespace ?? 'monitoring';
    const metadata = { name: 'tracing', namespace: watched.namespace, annotations: { ...wave(WAVES.workload), ...KIND_MAY_COME_LATER } };
    const rule = new PrometheusRule(this, 'alerts', { metadata, spec: { groups: alertGroups(watched) } });
    // As a patch, which adds them after the other fields, where they have always been.
    if (Object.keys(labels).length > 0) rule.addJsonPatch(JsonPatch.add('/metadata/labels', inOrder(labels)));
    this.addDashboard(props, namespace);
    this.requirements = requirements(props, namespace);
    this.delivery = { namespace: watched.namespace, rendered: { namespaced: [] } };
  }

  private addDashboard({ cluster, watched, instanceLabels }: MonitoringProps, namespace: string): void {
    const annotations = wave(WAVES.workload);
    new ConfigMap(this, 'dashboard', {
      metadata: { name: NAME, namespace, annotations, ...(!instanceLabels && { labels: DASHBOARD_LABEL }) },
      data: { [FILE]: `${JSON.stringify(dashboard(cluster, watched), null, 2)}\n` },
    });
    if (!instanceLabels) return;
    new GrafanaDashboard(this, 'dashboard-object', {
      metadata: { name: NAME, namespace, annotations: { ...annotations, ...KIND_MAY_COME_LATER } },
      spec: { instanceSelector: { matchLabels: instanceLabels }, configMapRef: { name: NAME, key: FILE } },
    });
  }
}

function requirements({ config: { labels }, watched, instanceLabels }: MonitoringProps, namespace: string): string[] {
  const named = Object.entries(labels).map(([name, value]) => `${name}: ${value}`);
  const selected = named.length > 0 ? `with the labels ${named.join(', ')}` : 'without labels';
  return [
    `the Prometheus operator, whose Prometheus selects ServiceMonitors and PrometheusRules ${selected}, in namespace ${watched.namespace} too`,
    'the metrics of kube-state-metrics and of the kubelet in that Prometheus, for the alerts about pods',
    ...(instanceLabels ? [] : [`Grafana whose sidecar for dashboards (sidecar.dashboards.enabled) reads namespace ${namespace}`]),
  ];
}
