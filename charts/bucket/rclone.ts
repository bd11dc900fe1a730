/** The command of rclone that creates a bucket on any S3 server. It can be repeated. */
import type { S3Bucket } from '../tempo/storage/backend';
import { serverOf } from '../tempo/storage/s3/schema';
import { serverNamed } from '../tempo/storage/s3/servers/servers';
import { serverUrl } from './s3-bucket';
import { FOLDERS, quoted, read, repeated } from './script';

/** The file names of the two keys in a folder. */
export interface KeyFiles {
  readonly folder: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Amazon S3 makes a bucket there without naming it. */
const DEFAULT_REGION = 'us-east-1';

export const bucketScript = (bucket: S3Bucket, keys: KeyFiles): string =>
  repeated('Keys go in by variables of the program, never by arguments.', [rcloneCommand(bucket, keys)]);

/**
 * `mkdir` asks for the bucket first, and creates it only if it is missing. Without a configuration file, rclone takes everything
 * from its options, and the keys from the variables of AWS.
 */
export function rcloneCommand(bucket: S3Bucket, { folder, accessKeyId, secretAccessKey }: KeyFiles): string {
  return [
    `AWS_ACCESS_KEY_ID=${read(folder, accessKeyId)}`,
    `AWS_SECRET_ACCESS_KEY=${read(folder, secretAccessKey)}`,
    `rclone mkdir :s3:${bucket.name} --config '' --s3-env-auth --retries 1`,
    ...Object.entries(options(bucket)).map(([option, value]) => `${option} ${value}`),
    ...(bucket.insecureSkipVerify ? ['--no-check-certificate'] : []),
  ].join(' ');
}

/** Only Amazon S3 must be told the place of a new bucket; others use their own, and some refuse any other name. */
function options(bucket: S3Bucket): Record<string, string> {
  const { region } = bucket;
  const known = serverNamed(serverOf(bucket));
  return {
    '--s3-provider': known?.rclone ?? 'Other',
    '--s3-endpoint': serverUrl({ ...bucket, endpoint: withoutUsualPort(bucket) }),
    ...(region !== undefined && { '--s3-region': quoted(region) }),
    ...(known?.hasOwnEndpoint && region !== undefined && region !== DEFAULT_REGION && { '--s3-location-constraint': quoted(region) }),
  };
}

/** The SDK of AWS leaves out the usual port, and with it the brackets of IPv6, so that it connects to nothing (tried with 1.48.0). */
const withoutUsualPort = ({ endpoint, insecure }: S3Bucket): string => endpoint.replace(insecure ? /\]:80$/ : /\]:443$/, ']');

/** The keys of Tempo itself, or those of an administrator. */
export const ADMIN_KEYS: KeyFiles = { folder: FOLDERS.admin, accessKeyId: 'accessKeyId', secretAccessKey: 'secretAccessKey' };
