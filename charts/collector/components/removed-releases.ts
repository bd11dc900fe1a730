/** Components that the distributions of the collector have no more, by version. */

export interface Removed {
  /** The first version without it. @default it is older than 0.114.0 */
  readonly since?: string;
  /** What to use in its place. */
  readonly instead?: string;
}

/** Since when it is gone is a fact of the releases of the chart. */
export const OPENCENSUS = 'receivers/opencensus';

/**
 * By `kind/type`, without underscores: what none of distributions/ in open-telemetry/opentelemetry-collector-releases has from a version on
 * (manifest.yaml of each tag from v0.114.0 to v0.158.0).
 */
export const REMOVED: Readonly<Record<string, Removed>> = {
  'exporters/logging': { instead: 'debug' },
  'exporters/jaeger': { instead: 'otlp, which Jaeger receives' },
  'exporters/jaegerthrift': { instead: 'otlp, which Jaeger receives' },
  'exporters/dynatrace': { instead: 'otlphttp' },
  'exporters/f5cloud': {},
  'exporters/humio': {},
  'exporters/instana': { instead: 'otlp' },
  'exporters/parquet': {},
  'exporters/skywalking': {},
  'exporters/tanzuobservability': {},
  'exporters/loki': { since: '0.131.0', instead: 'otlphttp, which Loki receives' },
  'exporters/opencensus': { since: '0.132.0', instead: 'otlp' },
  'exporters/carbon': { since: '0.141.0' },
  'exporters/sapm': { since: '0.147.0', instead: 'otlphttp' },
  'processors/k8stagger': { instead: 'k8sattributes' },
  'processors/queuedretry': { instead: 'sending_queue and retry_on_failure of the exporter' },
  'processors/servicegraph': { instead: 'the connector servicegraph' },
  'processors/spanmetrics': { instead: 'the connector spanmetrics' },
  'processors/routing': { since: '0.120.0', instead: 'the connector routing' },
  'receivers/prometheusexec': { instead: 'prometheus' },
  [OPENCENSUS]: { instead: 'otlp' },
  'receivers/sapm': { since: '0.133.0', instead: 'otlp' },
  'receivers/bigip': { since: '0.146.0' },
  'receivers/jmx': { since: '0.154.0' },
  'receivers/signalfx': { since: '0.157.0', instead: 'otlp' },
  'extensions/memoryballast': { instead: 'the processor memory_limiter' },
  'extensions/ecstaskobserver': { since: '0.139.0' },
};
