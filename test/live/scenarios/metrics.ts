/** What Grafana asks beside traces: the service map and TraceQL metrics, with Traefik 3. */
import { asGrafana } from '../grafana';
import { prometheus } from '../outside/prometheus';
import type { Scenario } from '../scenario';
import { LAB, labFile, outsideLab } from './lab';
import { aTrace, noFailure } from './steps';

const GENERATOR = `  metricsGenerator:
    remoteWrite: http://prometheus.monitoring:9090/api/v1/write
    processors: [service-graphs, span-metrics, local-blocks]

minio:
`;

export const metrics: Scenario = {
  name: 'lab-metrics',
  shows: 'all that Grafana asks, with the metrics-generator and Traefik 3',
  clusterFile: labFile(
    [/\nminio:\n/, GENERATOR],
    ['chart: 27.0.2', 'chart: 39.0.3'],
    ['    url: http://loki', '    uid: loki\n    url: http://loki'],
  ),
  outside: (authority) => outsideLab(authority, { more: prometheus('monitoring', 'prometheus') }),
  run: async (live) => {
    await live.ready(120);
    const sent = await aTrace(live, LAB);
    await asGrafana(live, sent, { hasMetrics: true });
    await noFailure(live);
  },
};
