/** Where the output folder and its replacement are. */
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../command-line/errors';
import { kindOf } from '../files/file-kind';

export interface Places {
  /** The folder that is replaced: the output folder, or that of one cluster in it. */
  readonly out: string;
  /** The name of that cluster's folder; empty for the whole output folder. */
  readonly part: string;
  /** A file with that name. */
  readonly partFile: string;
  /** Beside the output folder, so on the same file system. It exists while a process writes, or after it was killed while writing. */
  readonly staging: string;
  /** A folder with the new contents of the output folder, or with only the part of it that changes. */
  readonly fresh: string;
  readonly old: string;
  /** A file with the contents of the old folder when the new one was built. */
  readonly contents: string;
  /** A file with the id of the writing process. */
  readonly owner: string;
}

/**
 * @param only the cluster's folder that is replaced; empty for the whole output folder. @default what a process writes, or wrote when it was killed
 * @throws Refusal for a folder that cannot be replaced
 */
export function placesOf(folder: string, only?: string): Places {
  const whole = realPathOf(folder);
  refuseBelowFile(folder, whole);
  // The whole folder is moved, so it must not contain the working directory or this program.
  const moved = [process.cwd(), __dirname].find((place) => !path.relative(whole, place).startsWith('..'));
  if (moved !== undefined) throw new Refusal(`${folder}: contains ${moved}, and would be moved; choose another folder with --out`);
  const staging = path.join(path.dirname(whole), `.${path.basename(whole)}.tempo-gitops`);
  const within = (name: string) => path.join(staging, name);
  const partFile = within('part');
  const part = only ?? partIn(partFile);
  const files = { partFile, old: within('old'), contents: within('contents'), owner: within('owner') };
  return { ...files, out: path.join(whole, part), part, staging, fresh: within('new') };
}

function partIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function realPathOf(folder: string): string {
  try {
    return exists(folder) ? realpathSync(folder) : path.resolve(folder);
  } catch {
    throw new Refusal(`${folder}: a link that leads nowhere; choose another folder with --out`);
  }
}

/** @param out its real path */
function refuseBelowFile(folder: string, out: string): void {
  for (let parent = path.dirname(out); ; parent = path.dirname(parent)) {
    const kind = kindOf(parent);
    if (kind === 'folder' || (kind === undefined && parent === path.dirname(parent))) return;
    if (kind !== undefined) throw new Refusal(`${folder}: ${parent} is not a folder; choose another folder with --out`);
  }
}

export function exists(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // below a file
  }
}
