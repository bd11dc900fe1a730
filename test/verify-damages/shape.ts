import { BUCKET, BUCKET_JOB, MINIO_MANIFESTS, type Row, TEMPO_MANIFESTS, WORKLOADS } from './row';

export const shapeDamages: readonly Row[] = [
  [
    'a field of another name',
    TEMPO_MANIFESTS,
    'refreshInterval:',
    'refreshIntervall:',
    'error: ExternalSecret tempo-minio-secret: spec.refreshIntervall is an unknown field; did you mean refreshInterval?',
  ],
  ['an unknown policy', BUCKET, 'restartPolicy: OnFailure', 'restartPolicy: Sometimes', 'restartPolicy has an unknown value; use one of'],
  ['a number for text', BUCKET, 'immutable: false', 'immutable: 1', `ConfigMap ${BUCKET_JOB}: immutable is a number`],
  ['text for a number', BUCKET, /backoffLimit: \d+/, 'backoffLimit: many', 'spec.backoffLimit is text, but must be a whole number'],
  [
    'a volume that does not exist',
    BUCKET,
    '- mountPath: /admin\n              name: admin',
    '- mountPath: /admin\n              name: root',
    'is "root", which is not a volume of the pod; add it to volumes',
  ],
  [
    'an invalid name',
    MINIO_MANIFESTS,
    'name: tempo-bootstrap\nspec',
    'name: Tempo_Bootstrap\nspec',
    'Namespace Tempo_Bootstrap: metadata.name is not a valid namespace',
  ],
  [
    'a duplicate object',
    TEMPO_MANIFESTS,
    'name: tracing\nspec',
    'name: tempo-bootstrap\nspec',
    'Namespace tempo-bootstrap: already defined in dist/seed/minio.k8s.yaml tempo-bootstrap',
  ],
  [
    'an API version that is no longer served',
    BUCKET,
    'batch/v1\n',
    'batch/v1beta1\n',
    'batch/v1beta1 is no longer served as of Kubernetes 1.25; use batch/v1',
  ],
  ['a file that is not YAML', TEMPO_MANIFESTS, 'kind: Namespace', 'kind: [', 'error: is not valid YAML'],
  [
    'labels that a chart does not select',
    WORKLOADS,
    'selector: {matchLabels: {{ toJson $labels }}}',
    'selector: {matchLabels: {app: other}}',
    'spec.selector.matchLabels.app is "other", but its pods have no such label',
  ],
];
