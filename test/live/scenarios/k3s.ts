/** A small k3s cluster: Tempo in one process with a disk of its own, on MinIO by HTTPS, with a bucket made by hand. */
import type { Authority } from '../cluster/certificates';
import { bucketByHand } from '../outside/bucket';
import { minio } from '../outside/minio';
import { KEYS, tempoKeys } from '../outside/secrets';
import type { Outside, Scenario } from '../scenario';
import { clusterFile } from './cluster-file';
import { noFailure } from './steps';

const ENDPOINT = 'nas.example.org:9000';
const URL = `https://${ENDPOINT}`;

/** The server with the bucket, and the Secret that the SealedSecret would yield. */
function outside(authority: Authority): Outside {
  const server = minio({ endpoint: ENDPOINT, authority });
  return {
    ...server,
    objects: [...server.objects, ...bucketByHand({ url: URL, bucket: 'tempo', authority }), ...tempoKeys(['tracing'], KEYS)],
  };
}

export const k3s: Scenario = {
  name: 'k3s',
  shows: "Tempo in one process, and k3s's own Traefik",
  clusterFile: clusterFile('clusters/k3s'),
  outside,
  without: ['kube-system'],
  run: async (live) => {
    await live.ready(120);
    await noFailure(live);
  },
};
