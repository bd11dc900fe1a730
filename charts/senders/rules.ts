/** Mistakes in the list of applications that send traces. */
import { RuleSet } from '../../lib/findings/rules';

export const SENDERS_RULES = new RuleSet('senders', 'every application sends traces by a receiver of Tempo or of the collector', {
  'without-policies': {
    proves: 'a complete list of senders has an effect',
    example: 'senders.complete: has no effect without networkPolicies; set networkPolicies: true, or remove it',
    wayOut: 'Set `networkPolicies: true`, or remove `senders.complete`',
  },
  'stops-proxies': {
    proves: 'all proxies of Linkerd that send spans are in a complete list of senders',
    example:
      'senders.complete: stops the spans of proxies of Linkerd in pods that senders.workloads does not list; list every namespace of the mesh, or accept that they are missing',
    wayOut: 'List every namespace whose pods are in the mesh, or accept it',
  },
});
