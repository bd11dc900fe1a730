/** Microservices on the chart's own MinIO, with the metrics-generator. */
import { asGrafana } from '../grafana';
import { prometheus } from '../outside/prometheus';
import { secret } from '../outside/secrets';
import type { Scenario } from '../scenario';
import { withoutTraefik } from './lab';
import { aTrace, noFailure } from './steps';

const ENDS = { receiver: 'http://tempo-distributor.tracing:4318', query: 'http://tempo-query-frontend.tracing:3200' };

const GENERATOR = `  metricsGenerator:
    remoteWrite: http://prometheus.monitoring:9090/api/v1/write
    processors: [service-graphs, span-metrics, local-blocks]
`;

export const bundled: Scenario = {
  name: 'lab-bundled',
  shows: "microservices on the chart's own MinIO, and TraceQL metrics",
  clusterFile: withoutTraefik(
    ['monolithic: 2.2.4', 'chart: 2.26.2'],
    [/ {2}storage:\n(.*\n)*? {4}existing: \{\}\n/, GENERATOR],
    ['  adminSecret: minio-admin', '  bundled: { existingSecret: tempo-minio-root }'],
  ),
  outside: () => ({
    objects: [
      secret('tracing', 'tempo-minio-root', { rootUser: 'rootadmin', rootPassword: 'root-password' }),
      ...prometheus('monitoring', 'prometheus'),
    ],
  }),
  run: async (live) => {
    await live.ready(240);
    const sent = await aTrace(live, ENDS);
    await asGrafana(live, sent, { hasMetrics: true });
    await noFailure(live);
  },
};
