/** Grafana's part of the cluster file. */
import * as z from 'zod';
import { httpUrl, namespace, objectName } from '../../lib/cluster-file/formats';

export const grafanaConfig = z.strictObject({
  via: z
    .enum(['values', 'sidecar', 'operator'])
    .default('values')
    .describe('values: a values file for kube-prometheus-stack; sidecar: a ConfigMap; operator: GrafanaDatasource objects'),
  namespace: namespace('monitoring').default('monitoring').describe('The namespace of Grafana'),
  instanceLabels: z
    .record(z.string(), z.string())
    .optional()
    .meta({
      description: 'The labels of the Grafana object of the operator; default dashboards: grafana',
      examples: [{ dashboards: 'grafana' }],
    }),
  loki: z
    .strictObject({
      url: httpUrl('http://loki-gateway.logging.svc.cluster.local').describe('The URL of Loki'),
      uid: objectName('loki').default('loki').describe("The uid of Loki's data source"),
    })
    .optional()
    .describe("Loki's data source, with a link from each log line of Traefik to its trace; if absent, there is no data source"),
  prometheus: z
    .strictObject({ uid: objectName('prometheus').default('prometheus').describe("The uid of Prometheus's data source") })
    .optional()
    .describe('The Prometheus that receives the metrics of tempo.metricsGenerator; if absent, there is no service map'),
});

/** The labels of the Grafana object of the operator that its documentation uses. */
export const INSTANCE_LABELS: Readonly<Record<string, string>> = { dashboards: 'grafana' };

export type GrafanaConfig = z.infer<typeof grafanaConfig>;
