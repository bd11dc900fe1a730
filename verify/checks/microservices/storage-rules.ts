/** Mistakes in the storage of a rendered Tempo. */
import type { Rule } from '../../../lib/findings/rules';

export const STORAGE_RULES = {
  'other-backend': {
    proves: 'Tempo stores traces in the backend of the cluster file',
    example:
      'ConfigMap tempo-config: storage.trace.backend is local, but tempo.storage of the cluster file is s3, so no trace reaches the bucket k3s-tempo; set it to s3',
    wayOut: 'Set `storage.trace.backend` to the backend of the cluster file',
  },
  'other-storage': {
    proves: 'the fields of the storage backend have the values of the cluster file',
    example:
      'ConfigMap tempo-config: storage.trace.s3.bucket is other, but tempo.storage.bucket of the cluster file is k3s-tempo; set it to k3s-tempo',
    wayOut: 'Run `npm run synth`, or correct the field in the values',
  },
  'swapped-credentials': {
    proves: 'each credential of the storage is in its own field',
    example:
      'ConfigMap tempo-config: storage.trace.s3.access_key is ${MINIO_SECRET_ACCESS_KEY}, and secret_key is ${MINIO_ACCESS_KEY_ID}; swap the two',
    wayOut: 'Swap the values of the two fields',
  },
  'no-credentials': {
    proves: 'Tempo has every credential of its storage',
    example:
      'ConfigMap tempo-config: storage.trace.s3.access_key is missing, so Tempo sends anonymous requests, which are refused; set it to ${MINIO_ACCESS_KEY_ID}',
    wayOut: 'Set the field to the variable with the credential',
  },
  'other-role': {
    proves: 'the pods of Tempo have the IAM role of the cluster file',
    example:
      'Deployment tempo-querier: runs as ServiceAccount tempo, whose annotation eks.amazonaws.com/role-arn is missing, but tempo.credentials.identity.irsa of the cluster file is arn:aws:iam::123456789012:role/tempo, so it cannot access the bucket; set the annotation to arn:aws:iam::123456789012:role/tempo',
    wayOut: 'Run `npm run synth`, or correct the annotation of the ServiceAccount',
  },
  'other-bucket': {
    proves: 'the bucket Job and its policy use the bucket that Tempo writes to',
    example:
      'ConfigMap tempo-minio-bootstrap-98c13c1487: bootstrap.sh uses the bucket other, but Tempo writes to k3s-tempo; replace other by k3s-tempo',
    wayOut: 'Run `npm run synth`',
  },
  'no-volume': {
    proves: 'Tempo has volumes if the cluster file sets persistence',
    example:
      'ConfigMap tempo-config: tempo.persistence is set in the cluster file, but no pod of Tempo has one, so each rollout loses traces that are not in S3 yet; enable persistence in the values',
    wayOut: 'Enable persistence in the values of the chart',
  },
} as const satisfies Record<string, Rule>;
