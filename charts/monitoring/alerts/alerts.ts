/** All alerts for what is really on, as groups of Prometheus rules. */
import type { PrometheusRuleSpecGroups } from '../../../imports/prometheusrule-monitoring.coreos.com';
import { PrometheusRuleSpecGroupsRulesExpr } from '../../../imports/prometheusrule-monitoring.coreos.com';
import type { Watched } from '../watched';
import type { Alert } from './alert';
import { collectorAlerts } from './collector';
import { microserviceAlerts } from './microservices';
import { podAlerts } from './pods';
import { spanAlerts } from './spans';
import { storageAlerts } from './storage';
import { vultureAlerts } from './vulture';

const GROUPS: Readonly<Record<string, (watched: Watched) => Alert[]>> = {
  'tempo-spans': spanAlerts,
  'tempo-microservices': microserviceAlerts,
  'tempo-storage': storageAlerts,
  'tempo-pods': podAlerts,
  'tempo-vulture': vultureAlerts,
  'tempo-collector': collectorAlerts,
};

/** The groups of the PrometheusRule; each with at least one alert. */
export const alertGroups = (watched: Watched): PrometheusRuleSpecGroups[] =>
  Object.entries(GROUPS)
    .map(([name, alerts]) => ({ name, rules: alerts(watched).map(ruleOf) }))
    .filter(({ rules }) => rules.length > 0);

const ruleOf = ({ name, expr, for: duration, severity, summary, todo }: Alert) => ({
  alert: name,
  expr: PrometheusRuleSpecGroupsRulesExpr.fromString(expr),
  for: duration,
  labels: { severity },
  annotations: { summary, description: todo },
});
