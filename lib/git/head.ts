/** The commit that is checked out. */
import { spawnSync } from 'node:child_process';
import { withoutCredentials } from '../command-line/environment';
import { workTreeOf } from './work-tree';

/** The shortened commit, `with changes` if files differ from it; undefined outside of git, or before the first commit. */
export function headOf(folder: string): string | undefined {
  const root = workTreeOf(folder);
  if (root === undefined) return undefined;
  const options = ['--always', '--exclude=*', '--dirty= with changes'];
  const { status, stdout } = spawnSync('git', ['-C', root, 'describe', ...options], { encoding: 'utf8', env: withoutCredentials() });
  return status === 0 ? stdout.trim() : undefined;
}
