/** Mistakes in the configuration of an OpenTelemetry Collector. */
import { mistakeRules } from '../../../../charts/collector/configuration/mistakes/rules';
import type { Rule } from '../../../../lib/findings/rules';

/** Part of the topic `configuration`. */
export const COLLECTOR_CONFIGURATION_RULES = {
  ...mistakeRules('of the collector', () => 'ConfigMap tempo-collector (relay)'),
  'failing-probe': {
    proves: 'the collector answers the probes of its pods',
    example:
      'Deployment tempo-collector: its livenessProbe asks port 13133 at /, but service.extensions does not list health_check; correct the extension or the probe',
    wayOut: 'List the extension `health_check`, and let it listen where the probes ask',
  },
  'missing-component': {
    proves: 'the image of the collector contains the components of its configuration',
    example:
      'ConfigMap tempo-collector (relay): opentelemetry-collector-k8s has no exporter prometheusremotewrite, so the collector does not start; use opentelemetry-collector-contrib',
    wayOut: 'Use an image that has the component, or remove it',
  },
  'limiter-without-limit': {
    proves: 'the memory limiters of the collector have what it needs to start',
    example:
      'ConfigMap tempo-collector (relay): processor memory_limiter has no check_interval, so the collector does not start; set check_interval',
    wayOut: 'Set `check_interval`, and `limit_percentage` of up to 100 or `limit_mib`, with a lower spike',
  },
  'weak-limiter': {
    proves: 'the memory limiters of the collector refuse spans before its pod is killed',
    example:
      'ConfigMap tempo-collector (relay): processor memory_limiter has a limit_mib of 1000, and the container a memory limit of 512Mi, at which it is killed first; set a lower limit_mib, or limit_percentage instead',
    wayOut: 'Set a limit below that of the container',
  },
  'late-attributes': {
    proves: 'the collector reads the attributes of a pod while it knows the address of the sender',
    example:
      'ConfigMap tempo-collector (relay): pipeline traces has k8sattributes after batch, which forgets the address of the sender; move it to the front',
    wayOut: 'Move the processor to the front of the pipeline',
  },
  'split-traces': {
    proves: 'all spans of a trace reach the same pod of a collector that samples, or that pairs spans',
    example:
      'ConfigMap otel (relay): 3 pods sample, and nothing sends all spans of a trace to the same one; use one, or the exporter loadbalancing before it',
    wayOut: 'Use one replica, or a tier with the exporter loadbalancing in front',
  },
} as const satisfies Record<string, Rule>;
