/** The git work tree around a folder. */

import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { withoutCredentials } from '../command-line/environment';

/** The root of the work tree that contains a folder, which need not exist; undefined if there is none. */
export function workTreeOf(folder: string): string | undefined {
  let current = realFolder(path.resolve(folder));
  while (!existsSync(path.join(current, '.git'))) {
    const parent = path.dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
  return current;
}

/** The path of a folder in its work tree, with `/`; empty for the root. */
export const pathInWorkTree = (root: string, folder: string): string =>
  path
    .relative(root, realFolder(path.resolve(folder)))
    .split(path.sep)
    .join('/');

/** Whether git ignores a folder. */
export function isIgnored(root: string, folder: string): boolean {
  // Loaded on demand: it takes a part of the start-up time, and most runs need no git.
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process');
  const args = ['-C', root, 'check-ignore', '--quiet', realFolder(path.resolve(folder))];
  return spawnSync('git', args, { env: withoutCredentials() }).status === 0;
}

/** The real path of a folder, or of its nearest existing parent with the rest of the path. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    const parent = path.dirname(folder);
    return parent === folder ? folder : path.join(realFolder(parent), path.basename(folder));
  }
}
