/** The MinIO subchart of tempo-distributed before 3.0.0. The chart does not configure Tempo to use it. */
import { KEEP } from '../../../component';
import type { BundledMinio } from '../../releases';
import type { S3Settings } from './schema';

/** Its part of the cluster file. */
export interface BundledConfig {
  /** The Secret with its root credentials. */
  readonly existingSecret: string;
}

/** The Service of the subchart, and the first bucket that its Job creates. */
export const BUNDLED_STORAGE: S3Settings = {
  bucket: 'tempo-traces',
  endpoint: 'tempo-minio:9000',
  insecure: true,
  insecureSkipVerify: false,
  forcePathStyle: false,
};

export function bundledValues({ existingSecret }: BundledConfig, { claimAnnotations }: BundledMinio): object {
  return {
    enabled: true,
    existingSecret,
    buckets: [{ name: BUNDLED_STORAGE.bucket, policy: 'none', purge: false }],
    makeBucketJob: {
      // A Helm hook would run after the sync. The sync waits for Tempo, and Tempo waits for its bucket.
      annotations: { 'argocd.argoproj.io/hook': 'Sync' },
      // The sidecar of a mesh would prevent the Job from completing.
      podAnnotations: { 'linkerd.io/inject': 'disabled' },
    },
    ...(claimAnnotations && {
      persistence: { annotations: { ...KEEP, 'helm.sh/resource-policy': 'keep' } },
    }),
  };
}
