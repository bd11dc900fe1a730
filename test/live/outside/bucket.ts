/** A bucket and a user that exist already, made by hand, as `npm run minio` says. */
import type { Manifest } from '../../../verify/stack';
import type { Authority } from '../cluster/certificates';
import { ADMIN } from './minio';
import { KEYS } from './secrets';

export interface BucketProps {
  readonly url: string;
  readonly bucket: string;
  readonly region?: string;
  /** The authority of the server's certificate. */
  readonly authority: Authority;
  /** The bucket that the user may use. @default the same */
  readonly allowed?: string;
  /** Whether the user has the policy. @default it has */
  readonly withPolicy?: boolean;
}

export function bucketByHand({
  url,
  bucket,
  region = 'us-east-1',
  authority,
  allowed = bucket,
  withPolicy = true,
}: BucketProps): Manifest[] {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:DeleteObject', 's3:GetObjectTagging', 's3:PutObjectTagging'],
        Resource: [`arn:aws:s3:::${allowed}`, `arn:aws:s3:::${allowed}/*`],
      },
    ],
  };
  const script = [
    'set -e',
    'mkdir -p /scratch/certs/CAs && cp /scripts/ca.crt /scratch/certs/CAs/',
    `mc --config-dir /scratch alias set s3 ${url} "$ADMIN" "$PASSWORD"`,
    `mc --config-dir /scratch mb --ignore-existing --region ${region} s3/${bucket}`,
    'mc --config-dir /scratch admin policy create s3 tempo /scripts/policy.json',
    'mc --config-dir /scratch admin user add s3 "$USER" "$SECRET"',
    ...(withPolicy ? ['mc --config-dir /scratch admin policy attach s3 tempo --user "$USER"'] : []),
  ];
  const metadata = { name: 'bucket-by-hand', namespace: 'outside' };
  const variables = {
    ADMIN: ADMIN.rootUser,
    PASSWORD: ADMIN.rootPassword,
    USER: KEYS.MINIO_ACCESS_KEY_ID,
    SECRET: KEYS.MINIO_SECRET_ACCESS_KEY,
  };
  const container = {
    ...{ name: 'mc', image: 'quay.io/minio/mc', command: ['/bin/sh', '/scripts/run.sh'] },
    env: Object.entries(variables).map(([name, value]) => ({ name, value })),
    volumeMounts: [
      { name: 'scripts', mountPath: '/scripts' },
      { name: 'scratch', mountPath: '/scratch' },
    ],
  };
  const volumes = [
    { name: 'scripts', configMap: { name: metadata.name } },
    { name: 'scratch', emptyDir: {} },
  ];
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { 'run.sh': script.join('\n'), 'policy.json': JSON.stringify(policy), 'ca.crt': authority.text },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata,
      spec: { template: { spec: { restartPolicy: 'OnFailure', containers: [container], volumes } } },
    },
  ];
}
