/** The folder that keeps Helm and charts between runs, for all checkouts of a user. */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Refusal } from '../command-line/errors';
import { codeOf } from '../files/error-code';

/** A relative path in the variable is ignored, as the XDG Base Directory Specification says. */
function cacheHome(): string {
  const { XDG_CACHE_HOME = '' } = process.env;
  return path.isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : path.join(homedir(), '.cache');
}

/**
 * `$XDG_CACHE_HOME/tempo-gitops`, by default `~/.cache/tempo-gitops`, or a folder in it. It is created if it does not exist.
 * @throws Refusal if it cannot be created
 */
export function cacheFolder(below = ''): string {
  const folder = path.join(cacheHome(), 'tempo-gitops', below);
  try {
    makeFolder(folder);
  } catch (error) {
    throw new Refusal(`${folder} cannot be created (${(error as Error).message}); set XDG_CACHE_HOME to a writable folder`);
  }
  return folder;
}

/** Folder by folder: the `recursive` option of Node.js never returns for a path in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another run may have been first.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/**
 * Runs `write`, which writes to a folder of the cache.
 * @throws Refusal if that fails
 */
export function writeToCache(folder: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new Refusal(`${folder} cannot be written to (${codeOf(error)}); set XDG_CACHE_HOME to a writable folder`);
  }
}
