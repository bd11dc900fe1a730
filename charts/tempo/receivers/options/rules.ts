/** Mistakes in the options of receivers. */
import type { Rule } from '../../../../lib/findings/rules';

/** Part of the topic `tempo`. */
export const RECEIVER_OPTION_RULES = {
  'options-of-no-receiver': {
    proves: 'options are set only for receivers that are on',
    example: 'tempo.receiverOptions.zipkin: tempo.receivers (line 7) does not list zipkin; add it there, or remove the options',
    wayOut: 'Add the receiver to `tempo.receivers`, or remove its options',
  },
  'unknown-receiver-option': {
    proves: 'each receiver has the options of the cluster file',
    example:
      'tempo.receiverOptions.otlp-grpc.max_recv_msg_size: otlp-grpc has no such option, and Tempo does not start; did you mean max_recv_msg_size_mib?',
    wayOut: 'Correct the name of the option',
  },
  'later-receiver-option': {
    proves: 'the version of Tempo has the options of the cluster file',
    example:
      'tempo.receiverOptions.otlp-http.read_timeout: tempo.chart (line 5) 1.28.0 has no such option, and Tempo does not start; remove it, or pin tempo.chart 1.29.0 or newer',
    wayOut: 'Remove the option, or pin a newer release',
  },
  'reserved-receiver-option': {
    proves: 'no option of a receiver breaks what this stack sets',
    example:
      'tempo.receiverOptions.otlp-grpc.endpoint: cannot be changed; remove it, because everything in this stack uses the port and the path of the chart',
    wayOut: 'Remove the option',
  },
} as const satisfies Record<string, Rule>;
