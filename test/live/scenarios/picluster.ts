/** The Pi Cluster: Tempo in microservices on MinIO by HTTPS, with bucket, user and policy made by the Job. */
import type { Authority } from '../cluster/certificates';
import { ADMIN, minio } from '../outside/minio';
import { secret, tempoKeys } from '../outside/secrets';
import type { Outside, Scenario } from '../scenario';
import { clusterFile } from './cluster-file';
import { aTrace } from './steps';

export const ENDPOINT = 's3.picluster.ricsanfre.com:9091';
const BOOTSTRAP = 'tempo-bootstrap';

/** The server, and the Secrets that the ExternalSecrets would yield. @param keys the credentials of Tempo */
export function outsidePicluster(authority: Authority, keys?: Readonly<Record<string, string>>): Outside {
  const server = minio({ endpoint: ENDPOINT, region: 'eu-west-1', authority });
  const secrets = [secret(BOOTSTRAP, 'minio-admin', ADMIN), ...tempoKeys([BOOTSTRAP]), ...tempoKeys(['tracing'], keys)];
  return { ...server, objects: [...server.objects, ...secrets] };
}

/** Where its receivers and its query API are. */
export const PICLUSTER = { receiver: 'http://tempo-distributor.tracing:4318', query: 'http://tempo-query-frontend.tracing:3200' };

export const picluster: Scenario = {
  name: 'picluster',
  shows: 'every receiver, the bucket Job, the vote by Traefik with B3 headers',
  clusterFile: clusterFile('clusters/seed'),
  outside: outsidePicluster,
  without: ['linkerd-jaeger', 'emojivoto', 'traefik'],
  run: async (live) => {
    await live.ready(180);
    await aTrace(live, PICLUSTER);
  },
};
