/** Grafana's part of the cluster file. */
import * as z from 'zod';
import { httpUrl, namespace, objectName } from '../../lib/schema';

export const grafanaConfig = z.strictObject({
  via: z.enum(['values']).default('values').describe('values: a values file for kube-prometheus-stack'),
  namespace: namespace('monitoring').default('monitoring').describe('The namespace of Grafana'),
  loki: z
    .strictObject({
      url: httpUrl('http://loki-gateway.logging.svc.cluster.local').describe('Where Loki answers queries'),
      uid: objectName('loki').default('loki').describe("The uid of Loki's data source"),
    })
    .optional()
    .describe("Loki's data source, with a link from each log line of Traefik to its trace; absent, none"),
});

export type GrafanaConfig = z.infer<typeof grafanaConfig>;
