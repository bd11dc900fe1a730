/** The script of the bucket Job. */
import { type Bucket, bucketCommands, serverOptions, serverUrl } from './bucket';
import type { S3User } from './minio';

/** Where the Job mounts what the script reads. */
export const FOLDERS = { scratch: '/scratch', scripts: '/bootstrap', admin: '/admin', user: '/tempo' } as const;
export const SCRIPT_FILE = 'bootstrap.sh';
export const POLICY_FILE = 'user_policy.json';

/** Seconds. The first pause suits a server that is just starting; the last one is the longest time that a late server waits. */
const PAUSE = { first: 2, longest: 60 };

/**
 * The script never gives up. A Job that has failed stays failed: neither Argo CD nor a later commit runs it again, because its object
 * is as in git. The files are read in each attempt, because the kubelet updates those of a Secret.
 */
export function script(bucket: Bucket, { keys }: Pick<S3User, 'keys'>): string {
  const mc = `mc --config-dir ${FOLDERS.scratch}/.mc --quiet${serverOptions(bucket)}`;
  const read = (folder: string, name: string) => `"$(cat ${folder}/${name})"`;
  const print = (folder: string, ...names: string[]) => `printf '%s\\n%s\\n' ${names.map((name) => read(folder, name)).join(' ')}`;
  const steps = [
    `${print(FOLDERS.admin, 'rootUser', 'rootPassword')} | ${mc} alias set server ${serverUrl(bucket)} --api s3v4 --path auto >/dev/null`,
    ...bucketCommands(bucket, {
      mc,
      alias: 'server',
      printKeys: print(FOLDERS.user, keys.accessKeyId, keys.secretAccessKey),
      accessKeyId: read(FOLDERS.user, keys.accessKeyId),
      policyFile: `${FOLDERS.scripts}/${POLICY_FILE}`,
    }),
  ];
  return [
    '#!/bin/sh',
    '# Keys go in by standard input, never by arguments or variables. Each step may run again.',
    'set -u',
    'bootstrap() {',
    `  ${steps.join(' &&\n    ')}`,
    '}',
    `pause=${PAUSE.first}`,
    'until bootstrap; do',
    '  echo "not complete; the next attempt is in $pause seconds" >&2',
    '  sleep "$pause"',
    '  pause=$((pause * 2))',
    `  [ "$pause" -le ${PAUSE.longest} ] || pause=${PAUSE.longest}`,
    'done',
    '',
  ].join('\n');
}
