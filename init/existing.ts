/** The README and the .gitignore of a repository that has its own already, as those that a hosting service makes: they stay. */
import { readFileSync } from 'node:fs';
import { isFile } from '../lib/output/file-kind';
import type { NewFile } from './files';

const [README, README_BESIDE, IGNORED] = ['README.md', 'TRACING.md', '.gitignore'];

export interface BesideExisting {
  /** The files to write. */
  readonly files: readonly NewFile[];
  /** What to do about those that stay. */
  readonly notes: readonly string[];
  /** The file with the next steps. */
  readonly readme: string;
}

/** @param files all files that a new repository gets */
export function besideExisting(files: readonly NewFile[]): BesideExisting {
  const readme = isFile(README) ? README_BESIDE : README;
  const missing = isFile(IGNORED) ? missingLines(files.find(([file]) => file === IGNORED)?.[1] ?? '') : [];
  return {
    files: files.flatMap(([file, text]): NewFile[] => {
      if (file === IGNORED && isFile(IGNORED)) return [];
      return [[file === README ? readme : file, text]];
    }),
    notes: missing.length > 0 ? [`${IGNORED} stays as it is; add these lines to it: ${missing.join(' ')}`] : [],
    readme,
  };
}

function missingLines(text: string): string[] {
  const present = readFileSync(IGNORED, 'utf8').split(/\r?\n/);
  return text.split('\n').filter((line) => line !== '' && !present.includes(line));
}
