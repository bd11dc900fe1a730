/** The collector's part of the cluster file. */
import * as z from 'zod';
import { hostAndPort, httpUrl } from '../../lib/cluster-file/formats/addresses';
import { namespace, objectName } from '../../lib/cluster-file/formats/kubernetes';
import { count } from '../../lib/cluster-file/formats/numbers';
import { duration, version } from '../../lib/cluster-file/formats/texts';
import { exactlyOne } from '../../lib/cluster-file/schema/alternatives';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { RECEIVER_NAMES, type Receiver } from '../tempo/receivers';

export const DEFAULT_RECEIVERS: readonly Receiver[] = ['otlp-grpc', 'otlp-http'];

const tailSampling = lazyObject(() => ({
  policies: z
    .array(z.looseObject({ name: z.string().min(1), type: z.string().min(1) }))
    .min(1)
    .meta({
      description: 'The policies of the tail_sampling processor, in its own format; a trace is kept if one of them says so',
      examples: [[{ name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } }]],
    }),
  decisionWait: duration('30s', 'the decision would come before the spans')
    .default('30s')
    .describe('How long it waits for the spans of a trace, from the first one'),
  replicas: count().default(2).describe('The pods that sample; each trace is on one of them'),
  values: z.looseObject({}).default({}).describe('Further Helm values of these pods, merged last'),
}));

const external = lazyObject(() => ({
  endpoint: hostAndPort('otel-collector.observability:4318').describe('host:port of the collector'),
  protocol: z.enum(['otlp-http', 'otlp-grpc']).default('otlp-http').describe('The protocol that it receives there, without TLS'),
  serviceAccount: objectName('otel-collector')
    .optional()
    .describe('The ServiceAccount of its pods in the mesh; if absent, the proxies of Linkerd send to Tempo'),
}));

export const collectorConfig = exactlyOne(
  lazyObject(() => ({
    chart: version('0.170.0').optional().describe('The release of the chart opentelemetry-collector; an alternative to external'),
    external: external.optional().describe('A collector that somebody else installs, which sends the spans on to Tempo'),
    namespace: namespace('tracing').optional().describe('The namespace of the collector; default that of Tempo'),
    receivers: z
      .array(z.enum(RECEIVER_NAMES))
      .min(1)
      .default([...DEFAULT_RECEIVERS])
      .meta({
        description: 'The protocols that it receives. Who sends by another one sends to Tempo',
        examples: [['otlp-grpc', 'otlp-http', 'zipkin']],
      }),
    tailSampling: tailSampling.optional().describe('Keeps a part of the traces, in a second tier; if absent, all of them'),
    spanMetrics: lazyObject(() => ({
      remoteWrite: httpUrl('http://prometheus-operated.monitoring:9090/api/v1/write').describe('The remote-write URL of Prometheus'),
    }))
      .optional()
      .describe('Rate, errors and duration of all spans, before any sampling; if absent, the output has none'),
    values: z.looseObject({}).default({}).describe('Further Helm values, merged last'),
  })),
  'chart',
  'external',
);

export type CollectorConfig = z.infer<typeof collectorConfig>;
export type TailSamplingConfig = z.infer<typeof tailSampling>;
