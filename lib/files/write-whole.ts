/** Writes a file completely or not at all: when interrupted, the old file stays. */
import { chmodSync, closeSync, constants, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uninterrupted } from '../command-line/at-end';
import { kindOf } from './file-kind';

/**
 * Writes the file that a link leads to, with the permissions that it has. Anything but a plain file, such as /dev/stdout, is written to
 * directly.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  if (!['file', undefined].includes(kindOf(file))) {
    writeThrough(file, content);
    return;
  }
  uninterrupted(() => naming(file, () => replace(file, content)));
}

/** An error of the operating system then names this file: that of a full disk names none, and others one that nobody knows. */
export function naming<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const failed = error as NodeJS.ErrnoException;
    if (failed.syscall !== undefined) failed.path = file;
    throw failed;
  }
}

function replace(file: string, content: string | Uint8Array): void {
  const present = statSync(file, { throwIfNoEntry: false });
  const target = present ? realpathSync(file) : file;
  const unfinished = `${target}.${process.pid}`;
  try {
    writeFileSync(unfinished, content);
    if (present) chmodSync(unfinished, present.mode & 0o7777);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** @throws ENXIO for a FIFO that nobody reads: opening it would wait for a reader */
function writeThrough(file: string, content: string | Uint8Array): void {
  const opened = openSync(file, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
  try {
    writeFileSync(file, content);
  } finally {
    closeSync(opened);
  }
}
