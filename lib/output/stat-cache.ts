/**
 * What is known of the output folder without reading it: its folders and files by their sizes and times, as in git's index. Reading
 * thousands of them takes three times as long. What is missing or damaged here, or changed there, is read again.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { writeWhole } from '../files/write-whole';
import { groupedBy } from '../findings/grouped-by';
import { CHANGED, PathStats, type Signature, signatureIn, statsOf } from './path-stats';

/** The content of the cache, in the format of `v8.serialize`. */
interface Stored {
  /** The absolute path of the output folder. */
  readonly out: string;
  /** Most of the lists of paths are the same ones for many clusters. */
  readonly clusters: readonly (readonly [name: string, version: string, files: Paths, folders: Paths, listed: Paths])[];
  /** Of the files and then of the folders of each cluster, one after the other. */
  readonly numbers: Float64Array;
}

type Paths = readonly string[];

/** What is known of the folder of a cluster. All paths are below it, and its own path is empty. */
interface Known {
  readonly version: string;
  /** Those with the content of that version. */
  files: PathStats;
  /** What this run has found of them. */
  confirmed?: Map<string, Signature>;
  /** The folders in which it has files; none if it is not known what is in them. */
  folders: PathStats;
  /** All files in them. */
  listed: Paths;
}

/** A file that has changed this shortly before may change again without a new time, on any file system. In milliseconds. */
const RACY = 2000;

/** The same for a file system that records fractions of a millisecond: two ticks of the slowest clock of Linux. */
const RACY_IF_PRECISE = 20;

export class StatCache {
  private readonly clusters: ReadonlyMap<string, Known>;
  /** The paths that must be read, as they were before that. */
  private readonly before = new Map<string, Signature>();
  private readonly newest = Date.now() - RACY;
  private isNew = false;
  private folders?: ReadonlySet<string>;

  /**
   * @param file where it is kept between runs
   * @param versions of the folders of clusters: equal ones have equal files. Nothing is known about other folders
   */
  constructor(
    private readonly file: string,
    private readonly out: string,
    versions: ReadonlyMap<string, string>,
  ) {
    const stored = clustersIn(file, out);
    this.clusters = new Map(
      [...versions].map(([name, version]) => {
        const known = stored.get(name) ?? NOTHING;
        return [name, known.version === version ? known : { ...known, version, files: NONE }];
      }),
    );
  }

  /** The clusters with a folder that has the files of the version with their contents, and no others, as far as is known without reading it. */
  get asWanted(): ReadonlySet<string> {
    this.folders ??= new Set([...this.clusters].flatMap(([cluster, known]) => (this.isComplete(cluster, known) ? cluster : [])));
    return this.folders;
  }

  private isComplete(cluster: string, { files, folders, listed }: Known): boolean {
    const { paths } = files;
    if (paths.length === 0 || listed.length !== paths.length) return false;
    const folder = `${this.out}/${cluster}`;
    return (
      listed.every((name, index) => name === paths[index] || paths.includes(name)) && folders.areAllIn(folder) && files.areAllIn(folder)
    );
  }

  /** All files of a cluster's folder, as far as they are known without reading it. @returns paths below the output folder, with `/` */
  filesOf(cluster: string): readonly string[] | undefined {
    const { folders, listed } = this.clusters.get(cluster) ?? NOTHING;
    const areSame = folders.paths.length > 0 && folders.areAllIn(`${this.out}/${cluster}`);
    return areSame ? listed.map((name) => pathOf(cluster, name)) : undefined;
  }

  /** Must be called before a folder is read whose files `filesOf` does not know. @param folder a path below the output folder, with `/` */
  willRead(folder: string): void {
    const stats = this.clusters.has(split(folder)[0]) ? statsOf(`${this.out}/${folder}`) : undefined;
    if (stats) this.before.set(folder, signatureIn(stats));
  }

  /** Records all files of a cluster's folder, after it was read. @param folders those that were read */
  confirmFiles(cluster: string, folders: readonly string[], files: readonly string[]): void {
    this.list(cluster, files, folders, (folder) => this.settledBefore(folder));
  }

  /** Whether a file has the content of its cluster's version, as far as is known without reading it. @param file a path below the output folder, with `/` */
  isAsWanted(file: string): boolean {
    const [cluster, name] = split(file);
    const files = this.clusters.get(cluster)?.files;
    const stats = files && statsOf(`${this.out}/${file}`);
    if (!stats) return false;
    if (files.has(name, stats)) return true;
    this.before.set(file, signatureIn(stats));
    return false;
  }

  /** Records that a file was read after `isAsWanted`, and has that content. */
  confirm(file: string): void {
    const signature = this.settledBefore(file);
    if (signature) this.add(file, signature);
  }

  /** A path as it was before it was read; undefined if it might have changed again without a new time. */
  private settledBefore(file: string): Signature | undefined {
    const signature = this.before.get(file);
    return signature && signature[CHANGED] < this.newest ? signature : undefined;
  }

  /**
   * Records files that were written to a folder which nobody else writes to, and which takes the place of the output folder.
   * @param last a file that was written after them
   * @param isAll whether nothing else is in that folder
   */
  confirmWritten(folder: string, files: readonly string[], last: string, isAll: boolean): void {
    const now = statsOf(last)?.ctimeMs ?? 0;
    const settled = (place: string): Signature | undefined => {
      const stats = statsOf(`${folder}/${place}`);
      return stats && stats.ctimeMs < now - racyAt(stats.ctimeMs) ? signatureIn(stats) : undefined;
    };
    for (const file of files) {
      const signature = settled(file);
      if (signature) this.add(file, signature);
    }
    if (!isAll) return;
    for (const [cluster, own] of groupedBy(files, (file) => split(file)[0])) {
      const folders = [...new Set(own.map((file) => path.posix.dirname(file)))];
      this.list(cluster, own, folders, settled);
    }
  }

  /** Keeps what is new for the next run, if possible. */
  save(): void {
    if (!this.isNew) return;
    try {
      writeWhole(this.file, serialize(stored(path.resolve(this.out), this.clusters)));
    } catch {
      // a read-only checkout
    }
  }

  private add(file: string, signature: Signature): void {
    const [cluster, name] = split(file);
    const known = this.clusters.get(cluster);
    if (!known) return;
    known.confirmed ??= new Map();
    known.confirmed.set(name, signature);
    this.isNew = true;
  }

  /** @param settled the signature of a folder; if one has none, nothing is recorded */
  private list(
    cluster: string,
    files: readonly string[],
    folders: readonly string[],
    settled: (folder: string) => Signature | undefined,
  ): void {
    const known = this.clusters.get(cluster);
    const entries = folders.flatMap((folder): [string, Signature][] => {
      const signature = settled(folder);
      return signature ? [[nameIn(cluster, folder), signature]] : [];
    });
    if (!known || entries.length < folders.length) return;
    known.folders = PathStats.of(new Map(entries));
    known.listed = files.map((file) => nameIn(cluster, file));
    this.isNew = true;
  }
}

const NONE = PathStats.of(new Map());

const NOTHING: Known = { version: '', files: NONE, folders: NONE, listed: [] };

/** For something that changed at this time. */
const racyAt = (changed: number): number => (Number.isInteger(changed) ? RACY : RACY_IF_PRECISE);

/** The folder of a cluster, and the path below it, which is empty for the folder itself. */
function split(file: string): [cluster: string, name: string] {
  const end = file.indexOf('/');
  return end === -1 ? [file, ''] : [file.slice(0, end), file.slice(end + 1)];
}

const nameIn = (cluster: string, file: string): string => file.slice(cluster.length + 1);

const pathOf = (cluster: string, name: string): string => (name ? `${cluster}/${name}` : cluster);

function stored(out: string, clusters: ReadonlyMap<string, Known>): Stored {
  const lists = new Map<string, Paths>();
  const shared = (paths: Paths): Paths => {
    const key = paths.join('\n');
    const list = lists.get(key) ?? paths;
    lists.set(key, list);
    return list;
  };
  const numbers: Float64Array[] = [];
  const all = [...clusters].map(([name, { version, files, confirmed, folders, listed }]) => {
    const now = confirmed ? files.with(confirmed) : files;
    numbers.push(now.numbers, folders.numbers);
    return [name, version, shared(now.paths), shared(folders.paths), shared(listed)] as const;
  });
  return { out, clusters: all, numbers: joined(numbers) };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

function clustersIn(file: string, out: string): ReadonlyMap<string, Known> {
  try {
    const { clusters, ...stored } = deserialize(readFileSync(file)) as Stored;
    if (stored.out !== path.resolve(out)) return new Map();
    let { numbers } = stored;
    const next = (paths: Paths): PathStats => {
      const [first, rest] = PathStats.from(paths, numbers);
      numbers = rest;
      return first;
    };
    return new Map(
      clusters.map(([name, version, files, folders, listed]) => [
        name,
        { version, files: next(files), folders: next(folders), listed: [...listed] },
      ]),
    );
  } catch {
    return new Map(); // it is missing or damaged
  }
}
