/** The folder where Helm and charts are kept between runs, for all checkouts of a user. */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Refusal } from '../command-line/command';

/**
 * `$XDG_CACHE_HOME/tempo-gitops`, by default `~/.cache/tempo-gitops`, with a folder in it if one is named.
 * @throws Refusal where it cannot be made
 */
export function cacheFolder(below = ''): string {
  const folder = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'tempo-gitops', below);
  try {
    makeFolder(folder);
  } catch (error) {
    throw new Refusal(`${folder} cannot be made (${(error as Error).message}); set XDG_CACHE_HOME to a folder that can be written to`);
  }
  return folder;
}

/** Step by step: Node.js's own `recursive` never ends in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another run may have been first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Does what writes to a folder of it.
 * @throws Refusal where that cannot be
 */
export function writeToCache(folder: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(`${folder} cannot be written to (${code}); set XDG_CACHE_HOME to a folder that can be`);
  }
}
