import { BUCKET, type Row, TEMPO, WORKLOADS } from './row';

export const shape: readonly Row[] = [
  [
    'a field of another name',
    TEMPO,
    'refreshInterval:',
    'refreshIntervall:',
    'error: ExternalSecret tempo-minio-secret: spec.refreshIntervall is no field of it; write refreshInterval',
  ],
  [
    'a policy that there is not',
    BUCKET,
    'restartPolicy: OnFailure',
    'restartPolicy: Sometimes',
    'restartPolicy is none of its values; write one of',
  ],
  ['a number for text', BUCKET, 'immutable: false', 'immutable: 1', 'ConfigMap tempo-minio-bootstrap: immutable is a number'],
  ['text for a number', BUCKET, 'backoffLimit: 20', 'backoffLimit: many', 'spec.backoffLimit is text, and must be a whole number'],
  [
    'a volume that is not there',
    BUCKET,
    '- mountPath: /admin\n              name: admin',
    '- mountPath: /admin\n              name: root',
    'is "root", a volume that the pod does not have; add it to volumes',
  ],
  [
    'a name that none may have',
    BUCKET,
    'name: tempo-bootstrap\nspec',
    'name: Tempo_Bootstrap\nspec',
    'Namespace Tempo_Bootstrap: metadata.name is no namespace',
  ],
  [
    'an object that is there twice',
    TEMPO,
    'name: tracing\nspec',
    'name: tempo-bootstrap\nspec',
    'Namespace tempo-bootstrap is in dist/seed/tempo.k8s.yaml tempo-bootstrap, and in dist/seed/minio.k8s.yaml tempo-bootstrap already',
  ],
  [
    'an API version that is not served',
    BUCKET,
    'batch/v1\n',
    'batch/v1beta1\n',
    'is of batch/v1beta1, which Kubernetes has not served since 1.25; it is batch/v1 today',
  ],
  ['a file that is no YAML', TEMPO, 'kind: Namespace', 'kind: [', 'error: is no YAML'],
  [
    'labels that a chart does not select',
    WORKLOADS,
    'selector: {matchLabels: {{ toJson $labels }}}',
    'selector: {matchLabels: {app: other}}',
    'spec.selector.matchLabels.app is "other", and its pods have no such label',
  ],
];
