/** What a reader of the policies must know. */
import { RuleSet } from '../../lib/findings/rules';

export const NETWORK_POLICY_RULES = new RuleSet('network-policies', 'the network policies permit what the stack needs, and nothing else', {
  'outside-host': {
    proves: 'every host outside of the cluster is permitted as a port',
    example:
      'networkPolicies: s3.example.org is outside of the cluster, and a NetworkPolicy takes no host names; TCP port 443 is permitted to all addresses',
    wayOut: 'Do nothing; if the name leads back into the cluster, add a NetworkPolicy with the port of the pods there',
  },
  'unknown-address': {
    proves: 'the addresses in your own values are ones that a NetworkPolicy can have',
    example:
      'collector.values.alternateConfig.exporters.otlp/other: has no address that a NetworkPolicy can have, so what it sends may be stopped; write its address there, or add a NetworkPolicy that permits it',
    wayOut: 'Write the address with its port and without a variable, or add a NetworkPolicy that permits it; do nothing if there is one',
  },
  'same-name': {
    proves: 'no NetworkPolicy of your own values has the name of one of this stack',
    example:
      'tempo.values.networkPolicy.enabled: makes a NetworkPolicy with the same name as that of networkPolicies (line 30), so each would overwrite the other; remove one of the two',
    wayOut: 'Remove one of the two',
  },
  'host-network': {
    proves: 'pods that the policies name have addresses of their own',
    example:
      'traefik.values.hostNetwork: gives Traefik the addresses of nodes, which no NetworkPolicy knows, so everything may use the ports that it connects to; remove it, or accept that they are open',
    wayOut: 'Remove `hostNetwork`, or do nothing',
  },
  'own-port': {
    proves: 'who connects to the ports of a collector is declared',
    example:
      'collector.values.ports.statsd: everything may connect to port 8125, because the cluster file does not say who does; turn it off, or accept that it is open',
    wayOut: 'Turn it off, or do nothing',
  },
  'outside-service': {
    proves: 'the policies and the Services for addresses outside of the cluster agree',
    example:
      'tempo.values.queryFrontend.service.type: lets in addresses that no NetworkPolicy knows, so everything may connect to port 3200; remove it, or accept that it is open',
    wayOut: 'Remove it, or do nothing; for senders outside, remove `senders.complete` or the type',
  },
  'outside-collector': {
    proves: 'the collector of somebody else can reach Tempo',
    example:
      'collector.external.endpoint: is outside of the cluster, so no policy lets its spans in, and senders.complete (line 30) permits nobody else; move it into the cluster, or remove senders.complete',
    wayOut: 'Move the collector into the cluster, or remove `senders.complete`',
  },
  'meshed-prometheus': {
    proves: 'Prometheus reads metrics from outside of the mesh',
    example:
      'grafana.namespace: is also that of Tempo, which is in the mesh, so the Prometheus there gets a proxy, whose connections to port 4143 the policies stop; set prometheus.prometheusSpec.podMetadata.annotations of kube-prometheus-stack to linkerd.io/inject: disabled, or use another namespace; accept it if that is done',
    wayOut:
      'Set `linkerd.io/inject: disabled` in `prometheus.prometheusSpec.podMetadata.annotations` of kube-prometheus-stack, use another `grafana.namespace`, or add a NetworkPolicy that permits Prometheus port 4143',
  },
  'open-receivers': {
    proves: 'who may send traces is declared',
    example:
      'networkPolicies: everything may send traces, because senders is not complete; list all applications, and set senders.complete',
    wayOut: 'List all applications in `senders.workloads` and set `senders.complete`, or do nothing',
  },
  'open-queries': {
    proves: 'who may query traces is declared',
    example: 'networkPolicies: every pod of the cluster may query traces, because grafana is not in the file; add grafana',
    wayOut: 'Add `grafana`; turn off what the message names, or give it a login; or do nothing',
  },
});
