/** Runs git. */
import type { SpawnSyncReturns } from 'node:child_process';
import { withoutCredentials } from '../command-line/environment';

/** More than any output needs. */
const MAX_BYTES = 1 << 30;

/** Its messages are in English. @param root the root of a work tree @param args its command and options @param input what it reads. @default nothing */
export function git(root: string, args: readonly string[], input = ''): SpawnSyncReturns<Buffer> {
  // Loaded on demand: it takes a part of the start-up time, and most runs need no git.
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process');
  return spawnSync('git', ['-C', root, ...args], { input, maxBuffer: MAX_BYTES, env: { ...withoutCredentials(), LC_ALL: 'C' } });
}

export interface GitObstacle {
  readonly problem: string;
  readonly fix: string;
  readonly isInstalled: boolean;
}

/** Why git reads nothing of a repository; undefined if it does. */
export function gitObstacle(root: string): GitObstacle | undefined {
  const { status, stderr, error } = git(root, ['rev-parse', '--git-dir']);
  if (error) return { problem: 'git is not installed', fix: 'install git', isInstalled: false };
  if (status === 0) return undefined;
  const said =
    String(stderr)
      .trim()
      .split('\n')[0]
      ?.replace(/^fatal: /, '') ?? '';
  // As in a container that runs as another user.
  return said.includes('dubious ownership')
    ? {
        problem: `git does not read ${root}, because it belongs to another user`,
        fix: `run \`git config --global --add safe.directory '${root}'\``,
        isInstalled: true,
      }
    : { problem: `git cannot read ${root} (${said})`, fix: 'correct the repository', isInstalled: true };
}
