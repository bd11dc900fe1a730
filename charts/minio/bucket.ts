/** Bucket, user and policy of Tempo in MinIO, as `mc` commands: one source for the Job and for a person. */

/** The S3 server and bucket. */
export interface Bucket {
  readonly name: string;
  /** `host` or `host:port` */
  readonly endpoint: string;
  readonly insecure: boolean;
  readonly region?: string;
}

export const serverUrl = ({ endpoint, insecure }: Bucket): string => `${insecure ? 'http' : 'https'}://${endpoint}`;

/** Named after the bucket: two clusters on one server must not overwrite each other's policy. */
const policyName = ({ name }: Bucket): string => `tempo-${name}`;

/** What Tempo needs, as its documentation lists it (configuration, S3, permissions). */
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

export interface Steps {
  /** How `mc` is called, with its options. */
  readonly mc: string;
  /** The server's alias in `mc`. */
  readonly alias: string;
  /** A command that prints the user's access key id and secret access key on a line each; absent, `mc` asks for them. */
  readonly printKeys?: string;
  /** The access key id, as the shell sees it. */
  readonly accessKeyId: string;
  /** The file with the policy. */
  readonly policyFile: string;
}

/**
 * The commands; each may run again. `admin policy create` and `attach` exist from mc RELEASE.2023-03-20; attaching a policy that is
 * already attached exits 0 only from RELEASE.2024-10-08.
 */
export function bucketCommands(bucket: Bucket, { mc, alias, printKeys, accessKeyId, policyFile }: Steps): string[] {
  const region = bucket.region === undefined ? '' : ` --region ${quote(bucket.region)}`;
  return [
    `${mc} mb --ignore-existing${region} ${alias}/${bucket.name}`,
    `${mc} admin policy create ${alias} ${policyName(bucket)} ${policyFile}`,
    `${printKeys ? `${printKeys} | ` : ''}${mc} admin user add ${alias}`,
    `${mc} admin policy attach ${alias} ${policyName(bucket)} --user ${accessKeyId}`,
  ];
}

/** One word for a POSIX shell. */
const quote = (word: string): string => (/^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
