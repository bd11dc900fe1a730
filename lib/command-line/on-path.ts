/** Programs on PATH. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { isFile } from '../files/file-kind';

/** The first executable file of that name on PATH; undefined if there is none. */
export const onPath = (name: string, { PATH = '' }: NodeJS.ProcessEnv = process.env): string | undefined =>
  PATH.split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(isExecutable);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return isFile(file);
  } catch {
    return false;
  }
}
