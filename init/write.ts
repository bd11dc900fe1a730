/** Writes new files, all or none of them. */
import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { uninterrupted } from '../lib/command-line/at-end';
import { isFile, isFolder, kindOf } from '../lib/files/file-kind';
import { naming, writeWhole } from '../lib/files/write-whole';
import type { NewFile } from './files';

/** The files, or the parents that are not folders, that are in the way. */
export function inTheWay(files: readonly string[]): string[] {
  const blocked = files.flatMap((file) =>
    isThere(file) ? [file] : parentsOf(file).filter((parent) => isThere(parent) && !isFolder(parent)),
  );
  return [...new Set(blocked)].sort();
}

/** Those of the files that exist with another text. */
export const changedOf = (files: readonly NewFile[]): NewFile[] =>
  files.filter(([file, text]) => isFile(file) && readFileSync(file, 'utf8') !== text);

/** Also for a link that leads nowhere. */
const isThere = (file: string): boolean => {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // below a file
  }
};

/** `.github`, `.github/workflows` for a file in it. */
function parentsOf(file: string): string[] {
  const parent = path.dirname(file);
  return parent === '.' ? [] : [...parentsOf(parent), parent];
}

/**
 * Writes the files, none of which exists. On an error, everything is as before.
 * @param completed files that exist, with their new texts. @default none
 */
export function writeAll(files: readonly NewFile[], completed: readonly NewFile[] = []): void {
  const undo: (() => void)[] = [];
  uninterrupted(() => {
    try {
      for (const [file, text] of files) {
        for (const parent of parentsOf(file)) {
          if (kindOf(parent) === 'folder') continue;
          mkdirSync(parent);
          undo.unshift(() => rmdirSync(parent));
        }
        // It fails if the file was made meanwhile, which then is not removed.
        closeSync(openSync(file, 'wx'));
        undo.unshift(() => rmSync(file));
        naming(file, () => writeFileSync(file, text));
      }
      for (const [file, text] of completed) {
        const before = readFileSync(file);
        writeWhole(file, text);
        undo.unshift(() => writeWhole(file, before));
      }
    } catch (error) {
      for (const step of undo) step();
      throw error;
    }
  });
}
