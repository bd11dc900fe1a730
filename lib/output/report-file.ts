/** A file for a report, which is checked before the long work starts. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../command-line/errors';
import { codeOf } from '../files/error-code';
import { isFolder, kindOf } from '../files/file-kind';
import { writeWhole } from '../files/write-whole';

/**
 * @param what the text in messages. @default the report
 * @throws UsageError if the file cannot be written, now or later
 */
export function reportFile(file: string, what = 'the report'): { readonly write: (text: string) => void } {
  checked(file, what, () => {
    const parent = path.dirname(path.resolve(file));
    if (kindOf(parent) === 'file') throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(kindOf(file) ? file : parent, constants.W_OK);
  });
  return { write: (text) => checked(file, what, () => writeWhole(file, text)) };
}

function checked(file: string, what: string, action: () => void): void {
  try {
    action();
    if (isFolder(file)) throw Object.assign(new Error(), { code: 'EISDIR' });
  } catch (error) {
    throw new UsageError(`${what} cannot be written to ${file} (${codeOf(error)}); name another file`);
  }
}
