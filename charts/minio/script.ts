/** The script of the bucket Job of MinIO. */
import { bucketCommands, serverOptions } from '../bucket/mc';
import { type Bucket, POLICY_FILE, serverUrl } from '../bucket/s3-bucket';
import { FOLDERS, read, repeated } from '../bucket/script';
import { ROOT_KEYS } from '../tempo/storage/s3/servers/root-keys';

/** The keys of the Secret of the S3 user to create. */
export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export function script(bucket: Bucket, { keys }: { readonly keys: S3Keys }): string {
  const mc = `mc --config-dir ${FOLDERS.scratch}/.mc --quiet${serverOptions(bucket)}`;
  const print = (folder: string, ...names: string[]) => `printf '%s\\n%s\\n' ${names.map((name) => read(folder, name)).join(' ')}`;
  return repeated('Keys go in by standard input, never by arguments or variables.', [
    `${print(FOLDERS.admin, ROOT_KEYS.accessKeyId, ROOT_KEYS.secretAccessKey)} | ${mc} alias set server ${serverUrl(bucket)} --api s3v4 --path auto >/dev/null`,
    ...bucketCommands(bucket, {
      mc,
      alias: 'server',
      printKeys: print(FOLDERS.user, keys.accessKeyId, keys.secretAccessKey),
      accessKeyId: read(FOLDERS.user, keys.accessKeyId),
      policyFile: `${FOLDERS.scripts}/${POLICY_FILE}`,
    }),
  ]);
}
