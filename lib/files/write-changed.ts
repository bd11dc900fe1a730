/** Writes a file only if that changes it. */
import { readFileSync } from 'node:fs';
import { isFile } from './file-kind';
import { writeWhole } from './write-whole';

/** @returns the line that says what was done: `written schema/cluster.json`, or `unchanged …` */
export function writeChanged(file: string, text: string): string {
  if (isFile(file) && readFileSync(file, 'utf8') === text) return `unchanged ${file}`;
  writeWhole(file, text);
  return `written ${file}`;
}
