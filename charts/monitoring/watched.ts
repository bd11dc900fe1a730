/** What the other components tell about themselves, for alerts and for the dashboard. */
import { COLLECTOR, SAMPLING } from '../collector/collector';
import { EXPORTERS } from '../collector/configuration';
import type { WatchedTempo } from '../tempo/monitoring/monitor';

export interface Watched {
  /** The namespace of Tempo. */
  readonly namespace: string;
  /** During a migration there are two. */
  readonly tempos: readonly WatchedTempo[];
  /** The receivers that are on, each with its port. */
  readonly receivers: readonly { readonly name: string; readonly port: number }[];
  /** Where traces are stored, as a phrase. */
  readonly storage: string;
  /** Whether the metrics-generator sends metrics to Prometheus. */
  readonly generatesMetrics: boolean;
  /** The Job that creates the bucket; undefined without one. */
  readonly bucketJob?: { readonly name: string; readonly namespace: string };
  /** Whether vulture runs beside Tempo. */
  readonly hasVulture: boolean;
  /** The collector of this stack; undefined without one. */
  readonly collector?: {
    readonly namespace: string;
    /** Whether it sends span metrics to Prometheus. */
    readonly sendsMetrics: boolean;
  };
  /** The namespace of Traefik; undefined unless its metrics are scraped. */
  readonly traefik?: string;
}

/** The name of the pods of vulture, which begins like that of Tempo. */
const VULTURE_PODS = 'tempo-vulture-.+';

/** The same for both tiers of the collector, and for the second one alone. */
const [COLLECTOR_PODS, SAMPLING_PODS] = [`${COLLECTOR}-.+`, `${SAMPLING}-.+`];

/** The selector of the collector's pods; undefined without one. */
export const collectorPodsOf = ({ collector }: Watched): string | undefined =>
  collector && `namespace="${collector.namespace}",pod=~"${COLLECTOR_PODS}"`;

/** The label that leaves out the second tier, so that those remain that receive from senders. */
export const RECEIVING = `,pod!~"${SAMPLING_PODS}"`;

/**
 * A counter of the collector, with its selector. Its name ends with `_total` in some releases (run at 0.115.0, 0.128.0, 0.145.0, 0.152.0
 * and 0.158.0).
 * @param pods their selector @param labels further ones, each after a comma
 */
export const collectorCounter = (name: string, pods: string, labels = ''): string =>
  `{__name__=~"otelcol_${name}(_total)?",${pods}${labels}}`;

/**
 * The label of the exporters in the configuration. An exporter makes others, one for each pod of the second tier: those count each attempt
 * as failed, and what they do not send goes to another pod.
 */
export const OUR_EXPORTERS = `,exporter=~"${EXPORTERS.join('|')}"`;

/** The selector of vulture's pods. */
export const vulturePodsOf = ({ namespace }: Watched): string => `namespace="${namespace}",pod=~"${VULTURE_PODS}"`;

/** The receivers that are on, as a phrase: `otlp-grpc (4317), zipkin (9411)`. */
export const receiversOf = ({ receivers }: Watched): string => receivers.map(({ name, port }) => `${name} (${port})`).join(', ');

/** The counters of blocks that could not be written. During a migration there are two. */
export const failedFlushesOf = ({ tempos }: Watched): string[] => [...new Set(tempos.map(({ failedFlushes }) => failedFlushes))];

/** The selector of Tempo's own pods: `namespace="tracing",pod=~"tempo-.+"`. @param microservices only these. @default all */
export function podsOf({ namespace, tempos, hasVulture, collector }: Watched, microservices: readonly string[] = []): string {
  const names = tempos.map(({ fullname }) => fullname);
  const name = names.length === 1 ? names[0] : `(${names.join('|')})`;
  const part = microservices.length === 0 ? '' : `(${microservices.join('|')})-`;
  const others = [...(hasVulture ? [VULTURE_PODS] : []), ...(collector?.namespace === namespace ? [COLLECTOR_PODS] : [])];
  const without = others.length > 0 && microservices.length === 0 ? `,pod!~"${others.join('|')}"` : '';
  return `namespace="${namespace}",pod=~"${name}-${part}.+"${without}`;
}
