/** The metrics-generator in the cluster file. */
import * as z from 'zod';
import { httpUrl } from '../../../lib/cluster-file/formats/addresses';
import { attributeName, headerName, headerValue } from '../../../lib/cluster-file/formats/http';
import { dataKey, objectName } from '../../../lib/cluster-file/formats/kubernetes';
import { lazyObject } from '../../../lib/cluster-file/schema/lazy';
import { DEFAULT_PROCESSORS, PROCESSORS } from './processors';

export const metricsGeneratorConfig = lazyObject(() => ({
  remoteWrite: httpUrl('http://prometheus-operated.monitoring:9090/api/v1/write').describe('The remote-write URL of Prometheus'),
  processors: z
    .array(z.enum(PROCESSORS))
    .min(1)
    .default([...DEFAULT_PROCESSORS])
    .meta({
      description: 'service-graphs: the service map; span-metrics: rate, errors and duration; local-blocks: TraceQL metrics',
      examples: [[...DEFAULT_PROCESSORS]],
    }),
  dimensions: z
    .array(attributeName('http.method'))
    .default([])
    .meta({ description: 'Attributes of spans that become labels of the metrics', examples: [['http.method', 'deployment.environment']] }),
  headers: z
    .record(headerName('X-Scope-OrgID'), headerValue('tenant-a'))
    .default({})
    .meta({ description: 'Headers of each request to Prometheus', examples: [{ 'X-Scope-OrgID': 'tenant-a' }] }),
  basicAuth: lazyObject(() => ({
    secret: objectName('prometheus-login').describe('A Secret in the namespace of Tempo'),
    username: dataKey('username').default('username').describe('Its key with the user name'),
    password: dataKey('password').default('password').describe('Its key with the password'),
  }))
    .optional()
    .describe('The login at Prometheus; if absent, there is none'),
}));

export type MetricsGeneratorConfig = z.infer<typeof metricsGeneratorConfig>;
