/** The commit that is checked out. */
import { git } from './git';
import { workTreeOf } from './work-tree';

/** The shortened commit, `with changes` if files differ from it; undefined outside of git, or before the first commit. */
export function headOf(folder: string): string | undefined {
  const root = workTreeOf(folder);
  if (root === undefined) return undefined;
  const { status, stdout } = git(root, ['describe', '--always', '--exclude=*', '--dirty= with changes']);
  return status === 0 ? String(stdout).trim() : undefined;
}
