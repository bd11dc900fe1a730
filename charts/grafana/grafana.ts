/** Grafana reads the traces, and opens one from a log line. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/findings';
import { Component, type Endpoint } from '../component';
import type { GrafanaConfig } from './config';
import { lokiDataSource, tempoDataSource } from './datasources';

export interface GrafanaProps {
  readonly config: GrafanaConfig;
  readonly findings: Findings;
  /** Where traces are read. */
  readonly query: Endpoint;
  /** The field of an access log line that holds the trace id; absent, no log line is known to have one. */
  readonly traceIdField?: string;
}

export class Grafana extends Component {
  constructor(scope: Construct, { config, findings, query, traceIdField }: GrafanaProps) {
    super(scope, 'grafana');
    const { loki, namespace } = config;
    if (loki && !traceIdField) {
      findings.note(
        ['grafana', 'loki'],
        'gets no link to traces, because no traefik here writes a log line with a trace id; add traefik, or leave it so',
      );
    }
    const dataSources = [...(loki ? [lokiDataSource(loki, traceIdField)] : []), tempoDataSource(query)];
    this.valuesFile = {
      chart: 'kube-prometheus-stack',
      repository: 'https://prometheus-community.github.io/helm-charts',
      releaseName: 'kube-prometheus-stack',
      namespace,
      values: { grafana: { additionalDataSources: dataSources } },
      remarks: [
        'Name it last in the valueFiles of the Application that installs kube-prometheus-stack.',
        'additionalDataSources is a list, and Helm replaces lists: it takes the place of the one in your own values.',
      ],
    };
  }
}
