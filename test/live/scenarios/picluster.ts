/** The Pi Cluster: Tempo in microservices on MinIO by HTTPS, with bucket, user and policy made by the Job. */
import type { Authority } from '../cluster/certificates';
import type { Live } from '../live';
import { ADMIN, minio } from '../outside/minio';
import { secret, tempoKeys } from '../outside/secrets';
import type { Outside, Scenario } from '../scenario';
import { clusterFile } from './cluster-file';
import { noFailure } from './steps';

const ENDPOINT = 's3.picluster.ricsanfre.com:9091';
const BOOTSTRAP = 'tempo-bootstrap';

/** The server, and the Secrets that the ExternalSecrets would yield. */
function outside(authority: Authority): Outside {
  const server = minio({ endpoint: ENDPOINT, region: 'eu-west-1', authority });
  const secrets = [secret(BOOTSTRAP, 'minio-admin', ADMIN), ...tempoKeys([BOOTSTRAP, 'tracing'])];
  return { ...server, objects: [...server.objects, ...secrets] };
}

/** The injector of Linkerd has no binary outside of its image. */
const WITHOUT = ['linkerd-jaeger'];

/** Linkerd sends OpenCensus, which Tempo removed within a minor release. */
export const picluster: Scenario = {
  name: 'picluster',
  shows: 'every receiver, the bucket Job, and the vote by Traefik with B3 headers',
  clusterFile: clusterFile('clusters/seed'),
  exact: ['tempo'],
  outside,
  without: WITHOUT,
  run,
};

/** The same cluster after its next upgrade. */
export const piclusterLater: Scenario = {
  ...picluster,
  name: 'picluster-later',
  shows: 'the same with the last release before Kafka, without OpenCensus',
  clusterFile: clusterFile('clusters/seed', [', opencensus]', ']'], [/chart: 2\.23\.4.*/, 'chart: 2.26.2'], [/linkerd:\n.*\n.*\n\n/, '']),
  exact: [],
};

async function run(live: Live): Promise<void> {
  await live.ready(180);
  await noFailure(live);
}
