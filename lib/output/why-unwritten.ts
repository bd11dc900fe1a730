/** Why the output folder cannot be written, in the user's terms: without the names of the staging folder. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const DENIED = ['EACCES', 'EPERM', 'EROFS'];

/** @param error of the file system @returns a phrase for a message, with the folder that must be writable if it is denied */
export function whyUnwritten(error: NodeJS.ErrnoException & { readonly dest?: string }): string {
  const { code, message, path: place, dest } = error;
  if (code === undefined || !DENIED.includes(code) || place === undefined) return message;
  const folders = [path.dirname(place), ...(dest === undefined ? [] : [path.dirname(dest)]), place];
  const denied = folders.find((folder) => !isWritable(folder)) ?? path.dirname(place);
  return `${code}; make the folder ${path.relative('', denied) || denied} writable`;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
