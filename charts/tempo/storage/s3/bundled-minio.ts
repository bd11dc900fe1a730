/** The MinIO subchart of tempo-distributed before 3.0.0. The chart does not configure Tempo to use it. */
import { listAt } from '../../../../lib/yaml/parsed';
import { HELM_KEEP, KEEP } from '../../../component';
import type { Values } from '../../../helm-values/user-values';
import { WITHOUT_PROXY } from '../../../linkerd/injection';
import { type BundledMinio, FURTHER_JOBS, isMinioMonitored, TOKEN_JOB } from '../../releases/bundled-minio';
import type { S3Settings } from './schema';

/** Its part of the cluster file. */
export interface BundledConfig {
  /** The Secret with its root credentials. */
  readonly existingSecret: string;
}

/** The sidecar of a mesh would prevent a Job from completing. */
const WITHOUT_MESH = { podAnnotations: WITHOUT_PROXY };

/** The Service of the subchart, and the first bucket that its Job creates. */
export const BUNDLED_STORAGE: S3Settings = {
  bucket: 'tempo-traces',
  endpoint: 'tempo-minio:9000',
  insecure: true,
  insecureSkipVerify: false,
  forcePathStyle: false,
};

/** @param own the user's values of the subchart */
export function bundledValues(
  { existingSecret }: BundledConfig,
  { claimAnnotations, addsAdministrator, images }: BundledMinio,
  own: Readonly<Values>,
): object {
  return {
    enabled: true,
    existingSecret,
    buckets: [{ name: BUNDLED_STORAGE.bucket, policy: 'none', purge: false }],
    // By default, it has an administrator with a public password.
    ...(addsAdministrator && own.users === undefined && { users: [] }),
    // A Helm hook would run after the sync. The sync waits for Tempo, and Tempo waits for its bucket.
    makeBucketJob: { annotations: { 'argocd.argoproj.io/hook': 'Sync' }, ...WITHOUT_MESH },
    ...Object.fromEntries(jobsIn(own, images).map(({ key }) => [key, WITHOUT_MESH])),
    ...(claimAnnotations && {
      persistence: { annotations: { ...KEEP, ...HELM_KEEP } },
    }),
  };
}

/** Its Jobs that values turn on. @param own the user's values of the subchart */
const jobsIn = (own: Readonly<Values>, { kubectl }: BundledMinio['images']) => [
  ...FURTHER_JOBS.filter((job) => listAt(own, job.for).length > 0),
  ...(kubectl && isMinioMonitored({ minio: own }) ? [TOKEN_JOB] : []),
];
