import { APPLICATIONS, BUCKET, CHART, type Row } from './row';

export const hygiene: readonly Row[] = [
  [
    'an image that is another one tomorrow',
    BUCKET,
    /mc:RELEASE\S+/,
    'mc:latest',
    'container mc runs quay.io/minio/mc:latest, which is another one tomorrow; pin one',
  ],
  ['an image without a tag', BUCKET, /mc:RELEASE\S+/, 'mc', 'container mc runs quay.io/minio/mc, of no tag; pin one'],
  [
    'an upstream image that is another one tomorrow',
    `${CHART}/Chart.yaml`,
    'appVersion: 2.10.5',
    'appVersion: latest',
    'error: tempo-distributor, tempo-ingester, tempo-compactor, tempo-querier and tempo-query-frontend run docker.io/grafana/tempo:latest',
  ],
  [
    'a credential in the configuration',
    APPLICATIONS,
    'secret_key: ${MINIO_SECRET_ACCESS_KEY}',
    'secret_key: correct-horse',
    'ConfigMap tempo-config: storage.trace.s3.secret_key holds a credential in plain text',
  ],
  [
    'a credential in a variable',
    APPLICATIONS,
    /name: MINIO_ACCESS_KEY_ID\n +valueFrom:\n +secretKeyRef:\n.*\n.*/,
    'name: MINIO_ACCESS_KEY_ID\n                value: tempo',
    'variable MINIO_ACCESS_KEY_ID of container distributor holds a credential in plain text; take it from a Secret',
  ],
  [
    'a Secret in plain text',
    BUCKET,
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret',
    'apiVersion: v1\nstringData: {MINIO_ACCESS_KEY_ID: tempo}\nkind: Secret',
    'Secret tempo-minio-secret: stands in git in plain text; use tempo.credentials.externalSecret or sealedSecret',
  ],
];
