/** The configuration of the collector: what receives spans, the processors in order, and what sends them on. */
import { CLUSTER_DOMAIN, type Endpoint, hostPort, url } from '../component';
import { mergeUserValues } from '../helm-values/merge-values';
import type { Values } from '../helm-values/user-values';
import { RECEIVERS, type Receiver } from '../tempo/receivers';
import { MEMORY_LIMITER, TAIL_SAMPLING } from './components/processors';
import type { CollectorConfig, TailSamplingConfig } from './config';
import { HEALTH, HEALTH_PORT } from './configuration/health';
import { MESH, METRICS_PORT, namesOf, receiverConfigs } from './receivers';
import type { Rerouting } from './releases';

/** Where Tempo receives OTLP. */
export type OtlpEndpoint = { readonly http: Endpoint } | { readonly grpc: Endpoint };

const DEFAULT_LIMITS = { check_interval: '5s', limit_percentage: 80, spike_limit_percentage: 25 };

/** What both tiers have: upstream recommends to limit the memory before everything that holds spans, and to batch last. */
const BASE = {
  extensions: { [HEALTH]: { endpoint: `\${env:MY_POD_IP}:${HEALTH_PORT}` } },
  processors: { [MEMORY_LIMITER]: DEFAULT_LIMITS, batch: {} },
  service: {
    extensions: [HEALTH],
    telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { host: `\${env:MY_POD_IP}`, port: METRICS_PORT } } } }] } },
  },
};

/** Every exporter of spans that a configuration may have. */
export const EXPORTERS = ['loadbalancing', 'otlp/tempo', 'otlphttp/tempo'] as const;

/** The exporter to Tempo, by its name in the configuration. The other names of newer collectors are aliases. */
const toTempo = (endpoint: OtlpEndpoint): Readonly<Record<string, unknown>> =>
  'grpc' in endpoint
    ? { 'otlp/tempo': { endpoint: hostPort(endpoint.grpc), tls: { insecure: true } } }
    : { 'otlphttp/tempo': { endpoint: url({ ...endpoint.http, path: '' }) } };

/** As long as the exporter to Tempo tries again. Older releases have no defaults for these. */
const RETRY = {
  enabled: true,
  initial_interval: '5s',
  randomization_factor: 0.5,
  multiplier: 1.5,
  max_interval: '30s',
  max_elapsed_time: '300s',
};

/**
 * Spans wait before the choice of a pod, and not behind it: pods come and go, and what waits for one that has gone would be lost. As
 * long as the name has no address, there is no pod to wait for.
 */
const WAITING: Readonly<Record<Exclude<Rerouting, 'none'>, Values>> = {
  retried: { retry_on_failure: RETRY },
  queued: { retry_on_failure: RETRY, sending_queue: { enabled: true, num_consumers: 10, queue_size: 1000 } },
};

const NOT_WAITING = { retry_on_failure: { enabled: false }, sending_queue: { enabled: false } };

const waiting = (rerouting: Rerouting): Values =>
  rerouting === 'none' ? {} : { exporters: { loadbalancing: { ...WAITING[rerouting], protocol: { otlp: NOT_WAITING } } } };

/** The exporter that sends each trace to one pod of the second tier, by OTLP. Its Service is headless: the name has the address of each pod. */
const toSampling = ({ service, namespace }: SamplingTarget): Readonly<Record<string, unknown>> => ({
  loadbalancing: {
    routing_key: 'traceID',
    protocol: { otlp: { tls: { insecure: true } } },
    resolver: { dns: { hostname: `${service}.${namespace}.svc.${CLUSTER_DOMAIN}`, port: String(RECEIVERS['otlp-grpc'].port) } },
  },
});

/** The Service of the second tier. */
export interface SamplingTarget extends Pick<Endpoint, 'service' | 'namespace'> {
  readonly rerouting: Rerouting;
}

export interface FirstTier {
  readonly config: Pick<CollectorConfig, 'receivers' | 'spanMetrics'>;
  /** Whether it has, or may have, several pods. */
  readonly isScaled: boolean;
  /** The protocol of Linkerd's proxies, if they send here. */
  readonly mesh?: Receiver;
  readonly to: OtlpEndpoint | { readonly sampling: SamplingTarget };
}

/** A configuration, and the parts of it that a user may replace. */
export interface Configuration {
  readonly fixed: Values;
  readonly defaults: Values;
}

/**
 * What series of span metrics are counted by, in addition to the dimensions. By default, each pod of a service has a count of its own,
 * and k8sattributes adds its name; but Prometheus gets no such label, so that their samples would be those of one series.
 */
const SERIES = ['service.name', 'service.namespace', 'telemetry.sdk.language', 'telemetry.sdk.name'];

/** Several pods count apart from each other, so that their samples must not be those of one series either. */
const OF_POD = { collector: `\${env:MY_POD_IP}` };

/**
 * The chart puts k8sattributes before the processors of the pipeline `traces`, and of no other: spans of Linkerd's proxies, which come
 * through the proxy of the collector, would get the attributes of the collector itself.
 */
export function firstTier({ config: { receivers, spanMetrics }, isScaled, mesh, to }: FirstTier): Configuration {
  const out = 'sampling' in to ? toSampling(to.sampling) : toTempo(to);
  const exporters = [...Object.keys(out), ...(spanMetrics ? ['spanmetrics'] : [])];
  const pipelines = {
    traces: { receivers: namesOf(receivers), exporters },
    ...(mesh && { [`traces/${MESH}`]: { receivers: namesOf([mesh]).map((name) => `${name}/${MESH}`), exporters } }),
    ...(spanMetrics && { 'metrics/spans': { receivers: ['spanmetrics'], exporters: ['prometheusremotewrite'] } }),
  };
  const metrics = spanMetrics && {
    connectors: { spanmetrics: { resource_metrics_key_attributes: SERIES } },
    exporters: { prometheusremotewrite: { endpoint: spanMetrics.remoteWrite, ...(isScaled && { external_labels: OF_POD }) } },
  };
  const fixed = merged([
    { receivers: merged(receiverConfigs(receivers, mesh)), exporters: out },
    metrics ?? {},
    { service: { pipelines } },
  ]);
  const processors = withProcessors(Object.keys(pipelines), [MEMORY_LIMITER, 'batch']);
  return { fixed, defaults: 'sampling' in to ? merged([processors, waiting(to.sampling.rerouting)]) : processors };
}

/** The second tier: it decides about whole traces. */
export function samplingTier({ policies, decisionWait }: TailSamplingConfig, to: OtlpEndpoint): Configuration {
  const out = toTempo(to);
  const fixed = {
    ...{ receivers: merged(receiverConfigs(['otlp-grpc'])), exporters: out },
    processors: { [TAIL_SAMPLING]: { decision_wait: decisionWait, policies: untemplated(policies) } },
    service: { pipelines: { traces: { receivers: ['otlp'], exporters: Object.keys(out) } } },
  };
  return { fixed, defaults: withProcessors(['traces'], [MEMORY_LIMITER, TAIL_SAMPLING, 'batch']) };
}

const withProcessors = (pipelines: readonly string[], processors: readonly string[]): Values =>
  merged([BASE, { service: { pipelines: Object.fromEntries(pipelines.map((name) => [name, { processors }])) } }]);

const merged = (values: readonly object[]): Values => values.reduce<unknown>(mergeUserValues, {}) as Values;

/** The chart renders its configuration as a template. */
function untemplated(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('{{', '{{ "{{" }}');
  if (Array.isArray(value)) return value.map(untemplated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, untemplated(child)]));
}
