/** What exists at a path. */
import { lstatSync, type Stats, statSync } from 'node:fs';
import { codeOf } from './error-code';

/** Follows links; undefined if nothing exists, or if a link is broken or circular. */
export function kindOf(name: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const found = statSync(name);
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch {
    return undefined;
  }
}

/** Why nothing at a path can be known, as the code of the operating system: EACCES. Undefined if something is there, or certainly nothing. */
export function whyUnknown(name: string): string | undefined {
  try {
    statSync(name);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : code;
  }
}

export const isFile = (name: string): boolean => kindOf(name) === 'file';
export const isFolder = (name: string): boolean => kindOf(name) === 'folder';

/** Does not follow links; undefined if nothing exists, or nothing can. */
export function entryAt(name: string): Stats | undefined {
  try {
    return lstatSync(name, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether a link leads to nothing. */
export const isBrokenLink = (name: string): boolean =>
  kindOf(name) === undefined && lstatSync(name, { throwIfNoEntry: false })?.isSymbolicLink() === true;
