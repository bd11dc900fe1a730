/** A damage in one place of the dist/ of test/clusters/seed.yaml, or of one of its charts. */
import { bucketJobFile, synthesizeCluster } from '../synthesis';
import type { Damage } from '../verify-fixture';

/** The damage, its file, the replaced text, the new text, and a part of the expected finding. */
export type Row = readonly [what: string, file: Damage['file'], from: Damage['from'], to: string, said: string];

export const APPLICATIONS = 'dist/seed/applications.k8s.yaml';
export const BOOTSTRAP = 'dist/seed/bootstrap.k8s.yaml';
export const TEMPO_MANIFESTS = 'dist/seed/tempo.k8s.yaml';
export const MINIO_MANIFESTS = 'dist/seed/minio.k8s.yaml';
const bucketJob = bucketJobFile(synthesizeCluster('seed'));
export const BUCKET = `dist/${bucketJob}`;
/** The name of the bucket Job and of the ConfigMap with its script. */
export const BUCKET_JOB = `tempo-${bucketJob.slice('seed/'.length, -'.k8s.yaml'.length)}`;
export const TRAEFIK_VALUES = 'dist/seed/values/traefik.yaml';
export const GRAFANA_VALUES = 'dist/seed/values/kube-prometheus-stack.yaml';

export const CHART = 'charts/tempo-distributed-2.23.4';
export const WORKLOADS = `${CHART}/templates/workloads.yaml`;
export const CONFIG = `${CHART}/templates/config.yaml`;

/** The first occurrence of a text in the values of a microservice. */
export const within = (workload: string, text: string) => new RegExp(`(?<=\\n {10}${workload}:\\n( {12}.*\\n)*?.*)${text}`);

/** The last value of Tempo, and the same after a gateway with these values. */
export const LAST_VALUE = 'minio:\n            enabled: false';
export const withGateway = (values: string) => `gateway: {enabled: true, ${values}}\n          ${LAST_VALUE}`;
