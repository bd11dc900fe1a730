/** What exists at a path. */
import { lstatSync, type Stats, statSync } from 'node:fs';

/** Follows links; undefined if nothing exists, or if a link is broken or circular. */
export function kindOf(name: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const found = statSync(name);
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch {
    return undefined;
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
