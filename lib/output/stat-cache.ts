/**
 * Which files of the output folder are known to be as wanted, by their sizes and times, as in git's index: reading thousands of them takes
 * three times as long. What is missing or damaged here, or changed there, is read again.
 */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from './write-whole';

/** What a change of a file's content changes. Times are in milliseconds. */
type Signature = readonly [inode: number, size: number, modified: number, changed: number];

/** The files of a folder by their path below it, as they were when they had the content of a version. */
type Folder = readonly [name: string, version: string, files: readonly (readonly [file: string, Signature])[]];

/** The content of the cache as JSON. */
interface Stored {
  /** The absolute path of the output folder. */
  readonly out: string;
  readonly folders: readonly Folder[];
}

interface Known {
  readonly version: string;
  readonly files: Map<string, Signature>;
}

/** A file that has changed this shortly before may change again without a new time, on any file system. In milliseconds. */
const RACY = 2000;

/** The same for a file system that records fractions of a millisecond: two ticks of the slowest clock of Linux. */
const RACY_IF_PRECISE = 20;

export class StatCache {
  private readonly folders: ReadonlyMap<string, Known>;
  /** The files that must be read, as they were before that. */
  private readonly read = new Map<string, Signature>();
  private readonly newest = Date.now() - RACY;
  private isNew = false;

  /**
   * @param file where it is kept between runs
   * @param versions of the folders in the output: equal ones have equal files. Nothing is known about other folders
   */
  constructor(
    private readonly file: string,
    private readonly out: string,
    versions: ReadonlyMap<string, string>,
  ) {
    const stored = foldersIn(file, out);
    this.folders = new Map(
      [...versions].map(([name, version]) => {
        const known = stored.get(name);
        return [name, known?.version === version ? known : { version, files: new Map() }];
      }),
    );
  }

  /** Whether a file has the content of its folder's version, as far as is known without reading it. @param file a path below the output folder, with `/` */
  isAsWanted(file: string): boolean {
    const [folder, name] = split(file);
    const files = this.folders.get(folder)?.files;
    const signature = files && signatureOf(`${this.out}/${file}`);
    if (!signature) return false;
    const known = files.get(name);
    if (known && signature.every((value, index) => value === known[index])) return true;
    this.read.set(file, signature);
    return false;
  }

  /** Records that a file was read after `isAsWanted`, and has that content. */
  confirm(file: string): void {
    const signature = this.read.get(file);
    if (signature && signature[CHANGED] < this.newest) this.add(file, signature);
  }

  /**
   * Records files that were written to a folder which nobody else writes to, and which takes the place of the output folder.
   * @param last a file that was written after them
   */
  confirmWritten(folder: string, files: readonly string[], last: string): void {
    const now = signatureOf(last)?.[CHANGED] ?? 0;
    for (const file of files) {
      const signature = signatureOf(`${folder}/${file}`);
      if (signature && signature[CHANGED] < now - racyAt(signature[CHANGED])) this.add(file, signature);
    }
  }

  /** Keeps what is new for the next run, if possible. */
  save(): void {
    if (!this.isNew) return;
    const folders = [...this.folders].map(([name, { version, files }]): Folder => [name, version, [...files]]);
    const stored: Stored = { out: path.resolve(this.out), folders };
    try {
      writeWhole(this.file, JSON.stringify(stored));
    } catch {
      // a read-only checkout
    }
  }

  private add(file: string, signature: Signature): void {
    const [folder, name] = split(file);
    this.folders.get(folder)?.files.set(name, signature);
    this.isNew = true;
  }
}

const CHANGED = 3;

/** For a file that changed at this time. */
const racyAt = (changed: number): number => (Number.isInteger(changed) ? RACY : RACY_IF_PRECISE);

/** The folder of a cluster, and the path below it. */
function split(file: string): [folder: string, name: string] {
  const end = file.indexOf('/');
  return [file.slice(0, Math.max(end, 0)), file.slice(end + 1)];
}

function signatureOf(file: string): Signature | undefined {
  try {
    const { ino, size, mtimeMs, ctimeMs } = lstatSync(file);
    return [ino, size, mtimeMs, ctimeMs];
  } catch {
    return undefined;
  }
}

function foldersIn(file: string, out: string): Map<string, Known> {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    if (stored.out === path.resolve(out))
      return new Map(stored.folders.map(([name, version, files]) => [name, { version, files: new Map(files) }]));
  } catch {
    // it is missing or damaged
  }
  return new Map();
}
