/** The script that puts a container together, in a mount namespace of its own, and becomes its program. */
import path from 'node:path';
import type { Mount } from './root';
import type { Ids } from './user';
import type { Variables } from './variables';

export interface StartProps {
  readonly root: string;
  readonly mounts: readonly Mount[];
  readonly isRootReadOnly: boolean;
  readonly ids: Ids;
  readonly variables: Variables;
  readonly workingDir: string;
  /** The program with its arguments. */
  readonly command: readonly string[];
}

/** A word of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const words = (all: readonly string[]): string => all.map(quoted).join(' ');

/** @returns the text of a script for sh, which needs no arguments */
export function startScript({ root, mounts, isRootReadOnly, ids, variables, workingDir, command }: StartProps): string {
  const bind = ({ from, to, readOnly }: Mount) => {
    const place = quoted(path.join(root, to));
    // A bind mount takes its options only afterwards, by a second call.
    return [`mount --bind ${quoted(from)} ${place}`, ...(readOnly ? [`mount -o remount,bind,ro ${place}`] : [])];
  };
  const environment = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return [
    'set -e',
    'mount --make-rprivate /',
    `mount --bind ${quoted(root)} ${quoted(root)}`,
    `mount --rbind /proc ${quoted(path.join(root, 'proc'))}`,
    `mount --rbind /dev ${quoted(path.join(root, 'dev'))}`,
    ...(isRootReadOnly ? [`mount -o remount,bind,ro ${quoted(root)}`] : []),
    ...mounts.flatMap(bind),
    `exec env -i ${words([...environment, ...enter(root, ids), ...inFolder(workingDir, mounts), ...command])}`,
    '',
  ].join('\n');
}

/** @throws Error for another folder than the root in an image without a shell, where nothing can change to it */
function inFolder(folder: string, mounts: readonly Mount[]): string[] {
  if (folder === '/') return [];
  if (!mounts.some(({ to }) => to === '/bin')) throw new Error(`workingDir ${folder}: available only for images with a shell`);
  return ['/bin/sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', folder];
}

/** Without users of its own, the program stays what this process is. */
function enter(root: string, { user, group, groups }: Ids): string[] {
  const options = user === undefined ? [] : [`--userspec=${user}:${group ?? user}`, `--groups=${groups.join(',')}`];
  return ['/usr/sbin/chroot', ...options, root];
}
