import { APPLICATIONS, BUCKET, CHART, MINIO_MANIFESTS, type Row } from './row';

export const hygieneDamages: readonly Row[] = [
  [
    'an image with a tag that changes',
    BUCKET,
    /mc:RELEASE\S+/,
    'mc:latest',
    '(container mc): image quay.io/minio/mc:latest is not pinned, because the tag latest changes; pin a version',
  ],
  ['an image without a tag', BUCKET, /mc:RELEASE\S+/, 'mc', '(container mc): image quay.io/minio/mc has no tag; pin a version'],
  [
    'an upstream image with a tag that changes',
    `${CHART}/Chart.yaml`,
    'appVersion: 2.10.5',
    'appVersion: latest',
    'error: Deployment tempo-distributor (also Deployment tempo-ingester, Deployment tempo-compactor, Deployment tempo-querier and Deployment tempo-query-frontend): image docker.io/grafana/tempo:latest is not pinned',
  ],
  [
    'a credential in the configuration',
    APPLICATIONS,
    'secret_key: ${MINIO_SECRET_ACCESS_KEY}',
    'secret_key: correct-horse',
    'ConfigMap tempo-config (storage.trace.s3.secret_key): contains a credential in plain text; use a variable such as ${MINIO_SECRET_ACCESS_KEY}, from a Secret',
  ],
  [
    'a credential in a variable',
    APPLICATIONS,
    /name: MINIO_ACCESS_KEY_ID\n +valueFrom:\n +secretKeyRef:\n.*\n.*/,
    'name: MINIO_ACCESS_KEY_ID\n                value: tempo',
    '(container distributor): variable MINIO_ACCESS_KEY_ID contains a credential in plain text; set it from a Secret',
  ],
  [
    'a Secret in plain text',
    MINIO_MANIFESTS,
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret',
    'apiVersion: v1\nstringData: {MINIO_ACCESS_KEY_ID: tempo}\nkind: Secret',
    'Secret tempo-minio-secret: is committed in plain text; use tempo.credentials.externalSecret or sealedSecret',
  ],
];
