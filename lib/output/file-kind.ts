/** What exists at a path. */
import { lstatSync, statSync } from 'node:fs';

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

/** Whether a link leads to nothing. */
export const isBrokenLink = (name: string): boolean =>
  kindOf(name) === undefined && lstatSync(name, { throwIfNoEntry: false })?.isSymbolicLink() === true;
