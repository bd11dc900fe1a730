/** The git work tree around a folder. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { git } from './git';

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

/** Those of the folders that git ignores. It is asked once for all. */
export function ignoredOf(root: string, folders: readonly string[]): ReadonlySet<string> {
  // git refuses all paths if one of them is outside.
  const isWithin = (folder: string) => !/^\.\.(\/|$)|^$/.test(pathInWorkTree(root, folder));
  const paths = new Map(folders.filter(isWithin).map((folder) => [folder, realFolder(path.resolve(folder))]));
  if (paths.size === 0) return new Set();
  const input = [...paths.values()].map((each) => `${each}\0`).join('');
  const { stdout } = git(root, ['check-ignore', '-z', '--stdin'], input);
  const ignored = new Set(String(stdout ?? '').split('\0'));
  return new Set([...paths].flatMap(([folder, each]) => (ignored.has(each) ? folder : [])));
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
