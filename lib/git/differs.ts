/** Whether a folder differs from a commit. */
import { git } from './git';
import { pathInWorkTree, workTreeOf } from './work-tree';

/**
 * @param revision a commit
 * @returns undefined outside of git, and for a commit that this clone does not have
 */
export function differsFrom(folder: string, revision: string): boolean | undefined {
  const root = workTreeOf(folder);
  if (root === undefined || !/^[0-9a-f]{7,64}$/.test(revision)) return undefined;
  const { status } = git(root, ['diff', '--quiet', revision, '--', pathInWorkTree(root, folder)]);
  return status === 0 ? false : status === 1 ? true : undefined;
}
