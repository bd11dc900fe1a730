/** Conflicts between the components of a cluster file, and mistakes in your own Helm values. */
import { RuleSet } from '../lib/findings/rules';

export const CLUSTER_RULES = new RuleSet('cluster', 'the components of the cluster file fit together', {
  'shared-namespace': {
    proves: 'no component is in the namespace of Argo CD, of the demo or of an extension of Linkerd',
    example: 'tempo.namespace: argocd is also gitops.namespace (line 8); use a different namespace for each',
    wayOut: 'Use a different namespace for each of the two',
  },
  'unknown-namespace': {
    proves: 'each namespace in `namespaces` is one of this stack',
    example: 'namespaces.existing: traces is not a namespace that this stack installs into; use one of tracing, emojivoto, or remove it',
    wayOut: 'Correct the name, or remove it',
  },
  'pod-security': {
    proves:
      'no pod is in a namespace whose Pod Security Standard refuses it, whatever its Helm values are, or because of a value of your own: access to its node, or a field of a securityContext, a volume or a further container',
    example:
      'minio.bundled: its pods do not comply with the Pod Security Standard restricted, which namespaces.podSecurity (line 9) sets for namespace tracing; set namespaces.podSecurityOf.tracing: baseline',
    wayOut: 'Set another level for that namespace in `namespaces.podSecurityOf`, pin the release that is named, or remove the value',
  },
  'shared-name': {
    proves: 'no two Helm releases in one namespace have the same name',
    example:
      'tempo.releaseName: traefik is also the name of Traefik, in the same namespace: tempo.namespace (line 7) is edge; use another name, or another namespace',
    wayOut: 'Use another name, or another namespace',
  },
  'shared-secret': {
    proves: 'no two components have a Secret of the same name in one namespace',
    example:
      'minio.adminSecret: tempo-minio-secret is also the Secret with the credentials of Tempo, in the same namespace: tempo.namespace (line 7) is tracing; use another name, or another minio.namespace',
    wayOut: 'Use another name for the Secret, or another namespace',
  },
  'exposed-secret': {
    proves: 'the root credentials of MinIO are in another namespace than Tempo',
    example:
      'minio.adminSecret: minio-admin has the root credentials of MinIO, and is in the namespace of Tempo, so whoever may read Secrets there can read it; use another minio.namespace',
    wayOut: 'Use another `minio.namespace`, or accept that they are there',
  },
  'short-host': {
    proves: 'an address that pods of several namespaces use leads to the same server from all of them',
    example:
      'tempo.storage.endpoint: minio is looked up in the namespace of each pod that uses it: tracing and tempo-bootstrap; write minio.tracing.svc if it is a Service there',
    wayOut: 'Write the name of the Service with its namespace; or do nothing, if it is the name of a host outside of the cluster',
  },
  'system-namespace': {
    proves: 'no component owns a namespace of Kubernetes or of the mesh',
    example: 'tempo.namespace: kube-system belongs to the cluster; use another namespace',
    wayOut: 'Use another namespace',
  },
  'reserved-value': {
    proves: 'your own Helm values contain no value that the cluster file manages',
    example: 'tempo.values.traces.zipkin.enabled: is managed by this stack; list the protocols in tempo.receivers',
    wayOut: 'Remove the value, and use the key that the message names',
  },
  'same-value': {
    proves: 'your own Helm values do not repeat what this stack sets',
    example: 'tempo.values.fullnameOverride: is what this stack has anyway; remove it',
    wayOut: 'Remove the value',
  },
  'overridden-value': {
    proves: 'your own Helm values replace no value that this stack sets',
    example: 'tempo.values.storage: would replace storage.trace.s3.bucket, which this stack sets; remove it',
    wayOut: 'Remove the value, or set only keys that this stack does not set',
  },
  'selecting-label': {
    proves: 'your own Helm values replace no label by which something selects pods, and leave Services to each ServiceMonitor',
    example:
      'tempo.values.tempo.podLabels.app.kubernetes.io/name: would replace app.kubernetes.io/name: tempo, by which Services, workloads and network policies select these pods; remove it, or use another label',
    wayOut: 'Remove the label, or use another one',
  },
  'mistyped-value': {
    proves: 'replicas, arguments, labels and annotations in your own Helm values have a type that the API server takes',
    example: 'tempo.values.distributor.podAnnotations.prometheus.io/scrape: must be text, not true; write "true" in quotes',
    wayOut: 'Write the value as the message describes it',
  },
  'text-switch': {
    proves: 'switches in your own Helm values are true or false, and not a text',
    example: 'tempo.values.gateway.enabled: is the text "false", which templates of Helm take for true; write false without quotes',
    wayOut: 'Write `false` without quotes, or `true` if that is meant',
  },
  'variable-source': {
    proves: 'no environment variable in your own Helm values has both a value and a source',
    example:
      'tempo.values.ingester.extraEnv.valueFrom: the API server refuses it beside tempo.values.ingester.extraEnv.value (line 8 of base/prod.yaml) of the same variable LOG_LEVEL; remove it, or move that one from base/prod.yaml to the clusters that use it',
    wayOut:
      'Remove the value or the source. A base and a cluster file may each have one of them, because their items are merged by name: then move that of the base to the clusters that use it',
  },
  'incomplete-value': {
    proves: 'what your own Helm values turn on has the values that it needs',
    example:
      'traefik.values.autoscaling.enabled: without autoscaling.maxReplicas, traefik 41.3.0 does not render; set autoscaling.maxReplicas too, or remove this',
    wayOut: 'Set the value that the message names too, or remove the one that needs it',
  },
  'broken-value': {
    proves: 'the chart works with what your own Helm values turn on',
    example: 'tempo.values.rbac.create: tempo-distributed 0.27.4 does not render; pin tempo.chart 0.27.5 or newer, or remove it',
    wayOut: 'Remove the value, or pin the release that the message names',
  },
  'removed-api': {
    proves: 'what your own Helm values turn on has an API that the Kubernetes of the cluster serves',
    example:
      'traefik.values.podSecurityPolicy.enabled: traefik 27.0.2 renders a PodSecurityPolicy, which Kubernetes 1.25 removed, and kubernetes.version (line 4) is 1.34; remove it',
    wayOut: 'Remove the value, or pin the release that the message names. If the cluster is older, set `kubernetes.version`',
  },
  'does-not-render': {
    proves: 'every chart that synth renders exists and renders',
    example: 'tempo-distributed 2.23.4 does not render: parse error; correct tempo.values',
    wayOut: 'Correct the values that Helm names, or make the chart available',
    isFinal: true,
  },
  'random-output': {
    proves: 'every chart that synth renders has the same output each time',
    example:
      'grafana 9.0.0 has random output, which cannot be committed; set the values that it generates, such as an existing Secret, or use gitops.helm: application',
    wayOut: 'Set the values that the chart generates at random, or let Argo CD render it with gitops.helm: application',
    isFinal: true,
  },
});
