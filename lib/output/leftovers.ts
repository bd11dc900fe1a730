/**
 * What is left in the old output folder after the new one took its place. Other programs may have written into it meanwhile: only
 * what is known is deleted, and everything else moves into the new folder.
 */
import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  type Stats,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import path from 'node:path';
import { codeOf } from '../files/error-code';
import { entryAt } from '../files/file-kind';
import { isOurs } from './header';

/** The contents of the old folder when the new one was built. Plain data. */
export interface Contents {
  /** The files that the new folder has too: their identities by path. */
  readonly kept: Readonly<Record<string, string>>;
  /** The files of ours that it replaces or does not have. */
  readonly gone: readonly string[];
}

/** Identifies a file and what is in it. A hard link to it has the same content, whatever happens to it. */
export function identityOf(file: string, isLinked: boolean): string {
  const { dev, ino, size, mtimeMs } = lstatSync(file);
  return isLinked ? `${dev}:${ino}` : `${dev}:${ino}:${size}:${mtimeMs}`;
}

/** How often a folder is read again because something appeared in it after it was emptied. */
const ATTEMPTS = 100;

/** Moves everything that is not known from one folder to another, and removes the folder. */
export class Leftovers {
  /** What was moved, one phrase per item, relative to the target. */
  readonly moved: string[] = [];
  private readonly gone: ReadonlySet<string>;
  private readonly kept: ReadonlyMap<string, string>;
  /** The folders of known files. */
  private readonly folders: ReadonlySet<string>;

  constructor(
    private readonly from: string,
    private readonly to: string,
    { kept, gone }: Contents,
  ) {
    this.gone = new Set(gone);
    this.kept = new Map(Object.entries(kept));
    this.folders = new Set([...this.kept.keys(), ...gone].flatMap(foldersOf));
  }

  /** @throws Error of the file system; what was not moved yet is still there */
  settle(): void {
    if (entryAt(this.from)?.isDirectory()) this.empty('');
    else this.keepBeside(this.from, this.to);
  }

  /** Removes a folder once nothing is in it: `rmdir` fails if something appeared after it was read. */
  private empty(below: string): void {
    const folder = path.join(this.from, below);
    for (let attempt = 1; ; attempt++) {
      for (const child of readdirSync(folder, { withFileTypes: true })) {
        const name = below ? `${below}/${child.name}` : child.name;
        if (!child.isDirectory()) this.move(name);
        else {
          if (!this.folders.has(name) && readdirSync(path.join(this.from, name)).length === 0) this.makeFolder(path.join(this.to, name));
          this.empty(name);
        }
      }
      try {
        rmdirSync(folder);
        return;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return;
        if (codeOf(error) !== 'ENOTEMPTY' || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private move(name: string): void {
    const source = path.join(this.from, name);
    const target = path.join(this.to, name);
    if (this.isKnown(name, source)) {
      unlinkSync(source);
      return;
    }
    if (this.isOlder(name, target)) renameSync(source, target);
    else if (!put(source, target, () => this.makeFolder(path.dirname(target)))) {
      if (isOursAt(source)) unlinkSync(source);
      else this.keepBeside(source, target);
      return;
    }
    this.moved.push(`${target}: was written during the synth; moved into the new folder`);
  }

  /** Whether the new folder has the same file, or it is one of ours that it does not need. */
  private isKnown(name: string, source: string): boolean {
    if (this.gone.has(name)) return isOursAt(source);
    const kept = this.kept.get(name);
    if (kept === undefined) return false;
    return kept === identityOf(source, true) || kept === identityOf(source, false) || isOursAt(source);
  }

  /** Whether the target is the file that was there when the new folder was built, so that another program has replaced it since. */
  private isOlder(name: string, target: string): boolean {
    const kept = this.kept.get(name);
    return kept !== undefined && entryAt(target) !== undefined && !isOursAt(target) && kept === identityOf(target, true);
  }

  private keepBeside(source: string, target: string): void {
    for (let number = 1; ; number++) {
      const beside = `${target}.kept${number === 1 ? '' : `-${number}`}`;
      const parent = path.dirname(beside);
      const free = entryAt(parent)?.isDirectory() ? beside : path.join(this.to, path.relative(this.to, beside).replaceAll(path.sep, '-'));
      if (!put(source, free, () => undefined)) continue;
      this.moved.push(`${target}: another program wrote it during the synth; its file is kept as ${free}`);
      return;
    }
  }

  private makeFolder(folder: string): void {
    try {
      mkdirSync(folder, { recursive: true });
    } catch {
      // A file is in its place, and the file to be moved is kept beside it.
    }
  }
}

const isOursAt = (file: string): boolean => entryAt(file)?.isFile() === true && isOurs(readFileSync(file, 'utf8'));

/** Moves a file, unless the target exists. @param prepare makes the folder of the target @returns whether it was moved */
function put(source: string, target: string, prepare: () => void): boolean {
  const entry = entryAt(source);
  if (!entry) return true; // its author removed it
  const present = entryAt(target);
  if (present && !isSame(source, target)) return false;
  prepare();
  try {
    if (present) unlinkSync(source);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target, entry);
  } catch (error) {
    if (['EEXIST', 'ENOTDIR', 'ENOENT'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
  if (!present) unlinkSync(source);
  return true;
}

/** Whether a file was moved already, and the process killed before the old name was removed. */
function isSame(source: string, target: string): boolean {
  const [a, b] = [lstatSync(source), lstatSync(target)];
  if (a.isSymbolicLink() && b.isSymbolicLink()) return readlinkSync(source) === readlinkSync(target);
  return a.dev === b.dev && a.ino === b.ino;
}

/** Never over an existing file. */
function linkOrCopy(source: string, target: string, entry: Stats): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EMLINK', 'ENOSYS'].includes(codeOf(error) ?? '') || !entry.isFile()) throw error;
    copyFileSync(source, target, constants.COPYFILE_EXCL); // a file system without hard links
  }
}

/** `a` and `a/b` for `a/b/c`. */
const foldersOf = (file: string): string[] =>
  file
    .split('/')
    .slice(0, -1)
    .map((_, index, steps) => steps.slice(0, index + 1).join('/'));
