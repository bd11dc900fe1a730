/** Grafana's part of the cluster file. */
import * as z from 'zod';
import { httpUrl } from '../../lib/cluster-file/formats/addresses';
import { text } from '../../lib/cluster-file/formats/format';
import { labelKey, labelValue, namespace, objectName } from '../../lib/cluster-file/formats/kubernetes';
import { plainLine } from '../../lib/cluster-file/formats/texts';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { DERIVED_FIELDS } from './product';

/** What Loki accepts in X-Scope-OrgID (dskit, tenant/tenant.go); `|` separates the tenants of a query. */
const TENANT = "(?!\\.{1,2}(\\||$))[A-Za-z0-9!_.*'()-]{1,150}";

const derivedField = lazyObject(() => ({
  name: plainLine('traceID').describe('The name of the field in the details of a log line'),
  matcherType: z
    .enum(['regex', 'label'])
    .default('regex')
    .describe(
      `regex: searches the log line; label: takes the value of a label or of structured metadata, from Grafana ${DERIVED_FIELDS.labels}`,
    ),
  matcherRegex: text({
    pattern: /^(?!.*\{\{)[^\p{Cc}]+$/u,
    example: 'traceID=(\\w+)',
    what: 'a regular expression on one line',
    fix: 'write it on one line',
    explain: (value) =>
      value.includes('{{')
        ? { problem: `${JSON.stringify(value)} contains {{, which Helm reads as a template`, fix: 'write [{]{ for it' }
        : undefined,
  }).describe(
    `regex: an expression of JavaScript whose one group is the trace id; label: the name of the label, from Grafana ${DERIVED_FIELDS.labelExpressions} an expression`,
  ),
}));

export const grafanaConfig = lazyObject(() => ({
  via: z
    .enum(['values', 'sidecar', 'operator'])
    .default('values')
    .describe('values: a values file for kube-prometheus-stack; sidecar: a ConfigMap; operator: GrafanaDatasource objects'),
  namespace: namespace('monitoring').default('monitoring').describe('The namespace of Grafana'),
  instanceLabels: z
    .record(labelKey('dashboards'), labelValue('grafana'))
    .optional()
    .meta({
      description: 'The labels of the Grafana object of the operator; default dashboards: grafana',
      examples: [{ dashboards: 'grafana' }],
    }),
  loki: lazyObject(() => ({
    url: httpUrl('http://loki-gateway.logging.svc.cluster.local').describe('The URL of Loki'),
    uid: objectName('loki').default('loki').describe("The uid of Loki's data source"),
    tenant: text({
      pattern: new RegExp(`^${TENANT}(\\|${TENANT})*$`),
      example: 'team-a',
      what: 'a tenant of Loki',
      fix: "use letters, digits and !-_.*'(), with | between several tenants",
    })
      .optional()
      .describe('The tenant of Loki whose logs Grafana reads, sent as X-Scope-OrgID; absent, no header is sent'),
    derivedFields: z
      .array(derivedField)
      .optional()
      .meta({
        description: 'Further links to traces, from the log lines of applications',
        examples: [[{ name: 'traceID', matcherRegex: 'traceID=(\\w+)' }]],
      }),
  }))
    .optional()
    .describe("Loki's data source, with a link from each log line of Traefik to its trace; if absent, there is no data source"),
  prometheus: lazyObject(() => ({ uid: objectName('prometheus').default('prometheus').describe("The uid of Prometheus's data source") }))
    .optional()
    .describe('The Prometheus that receives the metrics of tempo.metricsGenerator; if absent, there is no service map'),
}));

/** The labels of the Grafana object of the operator that its documentation uses. */
export const INSTANCE_LABELS: Readonly<Record<string, string>> = { dashboards: 'grafana' };

export type GrafanaConfig = z.infer<typeof grafanaConfig>;

/** A link from the log lines of applications to their traces. */
export type DerivedFieldConfig = z.infer<typeof derivedField>;
