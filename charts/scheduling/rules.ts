/** What does not follow `scheduling` of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const SCHEDULING_RULES = new RuleSet('scheduling', 'every pod runs where the cluster file says', {
  'no-value': {
    proves: 'the chart has values for nodes, tolerations and priority of each of its pods',
    example:
      'scheduling.priorityClassName: does not reach Deployment tempo-metrics-generator of tempo-distributed 1.2.8, which has no value for it; pin 1.2.9 or newer',
    wayOut: 'Pin the release that the message names, or accept that these pods do not have it',
  },
  'by-zone': {
    proves: 'ingesters in zones have nodes too, which the chart takes from each zone alone',
    example:
      'tempo.values.ingester.zoneAwareReplication: does not get the nodeSelector of scheduling (line 5), because the chart takes that of each zone; set nodeSelector in each item of zones',
    wayOut: 'List the zones, each with its `nodeSelector`',
  },
  'own-value': {
    proves: 'your own Helm values replace no nodes, tolerations or priority of `scheduling`',
    example: 'tempo.values.querier.nodeSelector: replaces that of scheduling (line 5) for these pods; remove it, unless that is meant',
    wayOut: 'Remove the value, or accept that these pods run elsewhere',
  },
});
