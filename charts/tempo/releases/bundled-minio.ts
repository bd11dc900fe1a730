/** Facts about the subchart minio of tempo-distributed, found by rendering each of its releases. */
import type { Unreached } from '../../metadata/unreached';
import type { MetadataPaths } from '../../metadata/values';

/** The subchart minio of tempo-distributed. */
export interface BundledMinio {
  /** The keys that it reads from its `existingSecret`. */
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Whether annotations can be added to its claim, to keep it. */
  readonly claimAnnotations: boolean;
  /** Its images without their tags: of the server, of the client for its Jobs, and of the Job that its ServiceMonitor needs. */
  readonly images: { readonly server: string; readonly client: string; readonly kubectl?: string };
  /** Whether its images are still available: docker.io/minio was removed in September 2026, quay.io/minio was not. */
  readonly imagesServed: boolean;
  /** Whether it adds an administrator with a public password, unless `users` are listed. */
  readonly addsAdministrator: boolean;
  /** Whether its Jobs have nodes and tolerations of their own, or those of the server. No release has a priority for them. */
  readonly jobsHaveNodes: boolean;
  /** Whether values set the ports of its server. */
  readonly setsPorts: boolean;
  /** The values that become labels and annotations, those of its Jobs included. */
  readonly metadata: MetadataPaths;
  /** What they do not reach. */
  readonly unreached: Unreached;
}

/** The Jobs besides that of the bucket, with the value whose items decide whether there is one. */
export const FURTHER_JOBS = [
  { key: 'makeUserJob', for: 'users' },
  { key: 'makePolicyJob', for: 'policies' },
  { key: 'customCommandJob', for: 'customCommands' },
] as const;

/** With which it gives Prometheus a token. */
export const KUBECTL = 'docker.io/bskim45/helm-kubectl-jq';

const jobs = (...keys: string[]) => keys.flatMap((key) => [`minio.${key}.annotations`, `minio.${key}.podAnnotations`]);
const NO_LABELS = ['ConfigMap', 'Job', 'PersistentVolumeClaim', 'Service', 'ServiceAccount'];
const OF_SERVER = ['minio.service.annotations'];

/** Releases 8.0.9 of helm.min.io, and 4.0.12 and 4.1.0 of charts.min.io. */
export const MINIO_8: BundledMinio = {
  keys: { accessKeyId: 'accesskey', secretAccessKey: 'secretkey' },
  claimAnnotations: false,
  images: { server: 'docker.io/minio/minio', client: 'docker.io/minio/mc', kubectl: KUBECTL },
  imagesServed: false,
  addsAdministrator: false,
  jobsHaveNodes: false,
  setsPorts: false,
  metadata: { labels: ['minio.podLabels'], annotations: ['minio.podAnnotations', ...OF_SERVER, ...jobs('makeBucketJob')] },
  unreached: {
    labels: [...NO_LABELS, 'Deployment', 'Role', 'RoleBinding'].toSorted(),
    annotations: ['ConfigMap', 'Deployment', 'PersistentVolumeClaim', 'Role', 'RoleBinding', 'ServiceAccount'],
  },
};
export const MINIO_4: BundledMinio = {
  keys: { accessKeyId: 'rootUser', secretAccessKey: 'rootPassword' },
  claimAnnotations: true,
  images: { server: 'quay.io/minio/minio', client: 'quay.io/minio/mc' },
  imagesServed: true,
  addsAdministrator: true,
  jobsHaveNodes: true,
  setsPorts: true,
  metadata: {
    labels: ['minio.podLabels', 'minio.additionalLabels'],
    annotations: [
      ...['minio.podAnnotations', 'minio.additionalAnnotations', 'minio.consoleService.annotations', 'minio.persistence.annotations'],
      ...OF_SERVER,
      ...jobs('makeBucketJob', ...FURTHER_JOBS.map(({ key }) => key)),
    ],
  },
  unreached: { labels: NO_LABELS, annotations: ['ConfigMap', 'ServiceAccount'] },
};
