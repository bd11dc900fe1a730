/** The commands of MinIO's client `mc` that create bucket, user and policy of Tempo. The Job of `minio` and `npm run minio` share them. */
import type { Bucket } from './s3-bucket';
import { quoted } from './script';

/** The options of `mc` for this server, each after a space; empty if there are none. */
export const serverOptions = ({ insecureSkipVerify }: Bucket): string => (insecureSkipVerify ? ' --insecure' : '');

/** Named after the bucket, so that two clusters on one server do not overwrite each other's policy. */
const policyName = ({ name }: Bucket): string => `tempo-${name}`;

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
