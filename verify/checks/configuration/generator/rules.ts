/** Differences between the metrics-generator of the cluster file and the configuration of Tempo. */
import type { Rule } from '../../../../lib/findings/rules';

/** Part of the topic `configuration`. */
export const GENERATOR_RULES = {
  'no-generator': {
    proves: 'a process of Tempo runs the metrics-generator of the cluster file',
    example:
      'ConfigMap tempo-config (tempo.yaml): no process runs the metrics-generator of tempo.metricsGenerator, so there are no metrics; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or remove `tempo.metricsGenerator`',
  },
  'processors-without-generator': {
    proves: 'the processors of your own values have a metrics-generator',
    example:
      'ConfigMap tempo-config (tempo.yaml): overrides list service-graphs and span-metrics, but there is no metrics-generator, so there are no metrics; set tempo.metricsGenerator',
    wayOut: 'Set `tempo.metricsGenerator`, or remove the processors',
  },
  'processor-off': {
    proves: 'the metrics-generator has the processors of the cluster file',
    example:
      'ConfigMap tempo-config (tempo.yaml): overrides.defaults.metrics_generator.processors has no span-metrics, which tempo.metricsGenerator.processors lists; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or correct the cluster file',
  },
  'remote-write-differs': {
    proves: 'the metrics-generator writes to the URL of the cluster file, with its headers and its login',
    example:
      'ConfigMap tempo-config (tempo.yaml): metrics_generator.storage.remote_write has no header X-Scope-OrgID as in tempo.metricsGenerator.headers; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or correct the cluster file',
  },
  'dimensions-differ': {
    proves: 'the metrics have the labels of the cluster file',
    example:
      'ConfigMap tempo-config (tempo.yaml): metrics_generator.processor.span_metrics.dimensions has no http.method, which tempo.metricsGenerator.dimensions lists; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or correct the cluster file',
  },
} as const satisfies Record<string, Rule>;
