/** Which signals components have. From their metadata.yaml and factory.go in open-telemetry/opentelemetry-collector-contrib. */
import type { Kind } from '../configuration/pipelines';
import { plainTypeOf, typeOf } from './processors';

export const SIGNALS = ['traces', 'metrics', 'logs', 'profiles'] as const;
export type Signal = (typeof SIGNALS)[number];

/** The signal of a pipeline; undefined for a name that the collector refuses. */
export const signalOf = (pipeline: string): Signal | undefined => SIGNALS.find((signal) => signal === typeOf(pipeline));

/**
 * The types that have only some signals, by their signals: all that a version from 0.114.0 to 0.158.0 has. Without underscores, which only
 * some names of the same type have. Types with every signal, and those that are not sure, are not here.
 */
const TYPES: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  receivers: {
    traces: 'jaeger zipkin',
    metrics: 'carbon collectd kubeletstats prometheus prometheussimple statsd',
    logs: 'filelog fluentforward journald k8sevents k8sobjects loki syslog tcplog udplog',
    'traces metrics': 'opencensus',
    'metrics logs': 'hostmetrics k8scluster',
  },
  processors: {
    traces: 'groupbytrace span tailsampling',
    metrics: 'cumulativetodelta deltatocumulative deltatorate interval metricsgeneration experimentalmetricsgeneration metricstransform',
    logs: 'logdedup',
    'traces logs': 'probabilisticsampler',
  },
  exporters: {
    traces: 'awsxray zipkin',
    metrics: 'googlemanagedprometheus prometheus prometheusremotewrite',
    logs: 'awscloudwatchlogs loki syslog',
    'traces metrics': 'opencensus',
  },
};

/** Each signal to itself. */
const SAME = 'same';

/** From which signals the types of connectors lead to which, as above. */
const CONNECTORS: Readonly<Record<string, typeof SAME | { readonly from: string; readonly to: string }>> = {
  failover: SAME,
  forward: SAME,
  roundrobin: SAME,
  routing: SAME,
  servicegraph: { from: 'traces', to: 'metrics' },
  spanmetrics: { from: 'traces', to: 'metrics' },
  exceptions: { from: 'traces', to: 'metrics logs' },
  count: { from: 'traces metrics logs', to: 'metrics' },
  sum: { from: 'traces metrics logs', to: 'metrics' },
  signaltometrics: { from: 'traces metrics logs', to: 'metrics' },
  otlpjson: { from: 'logs', to: 'traces metrics logs' },
};

const words = (text: string): Signal[] => SIGNALS.filter((signal) => text.split(' ').includes(signal));

/** The only signals of a component; undefined if it has all, or if they are not known. */
export function signalsOf(kind: Kind, component: string): Signal[] | undefined {
  const found = Object.entries(TYPES[kind]).find(([, types]) => types.split(' ').includes(plainTypeOf(component)));
  return found && words(found[0]);
}

/** The signals to which a connector leads from one; undefined for a type that is not known. */
export function reachedBy(connector: string, from: Signal): Signal[] | undefined {
  const name = plainTypeOf(connector);
  const known = Object.hasOwn(CONNECTORS, name) ? CONNECTORS[name] : undefined;
  if (known === undefined || known === SAME) return known && [from];
  return words(known.from).includes(from) ? words(known.to) : [];
}
