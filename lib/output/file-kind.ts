/** What stands at a path that somebody else may have made. */
import { statSync } from 'node:fs';

/** Of what a link leads to; undefined where nothing is there, or a link leads nowhere or to itself. */
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
