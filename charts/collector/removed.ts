/** Components of older collectors, which configurations that are copied still have. */
import { compareVersions } from '../../lib/releases/version';
import { hasOpenCensus, isKnownProgram } from './releases';

interface Removed {
  /** The first version without it. @default it is older than 0.114.0 */
  readonly since?: string;
  /** What to use in its place. */
  readonly instead?: string;
}

/** Since when it is gone is a fact of the releases. */
const OPENCENSUS = 'receivers/opencensus';

/**
 * By `kind/type`, without underscores: what none of distributions/ in open-telemetry/opentelemetry-collector-releases has from a version on
 * (manifest.yaml of each tag from v0.114.0 to v0.158.0).
 */
const REMOVED: Readonly<Record<string, Removed>> = {
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

/** What no distribution of a version has any more, as its `kind/type`; undefined if one may have it. */
export function removedFrom(component: string, version: string): Removed | undefined {
  const key = component.replaceAll('_', '');
  const removed = Object.hasOwn(REMOVED, key) ? REMOVED[key] : undefined;
  if (key === OPENCENSUS) return hasOpenCensus(version) ? undefined : removed;
  return removed && isKnownProgram(version) && compareVersions(version, removed.since ?? version) >= 0 ? removed : undefined;
}

/** What to do instead. */
export const insteadOf = ({ instead }: Removed): string => (instead ? `use ${instead}` : 'remove it');
