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
    proves: 'the pods of Tempo have the identity of the cluster file',
    example:
      'Deployment tempo-querier: runs as ServiceAccount tempo, whose annotation eks.amazonaws.com/role-arn is missing, but tempo.credentials.identity.irsa of the cluster file is arn:aws:iam::123456789012:role/tempo, so it cannot access the bucket; set the annotation to arn:aws:iam::123456789012:role/tempo',
    wayOut: 'Run `npm run synth`, or correct the annotation of the ServiceAccount',
  },
  'other-account': {
    proves: 'the pods of Tempo run as the ServiceAccount to which the cloud gives the identity',
    example:
      'Deployment tempo-querier: runs as ServiceAccount default, but tempo.credentials.identity.podIdentity of the cluster file is for ServiceAccount tempo, so it cannot access the bucket; use tempo',
    wayOut: 'Run `npm run synth`, or correct the ServiceAccount of the pods',
  },
  'no-identity-label': {
    proves: 'the pods of Tempo have the label that their identity needs',
    example:
      'Deployment tempo-querier: has no label azure.workload.identity/use on its pods, so it gets no token for tempo.credentials.identity.workloadIdentity and cannot access the container tempo of the storage account labtraces; set azure.workload.identity/use: "true" under podLabels',
    wayOut: 'Run `npm run synth`, or set the label in the values of the chart',
  },
  'credential-file': {
    proves: 'every process of Tempo finds the file with its credentials, and has none beside an identity',
    example:
      'Deployment tempo-querier (container querier): has GOOGLE_APPLICATION_CREDENTIALS: /etc/tempo-gcs/key.json, where no volume is mounted; mount Secret gcs there',
    wayOut: 'Run `npm run synth`, or mount the key of the Secret at the path of the variable',
  },
  'other-block': {
    proves: 'the configuration of Tempo has the settings of one backend alone',
    example: 'ConfigMap tempo-config: storage.trace.s3 is set, but the backend is gcs; remove it',
    wayOut: 'Remove the settings of the other backend',
  },
  'other-bucket': {
    proves: 'the bucket Job and its policy use the bucket that Tempo writes to',
    example:
      'ConfigMap tempo-minio-bootstrap-98c13c1487: bootstrap.sh uses the bucket other, but Tempo writes to k3s-tempo; replace other by k3s-tempo',
    wayOut: 'Run `npm run synth`',
  },
  'disk-without-volume': {
    proves: 'the local disk that holds all traces is a volume',
    example:
      'StatefulSet tempo (container tempo): has storage.trace.local.path /var/tempo/traces, which is not on a volume that outlives the pod, so all traces are lost with the pod; mount the volume of tempo.persistence there',
    wayOut: 'Mount the volume where Tempo stores traces',
  },
  'no-volume': {
    proves: 'Tempo has volumes if the cluster file sets persistence',
    example:
      'ConfigMap tempo-config: tempo.persistence is set in the cluster file, but no pod of Tempo has one, so each rollout loses traces that are not in S3 yet; enable persistence in the values',
    wayOut: 'Enable persistence in the values of the chart',
  },
} as const satisfies Record<string, Rule>;
