/** Mistakes in provisioning files and in data sources beside each other. */
import type { Rule } from '../../../lib/findings/rules';

export const DATA_SOURCE_RULES = {
  'no-data-sources': {
    proves: 'Grafana gets data sources if the cluster file has grafana',
    example: 'grafana: has no data source here, so no trace can be found; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'unknown-type': {
    proves: 'the type of each data source is one that Grafana has',
    example: 'data source Tempo: has type Tempo, which Grafana does not have; use tempo',
    wayOut: 'Write the type in small letters, as Grafana does',
  },
  'unread-provisioning': {
    proves: 'Grafana reads every provisioning file: its name, its version and its list of data sources',
    example: 'ConfigMap tracing (tracing.yaml): unknown key datasource; did you mean datasources?',
    wayOut: 'Correct the file',
  },
  'deleted-data-source': {
    proves: 'no provisioning file deletes a data source that is defined here',
    example: 'ConfigMap tracing (tracing.yaml): deletes data source Tempo, which is defined here; remove it from deleteDatasources',
    wayOut: 'Remove the entry of deleteDatasources',
  },
  'two-defaults': {
    proves: 'Grafana has at most one default data source, because it does not start with two',
    example: 'data source Tempo: is the default, and so is Loki; Grafana does not start with two; remove isDefault',
    wayOut: 'Remove isDefault',
  },
  'duplicate-data-source': {
    proves: 'no two data sources have the same name or uid',
    example: 'data source Tempo: has the uid loki, as data source Loki does; use another uid',
    wayOut: 'Use another name or uid',
  },
  'wrong-access': {
    proves: 'Grafana itself queries each data source in the cluster',
    example: 'data source Tempo: has access direct, so browsers query an address inside the cluster; use proxy',
    wayOut: 'Set access to proxy',
  },
  lookbehind: {
    proves: 'no expression of a derived field has a lookbehind, which older browsers and RE2 do not know',
    example: 'data source Loki (derived field TraceID): (?<=id=)(\\w+) has a lookbehind, which older browsers do not know; use a group',
    wayOut: 'Use a group instead',
  },
  'no-group': {
    proves: 'each expression of a derived field has a group that captures the trace id',
    example: 'data source Loki (derived field traceID): traceID=\\w+ has no group that captures the trace id; put parentheses around it',
    wayOut: 'Put parentheses around the trace id in the expression',
  },
  'other-derived-field': {
    proves: 'Loki has the derived fields of the cluster file',
    example: 'data source Loki: has no derived field traceID, which is in grafana.loki.derivedFields; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or correct grafana.loki.derivedFields',
  },
  'other-tenant': {
    proves: 'Grafana reads the tenant of the cluster file from Loki',
    example: 'data source Loki: sends no tenant, but grafana.loki.tenant is team-a; send X-Scope-OrgID: team-a',
    wayOut: 'Run `npm run synth`, or correct grafana.loki.tenant',
  },
  'unsent-header': {
    proves: 'each header of a Loki data source has a value',
    example: 'data source Loki: sends no header X-Scope-OrgID, because it has no value in secureJsonData; add its httpHeaderValue there',
    wayOut: 'Write the value as httpHeaderValue1, httpHeaderValue2, … in secureJsonData',
  },
  'time-shift': {
    proves: 'the time shifts of the links of each data source are durations around the span',
    example: 'data source Tempo: tracesToLogsV2.spanStartTimeShift is 5m, so the link leaves out the time of the span; use -5m',
    wayOut: 'Use a negative duration for the start, and a positive one for the end',
  },
  'no-logs-link': {
    proves: 'the Tempo data source links each trace to its logs if the cluster file has grafana.loki',
    example: 'data source Tempo: does not link to logs, but the cluster file has grafana.loki; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'other-loki': {
    proves: 'the Loki data source queries the Loki of the cluster file',
    example: 'data source Loki: queries http://loki.logging, but grafana.loki.url is http://loki.monitoring; use http://loki.monitoring',
    wayOut: 'Run `npm run synth`, or correct grafana.loki.url',
  },
  'renamed-data-source': {
    proves: 'each data source of the output has its usual name, by which Grafana finds it again',
    example:
      'data source Traces: is named Traces instead of Tempo, and a Grafana that has it by its old name refuses the same uid; use Tempo',
    wayOut: 'Run `npm run synth`',
  },
  'no-node-graph': {
    proves: 'the Tempo data source shows a node graph if the cluster file has grafana.prometheus',
    example: 'data source Tempo: shows no node graph; set nodeGraph.enabled to true',
    wayOut: 'Run `npm run synth`',
  },
  'other-instance': {
    proves: 'each GrafanaDatasource selects the Grafana of the cluster file',
    example:
      'GrafanaDatasource tracing-tempo: selects Grafana by dashboards=grafan, but grafana.instanceLabels is dashboards=grafana; use dashboards=grafana',
    wayOut: 'Run `npm run synth`, or correct grafana.instanceLabels',
  },
} as const satisfies Record<string, Rule>;
