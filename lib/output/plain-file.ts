/** Reads files and folders of a user. A FIFO, a socket or a device, which may never end, is not read. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';

/** Something that is not a plain file where one is read. */
export class NotAPlainFile extends Error {
  constructor() {
    super('not a plain file');
  }
}

/**
 * The content of a plain file; links are followed.
 * @throws NotAPlainFile, or an error of the operating system
 */
export function readPlainFile(file: string): Buffer {
  // Without O_NONBLOCK, opening a FIFO waits for a writer. The kind is that of the opened file, so it cannot change in between.
  const opened = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const kind = fstatSync(opened);
    if (!kind.isFile() && !kind.isDirectory()) throw new NotAPlainFile();
    return readFileSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** `cannot be read (EACCES)`, `is not a plain file` */
export function whyUnreadable(error: unknown): string {
  // Opening a socket fails with ENXIO.
  const { code, message } = error as NodeJS.ErrnoException;
  return error instanceof NotAPlainFile || code === 'ENXIO' ? 'is not a plain file' : `cannot be read (${code ?? message})`;
}

/** The names in a folder, sorted; empty if it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
