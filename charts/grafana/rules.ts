/** Mistakes in Grafana's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const GRAFANA_RULES = new RuleSet('grafana', 'the data sources link to each other and to something that exists', {
  'no-log-links': {
    proves: 'log lines of Traefik link to their traces',
    example: 'grafana.loki: no link to traces, because the cluster file has no traefik that logs trace ids; add traefik',
    wayOut: 'Add `traefik`, or accept that there is no link',
  },
  'no-service-map': {
    proves: 'a data source for the service map has metrics to show',
    example:
      'grafana.prometheus: the service map needs the metrics of tempo.metricsGenerator, which is off; add tempo.metricsGenerator, or remove grafana.prometheus',
    wayOut: 'Add `tempo.metricsGenerator`, or remove `grafana.prometheus`',
  },
  'duplicate-uid': {
    proves: 'each data source has a different uid',
    example: 'grafana.loki.uid: tempo is also the uid of another data source; use a different one',
    wayOut: 'Use a different uid',
  },
  'unusable-expression': {
    proves: 'each expression of grafana.loki.derivedFields is valid in a browser, and one group of it captures the trace id',
    example:
      'grafana.loki.derivedFields.matcherRegex: traceID=\\w+ has no group that captures the trace id; put parentheses around it, e.g. traceID=(\\w+)',
    wayOut: 'Write an expression of JavaScript with one group, or the name of a label with `matcherType: label`',
  },
  'duplicate-derived-field': {
    proves: 'each derived field has a different name',
    example:
      'grafana.loki.derivedFields.name: TraceID is also the name of the derived field for the log lines of Traefik; use a different one',
    wayOut: 'Use a different name',
  },
  'unused-labels': {
    proves: 'labels of the Grafana object are set only for the operator',
    example: 'grafana.instanceLabels: not used with grafana.via (line 14): values; remove it, or use via: operator',
    wayOut: 'Remove `instanceLabels`, or use `via: operator`',
  },
});
