/** What your own values turn on, and does not follow the cluster file. */
import { RuleSet } from '../../../lib/findings/rules';

export const SUBCHART_RULES = new RuleSet('subcharts', 'what your own values turn on follows the cluster file', {
  'agent-images': {
    proves: 'an operator makes no pods with images from outside of the mirrors',
    example:
      'tempo.values.metaMonitoring.grafanaAgent.enabled: its pods run docker.io/grafana/agent and quay.io/prometheus-operator/prometheus-config-reloader, for which registry (line 5) has mirrors and tempo-distributed 2.26.2 has no value; remove it, and write a GrafanaAgent of your own with image and configReloaderImage',
    wayOut: 'Remove the value, and write a GrafanaAgent of your own with `image` and `configReloaderImage`',
  },
  'agent-pods': {
    proves: 'the pods that an operator makes are as the cluster file says',
    example:
      'tempo.values.metaMonitoring.grafanaAgent.enabled: its pods do not follow metadata (line 3) and scheduling (line 6), for which tempo-distributed 2.26.2 has no value; remove it, and write a GrafanaAgent of your own, or accept that',
    wayOut: 'Remove the value, and write a GrafanaAgent of your own, or accept it',
  },
  'no-policy': {
    proves: 'the network policies are for the pods that an operator makes too',
    example:
      'tempo.values.metaMonitoring.grafanaAgent.enabled: networkPolicies (line 8) has no policy for its pods, whose labels and addresses the operator decides; add a NetworkPolicy of your own, or accept that everything may connect to them',
    wayOut: 'Add a NetworkPolicy of your own, or accept it',
  },
});
