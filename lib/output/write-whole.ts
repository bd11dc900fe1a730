/** Writes a file completely or not at all: when interrupted, the old file stays. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { uninterrupted } from '../command-line/at-end';
import { kindOf } from './file-kind';

/** Anything but a plain file, such as /dev/stdout, is written to directly. */
export function writeWhole(file: string, text: string): void {
  if (!['file', undefined].includes(kindOf(file))) {
    writeFileSync(file, text);
    return;
  }
  uninterrupted(() => replace(file, text));
}

function replace(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
