/** Grafana, which reads the traces and links log lines to them. */
import type { Construct } from 'constructs';
import { GrafanaDatasource } from '../../imports/grafanadatasource-grafana.integreatly.org';
import type { Findings } from '../../lib/cluster-file/findings';
import type { Statement } from '../../lib/findings/finding';
import { toYaml } from '../../lib/yaml/write';
import { ConfigMap } from '../cdk8s-plus';
import { Component, type Endpoint, KIND_MAY_COME_LATER, WAVES, wave } from '../component';
import { type GrafanaConfig, INSTANCE_LABELS } from './config';
import { type DataSource, KUBE_PROMETHEUS_STACK, type LoggedTrace, lokiDataSource, TEMPO_UID, tempoDataSource } from './datasources';
import { checkDerivedFields, readersOf } from './derived-fields';
import { GRAFANA_RULES } from './rules';

export interface GrafanaProps {
  readonly config: GrafanaConfig;
  readonly findings: Findings;
  /** The endpoint for queries of traces. */
  readonly query: Endpoint;
  /** What Traefik's log lines tell about their traces; undefined without Traefik. */
  readonly traefik: LoggedTrace | undefined;
  /** Whether Tempo generates the metrics of the service map; `off` without a metrics-generator. */
  readonly serviceMap: 'generated' | 'no processor' | 'off';
}

export class Grafana extends Component {
  private readonly config: GrafanaConfig;

  constructor(scope: Construct, props: GrafanaProps) {
    super(scope, 'grafana');
    this.config = props.config;
    this.check(props);
    const { loki, prometheus, via, namespace } = props.config;
    const links = { loki: loki?.uid, serviceMap: props.serviceMap === 'generated' ? prometheus?.uid : undefined };
    const dataSources = [...(loki ? [lokiDataSource(loki, props.traefik, via !== 'operator')] : []), tempoDataSource(props.query, links)];
    if (via === 'values') this.asValues(dataSources);
    else if (via === 'sidecar') this.asConfigMap(dataSources);
    else for (const dataSource of dataSources) this.asObject(dataSource);
    if (loki) this.requirements = [...this.requirements, ...readersOf(loki)];
    if (via === 'values') return;
    this.delivery = { namespace, rendered: { namespaced: [] } };
  }

  private check({ config: { loki, prometheus, via, instanceLabels }, findings, traefik, serviceMap }: GrafanaProps): void {
    checkDerivedFields(loki?.derivedFields ?? [], traefik?.traceIdField !== undefined, findings);
    if (loki && !traefik && !loki.derivedFields?.length) {
      const problem = 'no link to traces, because the cluster file has no traefik that logs trace ids';
      findings.note(['grafana', 'loki'], GRAFANA_RULES.says('no-log-links', problem, 'add traefik'));
    }
    if (prometheus && serviceMap !== 'generated') findings.errorAtKey(['grafana', 'prometheus'], withoutServiceMap(serviceMap, findings));
    const uids = [TEMPO_UID, loki?.uid, prometheus?.uid];
    for (const [key, uid] of Object.entries({ loki: loki?.uid, prometheus: prometheus?.uid })) {
      if (!uid || uids.filter((other) => other === uid).length === 1) continue;
      findings.error(
        ['grafana', key, 'uid'],
        GRAFANA_RULES.says('duplicate-uid', `${uid} is also the uid of another data source`, 'use a different one'),
      );
    }
    if (instanceLabels && via !== 'operator') {
      const problem = `not used with ${findings.where(['grafana', 'via'])}: ${via}`;
      findings.errorAtKey(['grafana', 'instanceLabels'], GRAFANA_RULES.says('unused-labels', problem, 'remove it, or use via: operator'));
    }
  }

  private asValues(dataSources: readonly DataSource[]): void {
    this.valuesFile = {
      chart: KUBE_PROMETHEUS_STACK,
      repository: 'https://prometheus-community.github.io/helm-charts',
      releaseName: KUBE_PROMETHEUS_STACK,
      namespace: this.config.namespace,
      values: { grafana: { additionalDataSources: dataSources } },
      remarks: [
        'Name it last in the valueFiles of the Application that installs kube-prometheus-stack.',
        'additionalDataSources is a list, and Helm replaces lists: it takes the place of the one in your own values.',
      ],
    };
  }

  /** A ConfigMap in Grafana's namespace, the only one that its sidecar watches by default. */
  private asConfigMap(dataSources: readonly DataSource[]): void {
    const { namespace } = this.config;
    this.requirements = [`Grafana in namespace ${namespace} with its sidecar for data sources on (sidecar.datasources.enabled)`];
    new ConfigMap(this, 'data-sources', {
      metadata: { name: 'tracing-data-sources', namespace, labels: { grafana_datasource: '1' }, annotations: wave(WAVES.workload) },
      data: { 'tracing.yaml': toYaml({ apiVersion: 1, datasources: dataSources }) },
    });
  }

  private asObject({ uid, ...datasource }: DataSource): void {
    const { namespace, instanceLabels = INSTANCE_LABELS } = this.config;
    const labels = Object.entries(instanceLabels).map(([label, value]) => `${label}: ${value}`);
    const labelled = labels.length === 0 ? '' : ` labelled ${labels.join(', ')}`;
    this.requirements = [`the operator of Grafana, with a Grafana${labelled} in namespace ${namespace}`];
    new GrafanaDatasource(this, uid, {
      metadata: {
        name: `tracing-${datasource.type}`,
        namespace,
        annotations: { ...wave(WAVES.workload), ...KIND_MAY_COME_LATER },
      },
      spec: { instanceSelector: { matchLabels: instanceLabels }, uid, datasource },
    });
  }
}

function withoutServiceMap(reason: 'no processor' | 'off', findings: Findings): Statement {
  if (reason === 'off') {
    const problem = 'the service map needs the metrics of tempo.metricsGenerator, which is off';
    return GRAFANA_RULES.says('no-service-map', problem, 'add tempo.metricsGenerator, or remove grafana.prometheus');
  }
  const where = findings.where(['tempo', 'metricsGenerator', 'processors']);
  const problem = `the service map needs the processor service-graphs, which ${where} does not list`;
  return GRAFANA_RULES.says('no-service-map', problem, 'add it there, or remove grafana.prometheus');
}
