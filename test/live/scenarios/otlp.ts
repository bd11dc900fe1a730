/** The newest of everything: Tempo 3 behind Kafka, Traefik 3, and the service graph in Prometheus. */
import type { Authority } from '../cluster/certificates';
import { bucketByHand } from '../outside/bucket';
import { kafka } from '../outside/kafka';
import { minio } from '../outside/minio';
import { prometheus } from '../outside/prometheus';
import { tempoKeys } from '../outside/secrets';
import type { Outside, Scenario } from '../scenario';
import { clusterFile } from './cluster-file';
import { noFailure } from './steps';

const HOST = 's3.otlp.example.org';

/** Linkerd of 2.20 injects into every pod; what its proxies send is not here. */
const FILE = clusterFile('clusters/otlp', [/linkerd:\n {2}version: 2.20\n\n/, '']);

function outside(authority: Authority): Outside {
  const server = minio({ endpoint: HOST, region: 'eu-central-1', authority });
  const bucket = bucketByHand({ url: `https://${HOST}`, bucket: 'otlp-tempo', region: 'eu-central-1', authority });
  const more = [...kafka('kafka-bootstrap.kafka:9092'), ...prometheus('monitoring', 'prometheus-operated')];
  return { ...server, objects: [...server.objects, ...bucket, ...tempoKeys(['tracing']), ...more] };
}

export const otlp: Scenario = {
  name: 'otlp',
  shows: 'Tempo 3 behind Kafka, the vote by Traefik with W3C headers, and the service graph',
  clusterFile: FILE,
  outside,
  run: async (live) => {
    await live.ready(240);
    await noFailure(live);
  },
};
