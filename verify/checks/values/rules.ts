/** Mistakes in the values of a chart. */
import { RuleSet } from '../../../lib/findings/rules';

export const VALUES_RULES = new RuleSet('values', 'every value has an effect at this version of its chart', {
  'dead-value': {
    proves: 'without any one value, the output of the chart changes or the chart does not render',
    example: 'tracing.zipkin: has no effect in traefik 30.0.0; Traefik 3 has no Zipkin, use tracing.otlp.http',
    wayOut: 'Use the value that the message suggests, or remove it',
  },
  'replaced-value': {
    proves: 'no value of this stack loses its effect by your own values',
    example:
      'serviceAccount.imagePullSecrets: has no effect together with tempo.values; if you need it, set in your own values what it is for; else accept that it is missing',
    wayOut:
      'Set in your own values what the value is for, such as the pull Secret of a ServiceAccount of your own; or accept that it is missing',
  },
  'conditional-value': {
    proves: 'every value has an effect on the cluster that the cluster file describes',
    example:
      'metricsGenerator.serviceMonitor: has an effect only if the cluster serves monitoring.coreos.com/v1; if it does, add that to kubernetes.apis of the cluster file',
    wayOut: 'Add the API versions that the cluster serves to kubernetes.apis of the cluster file',
  },
  'same-as-default': {
    proves: "every value differs from the chart's default",
    example: 'tempo.port: same as the default of tempo 2.2.4; can be removed',
    wayOut: 'Remove the value, or keep it in case the default changes',
  },
  'random-output': {
    proves: 'the chart renders the same output each time',
    example:
      'Secret/generated: random 1.0.0 renders it differently each time, so Argo CD always shows it as OutOfSync; set its values yourself, such as an existing Secret',
    wayOut: 'Set the random values yourself, such as an existing Secret',
  },
  'unknown-value': {
    proves: 'a values file for any version of a chart contains only values that every version reads',
    example: 'proxy.tracing.colector: unknown value for linkerd-control-plane of any version; did you mean proxy.tracing.collector?',
    wayOut: 'Correct the name of the value, or run `npm run synth`',
  },
  'missing-value': {
    proves: 'a values file for any version of a chart contains every value that tracing needs',
    example: 'proxy.tracing.enabled: missing, so linkerd-control-plane does not send spans; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'switched-off': {
    proves: 'a values file for any version of a chart does not turn tracing off',
    example: 'proxy.tracing.enabled: false, so linkerd-control-plane does not send spans; set it to true',
    wayOut: 'Set the value to true',
  },
});
