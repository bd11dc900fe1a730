/** An S3 bucket as Tempo uses it. */
import type { S3Bucket } from '../tempo/storage/backend';
import { quoted } from './script';

/** The S3 server and bucket, without what only Tempo needs of them. */
export type Bucket = Omit<S3Bucket, 'server' | 'ca'>;

/** `https://host:port` as a word of a shell, to which the brackets of IPv6 are a pattern. */
export function serverUrl({ endpoint, insecure }: Bucket): string {
  const url = `${insecure ? 'http' : 'https'}://${endpoint}`;
  return endpoint.startsWith('[') ? quoted(url) : url;
}

/** The file with its permissions, in the Job and in the commands by hand. */
export const POLICY_FILE = 'user_policy.json';

/** The permissions that Tempo needs, from its documentation (configuration, S3, permissions). */
export function policy({ name }: Bucket): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TempoPermissions',
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:DeleteObject', 's3:GetObjectTagging', 's3:PutObjectTagging'],
        Resource: [`arn:aws:s3:::${name}/*`, `arn:aws:s3:::${name}`],
      },
    ],
  };
}
