/** Mistakes in the monitoring of the stack. */
import { RuleSet } from '../../lib/findings/rules';

export const MONITORING_RULES = new RuleSet('monitoring', 'Prometheus scrapes what the alerts and the dashboard read', {
  'no-operator': {
    proves: 'the cluster serves the kinds that monitoring needs',
    example:
      'monitoring: needs monitoring.coreos.com/v1 of the Prometheus operator, which kubernetes.apis does not list; add it there if the cluster has it, or remove monitoring',
    wayOut: 'Install the Prometheus operator and add its API to `kubernetes.apis`, or remove `monitoring`',
  },
});
