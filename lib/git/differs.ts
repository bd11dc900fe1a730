/** Whether a folder differs from a commit. */
import { spawnSync } from 'node:child_process';
import { withoutCredentials } from '../command-line/environment';
import { pathInWorkTree, workTreeOf } from './work-tree';

/**
 * @param revision a commit
 * @returns undefined outside of git, and for a commit that this clone does not have
 */
export function differsFrom(folder: string, revision: string): boolean | undefined {
  const root = workTreeOf(folder);
  if (root === undefined || !/^[0-9a-f]{7,64}$/.test(revision)) return undefined;
  const args = ['-C', root, 'diff', '--quiet', revision, '--', pathInWorkTree(root, folder)];
  const { status } = spawnSync('git', args, { env: withoutCredentials() });
  return status === 0 ? false : status === 1 ? true : undefined;
}
