/** Mistakes in the collector's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';
import { withPath } from '../tempo/metrics-generator/remote-write';
import { mistakeRules } from './configuration/mistakes/rules';

export const COLLECTOR_RULES = new RuleSet('collector', 'the collector between senders and Tempo has what the cluster file describes', {
  'removed-receiver': {
    proves: 'the collector has every receiver that it is to have',
    example:
      'collector.receivers: collector.chart (line 9) 0.170.0 has collector 0.158.0, which no longer has the receiver opencensus; remove it, or pin collector.chart 0.130.2 or older',
    wayOut: 'Remove the receiver, or pin an older release',
  },
  'no-exporter': {
    proves: 'what presets of your own values collect goes somewhere',
    example:
      'collector.values.presets.logsCollection.enabled: adds to the pipeline logs, which has no exporters, so the collector does not start; set alternateConfig.service.pipelines.logs.exporters in collector.values, or remove this preset',
    wayOut: 'Set the exporters of the pipeline, or remove the preset',
  },
  'not-ours': {
    proves: 'only a collector that this stack installs has settings',
    example: 'collector.tailSampling: does not apply to collector.external (line 9); remove it',
    wayOut: 'Remove the key, or let this stack install the collector',
  },
  'local-collector': {
    proves: 'senders reach the collector of somebody else from their own pods',
    example:
      'collector.external.endpoint: localhost:4318 is in the pod of each sender itself, where nothing receives its spans unless each pod has a collector as a sidecar; use the name of its Service, e.g. otel-collector.observability:4318, or accept that',
    wayOut: 'Use the name of the Service of the collector, or accept that each pod of a sender needs a sidecar',
  },
  'no-identity': {
    proves: 'the proxies of Linkerd know the identity of the collector to which they send their spans',
    example:
      'collector.external.serviceAccount: 10.0.0.1:4317 does not tell the namespace of this ServiceAccount, which is part of its identity in the mesh; use the name of the Service with its namespace, e.g. otel-collector.observability:4317, or remove serviceAccount',
    wayOut: 'Use the name of the Service with its namespace, or remove the ServiceAccount: then the proxies send to Tempo',
  },
  'unused-account': {
    proves: 'the proxies of Linkerd send their spans to the collector whose ServiceAccount the cluster file has',
    example:
      'collector.external.serviceAccount: has no effect, because the proxies of linkerd (line 20) send by otlp-grpc, and this collector receives otlp-http; set protocol: otlp-grpc with the port for it, or remove serviceAccount',
    wayOut: 'Name the protocol of the proxies and its port. Without the ServiceAccount, they send to Tempo',
  },
  'unknown-policy': {
    proves: 'each policy of tail sampling has a type that the collector knows',
    example:
      'collector.tailSampling.policies.type: "status-code" is not a type of policy, and the collector does not start with it; did you mean status_code?',
    wayOut: 'Correct the type',
  },
  'policy-field': {
    proves: 'each policy of tail sampling has a name of its own, and fields that the collector can read',
    example:
      'collector.tailSampling.policies.probabilistic.sampling_percent: unknown key, and the collector does not start with it; did you mean sampling_percentage?',
    wayOut: 'Correct the field, or use another name',
  },
  'policy-value': {
    proves: 'the numbers of tail sampling are in their usual range',
    example: 'collector.tailSampling.decisionWait: keeps all spans of 30h in memory; use seconds or a few minutes, e.g. 30s',
    wayOut: 'Correct the number, or accept it',
  },
  'processor-order': {
    proves: 'the attributes of pods are those of the sender, whatever processors your own values list',
    example:
      'collector.values.alternateConfig.service.pipelines.traces.processors: k8sattributes is after batch, which forgets the address of the sender, by which it finds the pod; remove it, because the chart puts it first',
    wayOut: 'Remove it from the list, or put it first',
  },
  'early-sampling': {
    proves: 'span metrics count all spans, and sampling decides about whole traces, whatever processors your own values list',
    example:
      'collector.values.alternateConfig.service.pipelines.traces.processors: keeps a part of the traces before collector.spanMetrics counts their spans; use collector.tailSampling instead',
    wayOut: 'Remove it from the list, and use `collector.tailSampling`, which has a policy for a share of the traces too',
  },
  ...mistakeRules('of your own values', (place) => `collector.values.alternateConfig.${place}`),
  'missing-component': {
    proves: 'the collector, also in an image of your own values, has the components of the configuration',
    example:
      'collector.values.image.repository: otel/opentelemetry-collector-k8s has no exporter prometheusremotewrite, so the collector does not start; use opentelemetry-collector-contrib',
    wayOut: 'Use an image with all components, and what the message names in place of a component that newer collectors no longer have',
  },
  'missing-program': {
    proves: 'the image contains the program that your own values run',
    example:
      'collector.values.command.name: the only program of otel/opentelemetry-collector-k8s is otelcol-k8s, so the container does not start; remove it, or use the image of that program',
    wayOut: 'Remove it, because the image starts its program itself',
  },
  'failing-probe': {
    proves: 'the collector answers the probes of its pods, whatever extensions your own values list',
    example:
      'collector.values.alternateConfig.service.extensions: the livenessProbe asks port 13133 at /, but service.extensions does not list health_check; let the extension health_check answer there',
    wayOut: 'List `health_check` too, and leave its port and path as they are',
  },
  'split-traces': {
    proves: 'what pairs the spans of a trace is in the pod that receives all of them',
    example:
      'collector.values.alternateConfig.service.pipelines.traces.exporters: several pods pair the two spans of a request, and nothing sends all spans of a trace to the same one; use one pod, or do it in collector.tailSampling.values',
    wayOut: 'Use one pod, or do it in `collector.tailSampling.values`, where each trace is in one pod',
  },
  'no-limit': {
    proves: 'the collector starts with the memory limiters of your own values',
    example:
      'collector.values.alternateConfig.processors.memory_limiter/own: processor memory_limiter/own has no check_interval, so the collector does not start; set check_interval',
    wayOut: 'Set what is missing, or lower what is too high; `memory_limiter` itself has limits of this stack without your own',
  },
  'weak-limiter': {
    proves: 'the memory limiters of your own values refuse spans before the pod is killed',
    example:
      'collector.values.alternateConfig.processors.memory_limiter: processor memory_limiter has a limit_mib of 1000, and the container a memory limit of 512Mi, at which it is killed first; set a lower limit_mib, or limit_percentage instead',
    wayOut: 'Set a limit below that of the container',
  },
  'not-a-list': {
    proves: 'the chart renders with the processors of your own values',
    example:
      'collector.values.alternateConfig.service.pipelines.traces.processors: is not a list, so the chart does not render; list the processors, or remove it',
    wayOut: 'List the processors, or remove it',
  },
  'not-sampled': {
    proves: 'the tier of `collector.tailSampling` samples, whatever processors your own values list',
    example:
      'collector.tailSampling.values.alternateConfig.service.pipelines.traces.processors: lacks tail_sampling, so the policies of collector.tailSampling have no effect; add it, before batch',
    wayOut: 'Add `tail_sampling` to the list',
  },
  'no-proxy': {
    proves: 'the collector has the proxy of Linkerd that the proxies of other pods send their spans to',
    example:
      'collector.values.hostNetwork: linkerd (line 20) injects no proxy into pods with hostNetwork, and the proxies of other pods send their spans (otlp-grpc) only to a proxy; remove it, or remove otlp-grpc from collector.receivers, so that they send to Tempo',
    wayOut: 'Remove `hostNetwork`, or let the proxies send to Tempo',
  },
  'own-port': {
    proves: 'the API server takes the ports of your own values',
    example:
      'collector.values.ports.own.servicePort: 4317 is the port of otlp too, and the API server refuses the Service; use another port',
    wayOut: 'Use another port or a shorter name, or set the missing number',
  },
  'refused-values': {
    proves: 'the chart renders with your own values together, and pods run with what it makes of them',
    example:
      'collector.values.presets.annotationDiscovery.logs.enabled: opentelemetry-collector 0.170.0 does not render with it and presets.logsCollection; remove one of them',
    wayOut: 'Correct the value that the message shows, or remove it',
  },
  'unknown-value': {
    proves: 'the chart knows each of your own values, because its schema refuses others',
    example:
      'collector.values.replicas: is not a value of opentelemetry-collector 0.170.0, which does not render with it; did you mean replicaCount?',
    wayOut: 'Correct the name, remove the value, or pin a release that has it',
  },
  'value-type': {
    proves: 'each of your own values has the type and the keys that the schema of the chart asks for',
    example:
      'collector.values.replicaCount: must be a whole number, not "2", because opentelemetry-collector 0.170.0 does not render with it; write a whole number',
    wayOut: 'Write the value as the message describes it',
  },
  'request-over-limit': {
    proves: 'the API server takes the resources of your own values beside the defaults of this stack',
    example:
      'collector.values.resources.requests.memory: the request of memory is 2Gi, and its limit 512Mi, so the API server refuses the pod; set the limit too',
    wayOut: 'Set both the request and the limit',
  },
  'no-role': {
    proves: 'the collector may read the pods whose attributes it adds',
    example:
      'collector.values.presets.kubernetesAttributes.enabled: pipeline traces uses k8sattributes, and no role of the chart lets it read pods; remove this key, so that the preset is on, or set clusterRole.create and clusterRole.rules there',
    wayOut: 'Leave the preset on, set the role, or accept the warning if another role is bound to the ServiceAccount of the collector',
  },
  'plain-sender': {
    proves: 'senders of this stack reach the collector without TLS and credentials',
    example:
      'collector.values.alternateConfig.receivers.otlp.protocols.http.tls: traefik (line 20) sends to this receiver in plain text; remove it',
    wayOut: 'Remove it, and use a receiver of your own at another port for senders with TLS or credentials',
  },
  'no-metrics-port': {
    proves: 'the collector serves its own metrics where Prometheus reads them, with `monitoring`',
    example:
      'collector.values.alternateConfig.service.telemetry.metrics.readers: none of them serves Prometheus at port 8888 of the pod, which monitoring (line 30) reads; remove it, or add one',
    wayOut: 'Remove it, or add the reader',
  },
  'no-write-path': withPath('collector.spanMetrics.remoteWrite', 'the metrics of spans'),
  'sampled-links': {
    proves: 'log lines do not link to traces that the collector drops',
    example:
      'collector.tailSampling: keeps a part of the traces, and grafana.loki (line 20) links every log line of Traefik to its trace; expect links that lead to none',
    wayOut: 'Keep what the links are for by a policy, or accept that some lead to no trace',
  },
});
