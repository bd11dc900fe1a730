/** Mistakes in the configuration of an OpenTelemetry Collector. */
import type { Rule } from '../../../../lib/findings/rules';

/** Part of the topic `configuration`. */
export const COLLECTOR_CONFIGURATION_RULES = {
  'undefined-component': {
    proves: 'the configuration of the collector defines everything that its pipelines use',
    example:
      'ConfigMap tempo-collector (relay): pipeline traces uses exporter otlp/tmpo, which is not defined, so the collector does not start; use otlp/tempo',
    wayOut: 'Correct the name, or define the component',
  },
  'empty-pipeline': {
    proves: 'every pipeline of the collector receives and exports',
    example:
      'ConfigMap tempo-collector (relay): pipeline traces has no exporters, so the collector does not start; add one, or remove the pipeline',
    wayOut: 'Add a receiver or an exporter, or remove the pipeline',
  },
  'unknown-signal': {
    proves: 'the pipelines of the collector are named after signals',
    example:
      'ConfigMap tempo-collector (relay): pipeline sampled is not named after a signal, so the collector does not start; use traces/sampled, metrics/sampled or logs/sampled',
    wayOut: 'Name the pipeline after its signal, such as `traces/sampled`',
  },
  'loose-connector': {
    proves: 'a connector of the collector exports from one pipeline and receives in another',
    example:
      'ConfigMap tempo-collector (relay): connector spanmetrics is the exporter of a pipeline and the receiver of none, so the collector does not start; add it to the receivers of a pipeline',
    wayOut: 'Use the connector on both sides, or on none',
  },
  'extension-not-started': {
    proves: 'the collector starts every extension that its receivers and exporters use',
    example:
      'ConfigMap tempo-collector (relay): exporter otlphttp/tempo uses extension basicauth, which service.extensions does not list, so the collector does not start; add it there, and define it',
    wayOut: 'Add the extension to `service.extensions`',
  },
  'no-endpoint': {
    proves: 'every exporter of OTLP in the collector has an address, as it needs to start',
    example:
      'ConfigMap tempo-collector (relay): exporter otlp/tempo has no endpoint, so the collector does not start; did you mean otlphttp/tempo?',
    wayOut: 'Set the endpoint, correct the name, or remove the exporter',
  },
  'removed-setting': {
    proves: 'each collector knows the settings of its own metrics',
    example:
      'ConfigMap tempo-collector (relay): collector 0.158.0 no longer knows service.telemetry.metrics.address, so the collector does not start; remove it, because readers is there',
    wayOut: 'Use `readers`, or an older chart',
  },
  'repeated-processor': {
    proves: 'no pipeline of the collector has a processor twice',
    example:
      'ConfigMap tempo-collector (relay): pipeline traces has processor batch more than once, so the collector does not start; remove it here, or use one of another name',
    wayOut: 'Remove it, or define another one, such as `batch/second`',
  },
  'batch-size': {
    proves: 'the sizes of batches of the collector fit each other',
    example:
      'ConfigMap tempo-collector (relay): processor batch has send_batch_max_size 1000 and send_batch_size 8192, so the collector does not start; set a send_batch_size of up to 1000',
    wayOut: 'Set `send_batch_size`, whose default is 8192, to at most `send_batch_max_size`',
  },
  'failing-probe': {
    proves: 'the collector answers the probes of its pods',
    example:
      'Deployment tempo-collector: its livenessProbe asks port 13133 at /, but service.extensions does not list health_check; correct the extension or the probe',
    wayOut: 'List the extension `health_check`, and let it listen where the probes ask',
  },
  'missing-component': {
    proves: 'the image of the collector contains the components of its configuration',
    example:
      'ConfigMap tempo-collector (relay): opentelemetry-collector-k8s has no exporters/prometheusremotewrite, so the collector does not start; use opentelemetry-collector-contrib',
    wayOut: 'Use an image that has the component, or remove it',
  },
  'limiter-without-limit': {
    proves: 'the memory limiters of the collector have what it needs to start',
    example:
      'ConfigMap tempo-collector (relay): processor memory_limiter has no check_interval, so the collector does not start; set check_interval',
    wayOut: 'Set `check_interval`, and `limit_percentage` of up to 100 or `limit_mib`, with a lower spike',
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
