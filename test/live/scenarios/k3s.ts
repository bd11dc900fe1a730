/** A small k3s cluster: Tempo in one process with a disk of its own, on MinIO by HTTPS, with a bucket made by hand. */
import type { Authority } from '../cluster/certificates';
import { bucketByHand } from '../outside/bucket';
import { minio } from '../outside/minio';
import { KEYS, tempoKeys } from '../outside/secrets';
import type { Outside, Scenario } from '../scenario';
import { clusterFile } from './cluster-file';
import { noFailure } from './steps';

export const ENDPOINT = 'nas.example.org:9000';
const URL = `https://${ENDPOINT}`;

/** The server with the bucket, and the Secret that the SealedSecret would yield. */
export function outsideK3s(authority: Authority, { bucket = 'tempo', keys = KEYS } = {}): Outside {
  const server = minio({ endpoint: ENDPOINT, authority });
  return { ...server, objects: [...server.objects, ...bucketByHand({ url: URL, bucket, authority }), ...tempoKeys(['tracing'], keys)] };
}

export const K3S = { receiver: 'http://tempo.tracing:4318', query: 'http://tempo.tracing:3200' };

export const k3s: Scenario = {
  name: 'k3s',
  shows: "Tempo in one process, and k3s's own Traefik",
  clusterFile: clusterFile('clusters/k3s'),
  outside: (authority) => outsideK3s(authority),
  without: ['kube-system'],
  run: async (live) => {
    await live.ready(120);
    await noFailure(live);
  },
};
