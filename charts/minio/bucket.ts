/** The `mc` commands that create bucket, user and policy of Tempo in MinIO. The Job and `npm run minio` share them. */
import { quoted } from '../bucket/script';

/** The S3 server and bucket. */
export interface Bucket {
  readonly name: string;
  /** `host` or `host:port` */
  readonly endpoint: string;
  readonly insecure: boolean;
  readonly region?: string;
  /** Whether any certificate of the server is accepted. @default false */
  readonly insecureSkipVerify?: boolean;
}

/** The options of `mc` for this server, each after a space; empty if there are none. */
export const serverOptions = ({ insecureSkipVerify }: Bucket): string => (insecureSkipVerify ? ' --insecure' : '');

/** `https://host:port` as a word of a shell, to which the brackets of IPv6 are a pattern. */
export function serverUrl({ endpoint, insecure }: Bucket): string {
  const url = `${insecure ? 'http' : 'https'}://${endpoint}`;
  return endpoint.startsWith('[') ? quoted(url) : url;
}

/** Named after the bucket, so that two clusters on one server do not overwrite each other's policy. */
const policyName = ({ name }: Bucket): string => `tempo-${name}`;

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

export interface Steps {
  /** The `mc` command with its options. */
  readonly mc: string;
  /** The server's alias in `mc`. */
  readonly alias: string;
  /** A command that prints the user's access key id and secret access key, one per line. If undefined, `mc` asks for them. */
  readonly printKeys?: string;
  /** The access key id, as a word of the shell. */
  readonly accessKeyId: string;
  /** The file with the policy. */
  readonly policyFile: string;
}

/**
 * The commands; each can be repeated. `admin policy create` and `attach` exist from mc RELEASE.2023-03-20; attaching a policy that is
 * already attached exits 0 only from RELEASE.2024-10-08.
 */
export function bucketCommands(bucket: Bucket, { mc, alias, printKeys, accessKeyId, policyFile }: Steps): string[] {
  const region = bucket.region === undefined ? '' : ` --region ${quoted(bucket.region)}`;
  return [
    `${mc} mb --ignore-existing${region} ${alias}/${bucket.name}`,
    `${mc} admin policy create ${alias} ${policyName(bucket)} ${policyFile}`,
    `${printKeys ? `${printKeys} | ` : ''}${mc} admin user add ${alias}`,
    `${mc} admin policy attach ${alias} ${policyName(bucket)} --user ${accessKeyId}`,
  ];
}
