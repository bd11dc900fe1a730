/** Runs git. */
import type { SpawnSyncReturns } from 'node:child_process';
import { withoutCredentials } from '../command-line/environment';

/** More than any output needs. */
const MAX_BYTES = 1 << 30;

/** @param root the root of a work tree @param args its command and options @param input what it reads. @default nothing */
export function git(root: string, args: readonly string[], input = ''): SpawnSyncReturns<Buffer> {
  // Loaded on demand: it takes a part of the start-up time, and most runs need no git.
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process');
  return spawnSync('git', ['-C', root, ...args], { input, maxBuffer: MAX_BYTES, env: withoutCredentials() });
}
