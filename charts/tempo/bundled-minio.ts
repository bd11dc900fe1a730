/** The MinIO that the chart tempo-distributed brings, before 3.0.0: as its own storage, which the chart does not set up. */
import { KEEP } from '../component';
import type { BundledMinio } from './releases';

/** What the cluster file says of it. */
export interface BundledConfig {
  /** The Secret with its root credentials. */
  readonly existingSecret: string;
}

/** The subchart's Service, and the first of the buckets that the chart has it make. */
export const BUNDLED_STORAGE = { bucket: 'tempo-traces', endpoint: 'tempo-minio:9000', insecure: true };

export function bundledValues({ existingSecret }: BundledConfig, { claimAnnotations }: BundledMinio): object {
  return {
    enabled: true,
    existingSecret,
    buckets: [{ name: BUNDLED_STORAGE.bucket, policy: 'none', purge: false }],
    makeBucketJob: {
      // As Helm's hook it would run after the sync, which waits for Tempo, which waits for its bucket.
      annotations: { 'argocd.argoproj.io/hook': 'Sync' },
      // The sidecar of a mesh would keep the Job from completing.
      podAnnotations: { 'linkerd.io/inject': 'disabled' },
    },
    ...(claimAnnotations && {
      persistence: { annotations: { ...KEEP, 'helm.sh/resource-policy': 'keep' } },
    }),
  };
}
