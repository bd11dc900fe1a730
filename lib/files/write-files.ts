/** Writes several files at once, to a folder that nobody else uses. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { naming } from './write-whole';

/** @param files the content of each file by its path below the folder, with `/` */
export function writeFiles(folder: string, files: Iterable<readonly [file: string, content: string | Buffer]>): void {
  for (const [file, content] of files) {
    const target = path.join(folder, file);
    naming(target, () => {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, content);
    });
  }
}
