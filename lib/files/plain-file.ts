/** Reads files and folders of a user. A FIFO, a socket or a device, which may never end, is not read. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync, type Stats } from 'node:fs';
import { codeOf, reasonOf } from './error-code';

/** Something that is not a plain file where one is read. */
class NotAPlainFile extends Error {
  constructor() {
    super('not a plain file');
  }
}

/**
 * The content of a plain file; links are followed.
 * @throws NotAPlainFile, or an error of the operating system
 */
export const readPlainFile = (file: string): Buffer => readPlain(file, (bytes) => Buffer.from(bytes));

/** The same as text. */
export const readPlainText = (file: string): string => readPlain(file, (bytes) => bytes.toString('utf8'));

/** For thousands of files, most of them small, this takes half the time of reading each into a buffer of its own. */
const readPlain = <Content>(file: string, contentOf: (bytes: Buffer) => Content): Content =>
  opened(file, (descriptor, { size }) => {
    const length = readSync(descriptor, shared, 0, shared.length, 0);
    return contentOf(length === size && length < shared.length ? shared.subarray(0, length) : readFileSync(descriptor));
  });

/** The same for what a folder lists as a plain file, in two thirds of the time. If it is a pipe by now, nobody waits for its end. */
export const readListedText = (file: string): string => readFileSync(file, { encoding: 'utf8', flag: FLAGS as unknown as string });

/** For the bytes of one file after the other. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);

/** Without O_NONBLOCK, opening a FIFO waits for a writer. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function opened<Content>(file: string, read: (descriptor: number, stats: Stats) => Content): Content {
  // The kind is that of the opened file, so it cannot change in between.
  const descriptor = openSync(file, FLAGS);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() && !stats.isDirectory()) throw new NotAPlainFile();
    return read(descriptor, stats);
  } finally {
    closeSync(descriptor);
  }
}

/** `cannot be read (EACCES)`, `is not a plain file` */
export function whyUnreadable(error: unknown): string {
  // Opening a socket fails with ENXIO.
  return error instanceof NotAPlainFile || codeOf(error) === 'ENXIO' ? 'is not a plain file' : `cannot be read (${reasonOf(error)})`;
}

/** The names in a folder, sorted; empty if it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
