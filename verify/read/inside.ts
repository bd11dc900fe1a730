/** Resolves paths in manifests. Files outside the folder of the manifests are never opened. */
import { isUtf8 } from 'node:buffer';
import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { namesIn, readPlainFile } from '../../lib/files/plain-file';

/** @returns the real path of `below`; undefined if it does not exist; `outside` if it is not in the folder */
export function inside(folder: string, below: string): string | undefined | 'outside' {
  const steps = path.posix.normalize(below.replaceAll('\\', '/'));
  if (steps === '..' || steps.startsWith('../')) return 'outside';
  const found = realOf(path.join(folder, steps));
  const root = realOf(folder);
  if (found === undefined || root === undefined) return undefined;
  return found === root || found.startsWith(root.endsWith(path.sep) ? root : root + path.sep) ? found : 'outside';
}

/** Undefined if the path does not exist, is a link to itself, or contains a NUL. */
function realOf(full: string): string | undefined {
  try {
    return realpathSync.native(full);
  } catch {
    return undefined;
  }
}

/** The first link below a folder that leaves `root`. */
export function linkOutOf(root: string, below: string): string | undefined {
  for (const name of namesIn(path.join(root, below))) {
    const entry = path.posix.join(below, name);
    const stat = lstatSync(path.join(root, entry), { throwIfNoEntry: false });
    if (stat?.isSymbolicLink() && inside(root, entry) === 'outside') return entry;
    const deeper = stat?.isDirectory() ? linkOutOf(root, entry) : undefined;
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/**
 * The text of a file in UTF-8 or UTF-16.
 * @throws NotAPlainFile, or an error of the operating system
 */
export function textOf(full: string): string {
  const bytes = readPlainFile(full);
  return new TextDecoder(isUtf16(bytes) ? 'utf-16le' : 'utf-8').decode(bytes);
}

const isUtf16 = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xfe;

/** The character in place of bytes that are not UTF-8. */
const REPLACEMENT = '\uFFFD';

/** Whether a file is in UTF-8 or UTF-16: Go's parser of YAML refuses others, also if only a comment is. @param text what `textOf` made of it */
export function isEncoded(full: string, text: string): boolean {
  if (!text.includes(REPLACEMENT)) return true;
  const bytes = readPlainFile(full);
  return isUtf16(bytes) || isUtf8(bytes);
}

/** Whether a path leaves its starting folder. It need not exist. */
export const leavesTop = (below: string): boolean => /^\.\.(\/|$)/.test(path.posix.normalize(below));

/** The steps of a path in a repository: `./a//b` has `a` and `b`. */
export const stepsOf = (asked: string): string[] => asked.split('/').filter((step) => step !== '' && step !== '.');

/**
 * The path of a source relative to a folder. In the source it is relative to the top of the repository, which may be a parent.
 * @returns undefined if it is not in the folder
 */
export function belowFolder(folder: string, asked = ''): string | undefined {
  const steps = stepsOf(asked);
  for (let from = 0; from <= steps.length; from++) {
    const below = steps.slice(from).join('/');
    const found = below !== '' || steps.length === 0 ? inside(folder, below) : undefined;
    // A link out of the folder is reported when it is read.
    if (found !== undefined && (found !== 'outside' || from === 0)) return below;
  }
  return undefined;
}
