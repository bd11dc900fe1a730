/** Facts about the subchart minio of tempo-distributed, found by rendering each of its releases. */

import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at } from '../../../lib/yaml/parsed';
import type { Switches } from '../../helm-values/switches';
import type { Values } from '../../helm-values/user-values';
import type { OptionalObjects } from '../../metadata/optional';
import type { Unreached } from '../../metadata/unreached';
import type { MetadataPaths } from '../../metadata/values';
import { ROOT_KEYS } from '../storage/s3/servers/root-keys';

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
  /** What they do not reach of what values turn on. */
  readonly optional: readonly OptionalObjects[];
  /** The values with which it fails on a newer Kubernetes. */
  readonly switches: Switches;
  /** Whether a Probe reads the metrics of the whole MinIO, so that the ServiceMonitor is only for those of each node. */
  readonly hasProbe: boolean;
}

/** The pull Secrets of its pods. No release renders more than one item. */
export const MINIO_PULL_SECRETS = ['minio', 'imagePullSecrets'] as const;

/** Instead of them: the names for all subcharts that read them, in any number. */
export const GLOBAL_PULL_SECRETS = ['global', 'imagePullSecrets'] as const;

/** The Jobs besides that of the bucket, with the end of their names, and the value whose items decide whether there is one. */
export const FURTHER_JOBS = [
  { key: 'makeUserJob', name: 'make-user-job', for: 'users' },
  { key: 'makePolicyJob', name: 'make-policies-job', for: 'policies' },
  { key: 'customCommandJob', name: 'custom-command-job', for: 'customCommands' },
] as const;

/** The value that lets Prometheus read its metrics. */
export const MINIO_MONITOR = 'minio.metrics.serviceMonitor';

/** The key of the Job that gives Prometheus a token, where it has one, and the end of its name. */
export const TOKEN_JOB = { key: 'updatePrometheusJob', name: 'update-prometheus-secret' } as const;

/** The image of that Job. */
export const KUBECTL = 'docker.io/bskim45/helm-kubectl-jq';

const jobs = (...keys: string[]) => keys.flatMap((key) => [`minio.${key}.annotations`, `minio.${key}.podAnnotations`]);
const NO_LABELS = ['ConfigMap', 'Job', 'PersistentVolumeClaim', 'Service', 'ServiceAccount'];
const OF_SERVER = ['minio.service.annotations'];
const MONITOR_LABELS = `${MINIO_MONITOR}.additionalLabels`;
const MONITOR_ANNOTATIONS = `${MINIO_MONITOR}.annotations`;
const IS_MONITORED = `${MINIO_MONITOR}.enabled`;

const neither = (kind: string, part: string): OptionalObjects => ({ labels: [kind], annotations: [kind], by: [`minio.${part}.enabled`] });
const OPTIONAL = [neither('PodDisruptionBudget', 'podDisruptionBudget'), neither('NetworkPolicy', 'networkPolicy')];

const NO_PDB = { by: 'minio.podDisruptionBudget.enabled', object: 'a policy/v1beta1 PodDisruptionBudget', since: '1.25' };
const NO_INGRESS = { by: 'minio.ingress.enabled', object: 'a networking.k8s.io/v1beta1 Ingress', since: '1.22', newer: '1.6.7' };
const NO_POLICY = {
  by: 'minio.networkPolicy.enabled',
  problem: 'renders a networking.k8s.io/v1beta1 NetworkPolicy, which no Kubernetes has',
  newer: '1.6.7',
};

/** Release 8.0.9 of helm.min.io. Its Job for the token has invalid YAML with annotations of its own; those of its pods work. */
const MINIO_8: BundledMinio = {
  keys: { accessKeyId: 'accesskey', secretAccessKey: 'secretkey' },
  claimAnnotations: false,
  images: { server: 'docker.io/minio/minio', client: 'docker.io/minio/mc', kubectl: KUBECTL },
  imagesServed: false,
  addsAdministrator: false,
  jobsHaveNodes: false,
  setsPorts: false,
  metadata: {
    labels: ['minio.podLabels', 'minio.ingress.labels', MONITOR_LABELS],
    annotations: [
      ...['minio.podAnnotations', ...OF_SERVER, ...jobs('makeBucketJob'), 'minio.ingress.annotations'],
      `minio.${TOKEN_JOB.key}.podAnnotations`,
    ],
  },
  unreached: {
    labels: [...NO_LABELS, 'Deployment', 'Role', 'RoleBinding'].toSorted(),
    annotations: ['ConfigMap', 'Deployment', 'PersistentVolumeClaim', 'Role', 'RoleBinding', 'ServiceAccount'],
  },
  optional: [...OPTIONAL, { annotations: ['Job', 'ServiceMonitor'], by: [IS_MONITORED] }],
  switches: { broken: [NO_POLICY], removed: [NO_PDB, NO_INGRESS] },
  hasProbe: false,
};
/** 4.0.12 of charts.min.io. */
const MINIO_4: BundledMinio = {
  keys: ROOT_KEYS,
  claimAnnotations: true,
  images: { server: 'quay.io/minio/minio', client: 'quay.io/minio/mc' },
  imagesServed: true,
  addsAdministrator: true,
  jobsHaveNodes: true,
  setsPorts: true,
  metadata: {
    labels: [...['minio.podLabels', 'minio.additionalLabels', MONITOR_LABELS], ...['minio.ingress.labels', 'minio.consoleIngress.labels']],
    annotations: [
      ...['minio.podAnnotations', 'minio.additionalAnnotations', 'minio.consoleService.annotations', 'minio.persistence.annotations'],
      ...['minio.ingress.annotations', 'minio.consoleIngress.annotations', MONITOR_ANNOTATIONS],
      ...OF_SERVER,
      ...jobs('makeBucketJob', ...FURTHER_JOBS.map(({ key }) => key)),
    ],
  },
  unreached: { labels: NO_LABELS, annotations: ['ConfigMap', 'ServiceAccount'] },
  optional: OPTIONAL,
  switches: { removed: [NO_PDB] },
  hasProbe: false,
};
/** 4.1.0 of charts.min.io. */
const MINIO_41: BundledMinio = {
  ...MINIO_4,
  optional: [...OPTIONAL, { annotations: ['Probe'], by: [IS_MONITORED] }],
  hasProbe: true,
};

type Row = readonly [since: string, facts: { readonly minio?: BundledMinio }];

/** That of each release of tempo-distributed. */
export const BUNDLED_MINIO: readonly Row[] = [
  ['0.27.0', { minio: MINIO_8 }],
  ['1.4.10', { minio: MINIO_4 }],
  ['1.6.4', { minio: MINIO_8 }],
  ['1.6.7', { minio: MINIO_4 }],
  ['1.54.0', { minio: MINIO_41 }],
  ['2.25.5', { minio: { ...MINIO_41, images: { ...MINIO_41.images, server: 'docker.io/pgsty/minio' } } }],
  ['3.0.0', { minio: undefined }],
];

/** Whether values let Prometheus read its metrics. */
export const isMinioMonitored = (values: Readonly<Values>): boolean => isTrueInTemplate(at(values, ...IS_MONITORED.split('.')));
