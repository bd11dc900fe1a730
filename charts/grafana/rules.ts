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
  'unused-labels': {
    proves: 'labels of the Grafana object are set only for the operator',
    example: 'grafana.instanceLabels: not used with grafana.via (line 14): values; remove it, or use via: operator',
    wayOut: 'Remove `instanceLabels`, or use `via: operator`',
  },
});
