/** Writes a file whole or not at all, so that whoever is interrupted leaves the old one. */
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** What is no plain file, such as /dev/stdout, is written to as it is. */
export function writeWhole(file: string, text: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(file, text);
    return;
  }
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
