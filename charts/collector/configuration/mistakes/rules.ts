/** The rules for the mistakes of mistakes.ts: synth and verify each have them, in a topic of their own. */
import type { Rule } from '../../../../lib/findings/rules';
import type { MistakeRule } from './mistake';

type Name = Exclude<MistakeRule, 'limiter-without-limit'>;

interface Text {
  /** @param of whose configuration it is: `of the collector` */
  readonly proves: (of: string) => string;
  /** The place of the example in the configuration, and what is said of it. */
  readonly example: readonly [place: string, said: string];
  readonly wayOut: string;
}

const TEXTS: Readonly<Record<Name, Text>> = {
  'unknown-key': {
    proves: (of) => `the configuration ${of}, its service, its telemetry and its pipelines have keys that the collector knows`,
    example: ['exporter', 'the configuration has no key exporter, so the collector does not start; did you mean exporters?'],
    wayOut: 'Correct the key, or remove it',
  },
  'wrong-id': {
    proves: (of) => `every component and every pipeline ${of} has an id that the collector can read`,
    example: ['exporters.debug/', 'exporter debug/ has no name after the /, so the collector does not start; remove the /, or add a name'],
    wayOut: 'Write a type of letters, digits and underscores, with an optional name after `/`, such as `otlp/own`',
  },
  'undefined-component': {
    proves: (of) => `the configuration ${of} defines everything that its pipelines use`,
    example: [
      'service.pipelines.traces.exporters',
      'pipeline traces uses exporter otlp/tmpo, which is not defined, so the collector does not start; use otlp/tempo',
    ],
    wayOut: 'Correct the name, or define the component',
  },
  'empty-pipeline': {
    proves: (of) => `every pipeline ${of} receives and exports`,
    example: [
      'service.pipelines.logs.exporters',
      'pipeline logs has no exporters, so the collector does not start; add one, or remove the pipeline',
    ],
    wayOut: 'Add a receiver or an exporter, or remove the pipeline',
  },
  'unknown-signal': {
    proves: (of) => `the pipelines ${of} are named after signals`,
    example: [
      'service.pipelines.sampled',
      'pipeline sampled is not named after a signal, so the collector does not start; use traces/sampled, metrics/sampled or logs/sampled',
    ],
    wayOut: 'Name the pipeline after its signal, such as `traces/sampled`',
  },
  'loose-connector': {
    proves: (of) => `a connector ${of} exports from one pipeline and receives in another`,
    example: [
      'connectors.servicegraph',
      'connector servicegraph is the exporter of a pipeline and the receiver of none, so the collector does not start; add it to the receivers of a pipeline',
    ],
    wayOut: 'Use the connector on both sides, or on none',
  },
  'unsupported-signal': {
    proves: (of) => `the pipelines ${of} have components and connectors of their signal`,
    example: [
      'service.pipelines.traces.exporters',
      'pipeline traces has exporter prometheusremotewrite, which is only for metrics, so the collector does not start; use it in a pipeline of metrics',
    ],
    wayOut: 'Use the component in a pipeline of its own signal, and a connector between the signals that it connects',
  },
  circle: {
    proves: (of) => `no pipeline ${of} sends to itself through connectors`,
    example: [
      'service.pipelines.traces/own.exporters',
      'pipeline traces/own sends to itself by connector forward, so the collector does not start; remove a connector from one of its pipelines',
    ],
    wayOut: 'Remove the connector from the receivers or from the exporters',
  },
  'taken-port': {
    proves: (of) => `no two receivers, extensions or exporters ${of} listen at the same port, nor at that of its own metrics`,
    example: [
      'receivers.otlp/own.protocols.grpc.endpoint',
      'receiver otlp/own (grpc) listens at 0.0.0.0:4317, and receiver otlp (grpc) at ${env:MY_POD_IP}:4317, so the collector does not start; use another port',
    ],
    wayOut: 'Use another port for one of them',
  },
  'extension-not-started': {
    proves: (of) => `every extension that receivers and exporters ${of} use is started`,
    example: [
      'exporters.otlphttp/tempo.auth.authenticator',
      'exporter otlphttp/tempo uses extension basicauth, which service.extensions does not list, so the collector does not start; add it there, and define it',
    ],
    wayOut: 'Add the extension to `service.extensions`',
  },
  'no-endpoint': {
    proves: (of) => `every exporter of OTLP ${of} has an address`,
    example: ['exporters.otlp/tempo', 'exporter otlp/tempo has no endpoint, so the collector does not start; did you mean otlphttp/tempo?'],
    wayOut: 'Set the endpoint, correct the name, or remove the exporter',
  },
  'removed-setting': {
    proves: (of) => `each setting ${of} is one that its release knows`,
    example: [
      'service.telemetry.metrics.address',
      'collector 0.158.0 no longer knows service.telemetry.metrics.address, so the collector does not start; remove it, because readers is set already',
    ],
    wayOut: 'Use `readers`, or an older chart',
  },
  'unknown-setting': {
    proves: (of) => `the processors ${of} that this stack configures have fields that the collector knows`,
    example: [
      'processors.batch.send_batch_sise',
      'processor batch has no field send_batch_sise, so the collector does not start; did you mean send_batch_size?',
    ],
    wayOut: 'Correct the name of the field',
  },
  'unknown-choice': {
    proves: (of) => `what the configuration ${of} sets for its own logs, metrics and traces is something that the collector knows`,
    example: [
      'service.telemetry.logs.level',
      '"trace" is not a value of service.telemetry.logs.level, so the collector does not start; use debug, info, warn, error, dpanic, panic or fatal',
    ],
    wayOut: 'Use one of the values that the message lists',
  },
  'repeated-processor': {
    proves: (of) => `no pipeline ${of} has a processor twice`,
    example: [
      'service.pipelines.traces/own.processors',
      'pipeline traces/own has processor batch more than once, so the collector does not start; remove it here, or use one of another name',
    ],
    wayOut: 'Remove it, or define another one, such as `batch/second`',
  },
  'batch-size': {
    proves: (of) => `the sizes of batches ${of} fit each other`,
    example: [
      'processors.batch.send_batch_max_size',
      'processor batch has send_batch_max_size 1000 and send_batch_size 8192, so the collector does not start; set a send_batch_size of up to 1000',
    ],
    wayOut: 'Set `send_batch_size`, whose default is 8192, to at most `send_batch_max_size`',
  },
};

/** @param of whose configuration it is: `of the collector` @param placeOf where a message shows a place in it */
export function mistakeRules(of: string, placeOf: (place: string) => string): Readonly<Record<Name, Rule>> {
  const rules = Object.entries(TEXTS).map(([name, { proves, example, wayOut }]) => {
    const [place, said] = example;
    return [name, { proves: proves(of), example: `${placeOf(place)}: ${said}`, wayOut }];
  });
  return Object.fromEntries(rules) as Record<Name, Rule>;
}
