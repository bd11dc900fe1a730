/** Paths with their sizes and times. */
import { lstatSync, type Stats } from 'node:fs';

/** What every change of a file's content, or of the names in a folder, changes. Times are in milliseconds. */
export type Signature = readonly [inode: number, size: number, modified: number, changed: number];

/** The place of the last time in a signature. */
export const CHANGED = 3;

/** The numbers of a signature. */
const NUMBERS = 4;

export const signatureIn = ({ ino, size, mtimeMs, ctimeMs }: Stats): Signature => [ino, size, mtimeMs, ctimeMs];

/** Of a file or folder itself, also if it is a link; undefined if it is missing. */
export function statsOf(file: string): Stats | undefined {
  try {
    return lstatSync(file);
  } catch {
    return undefined;
  }
}

/** All in one array of numbers: comparing thousands of small lists takes as long as asking for the present sizes and times. */
export class PathStats {
  /** @param numbers the signatures, one after the other; what is missing equals nothing */
  constructor(
    readonly paths: readonly string[],
    readonly numbers: Float64Array,
  ) {}

  static of(entries: ReadonlyMap<string, Signature>): PathStats {
    return new PathStats([...entries.keys()], Float64Array.from([...entries.values()].flat()));
  }

  /** Those at the beginning of an array, and the rest of it. @throws Error if these are not paths */
  static from(paths: readonly string[], numbers: Float64Array): [first: PathStats, rest: Float64Array] {
    if (!Array.isArray(paths)) throw new Error('not a list of paths');
    const end = NUMBERS * paths.length;
    return [new PathStats(paths, numbers.subarray(0, end)), numbers.subarray(end)];
  }

  /** Whether a path has the size and the times that it had. */
  has(path: string, stats: Stats): boolean {
    const index = this.paths.indexOf(path);
    return index >= 0 && this.isAt(index, stats);
  }

  /** Whether all paths, below this folder, have the sizes and the times that they had. The folder itself is the empty path. */
  areAllIn(folder: string): boolean {
    return this.paths.every((path, index) => {
      const stats = statsOf(path === '' ? folder : `${folder}/${path}`);
      return stats !== undefined && this.isAt(index, stats);
    });
  }

  private isAt(index: number, { ino, size, mtimeMs, ctimeMs }: Stats): boolean {
    const { numbers } = this;
    const at = NUMBERS * index;
    return numbers[at] === ino && numbers[at + 1] === size && numbers[at + 2] === mtimeMs && numbers[at + 3] === ctimeMs;
  }

  /** With further paths, or others for the same paths. */
  with(entries: ReadonlyMap<string, Signature>): PathStats {
    const known = this.paths.map((path, index): [string, Signature] => [
      path,
      [...this.numbers.subarray(NUMBERS * index, NUMBERS * (index + 1))] as unknown as Signature,
    ]);
    return PathStats.of(new Map([...known, ...entries]));
  }
}
