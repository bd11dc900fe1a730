/** Why the output folder cannot be written, in the user's terms: without the names of the staging folder. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** An error of the file system. */
type Failure = NodeJS.ErrnoException & { readonly dest?: string };

/**
 * @param error of a step of writing, whose files are still as they were
 * @param folder the output folder @param fresh the folder that becomes it
 * @returns a phrase for a message; if access was denied, with what must be readable or writable
 */
export function whyUnwritten({ code, message, syscall, path: place, dest }: Failure, folder: string, fresh: string): string {
  if (code === 'EROFS') return `${code}; the file system is read-only, so choose another folder with --out`;
  if (code === 'EBUSY')
    return `${code}; a mount point cannot be replaced, so mount the folder above it, or choose a folder in it with --out`;
  if (place === undefined || (code !== 'EACCES' && code !== 'EPERM')) return message;
  const named = (denied: string) => {
    const below = path.relative(fresh, denied);
    const own = below.startsWith('..') ? denied : path.join(folder, below);
    const relative = path.relative('', own);
    return relative === '' || relative.startsWith('..') ? path.resolve(own) : relative;
  };
  if (syscall === 'copyfile' && !allows(place, constants.R_OK)) return `${code}; make the file ${named(place)} readable`;
  const folders = [path.dirname(place), ...(dest === undefined ? [] : [path.dirname(dest)]), place];
  const denied = folders.find((each) => !allows(each, constants.W_OK)) ?? path.dirname(place);
  return `${code}; make the folder ${named(denied)} writable`;
}

function allows(place: string, mode: number): boolean {
  try {
    accessSync(place, mode);
    return true;
  } catch {
    return false;
  }
}
