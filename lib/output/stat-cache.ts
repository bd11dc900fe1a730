/**
 * What is known of the output folder without reading it: its folders and files by their sizes and times, as in git's index. Reading
 * thousands of them takes three times as long. What is missing or damaged here, or changed there, is read again.
 */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { groupedBy } from '../findings/grouped-by';
import { writeWhole } from './write-whole';

/** What every change of a file's content, or of the names in a folder, changes. Times are in milliseconds. */
type Signature = readonly [inode: number, size: number, modified: number, changed: number];

/** A path below the folder of a cluster, as it was when it had the content of a version. */
type Entry = readonly [name: string, Signature];

/** The content of the cache as JSON. */
interface Stored {
  /** The absolute path of the output folder. */
  readonly out: string;
  readonly clusters: readonly (readonly [name: string, StoredCluster])[];
}

interface StoredCluster {
  readonly version: string;
  readonly files: readonly Entry[];
  /** The folders in which it has files; empty if it is not known what is in them. */
  readonly folders: readonly Entry[];
  /** All files in them. */
  readonly listed: readonly string[];
}

interface Known {
  readonly version: string;
  readonly files: Map<string, Signature>;
  folders: readonly Entry[];
  listed: readonly string[];
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
        const known = stored.get(name) ?? nothingOf(version);
        return [name, known.version === version ? known : { ...known, version, files: new Map() }];
      }),
    );
  }

  /** All files of a cluster's folder, as far as they are known without reading it. @returns paths below the output folder, with `/` */
  filesOf(cluster: string): readonly string[] | undefined {
    const { folders = [], listed = [] } = this.clusters.get(cluster) ?? {};
    const isSame =
      folders.length > 0 && folders.every(([name, known]) => isEqual(known, signatureOf(`${this.out}/${pathOf(cluster, name)}`)));
    return isSame ? listed.map((name) => pathOf(cluster, name)) : undefined;
  }

  /** Must be called before a folder is read whose files `filesOf` does not know. @param folder a path below the output folder, with `/` */
  willRead(folder: string): void {
    const signature = this.clusters.has(split(folder)[0]) ? signatureOf(`${this.out}/${folder}`) : undefined;
    if (signature) this.before.set(folder, signature);
  }

  /** Records all files of a cluster's folder, after it was read. @param folders those that were read */
  confirmFiles(cluster: string, folders: readonly string[], files: readonly string[]): void {
    this.list(cluster, files, folders, (folder) => this.settledBefore(folder));
  }

  /** Whether a file has the content of its cluster's version, as far as is known without reading it. @param file a path below the output folder, with `/` */
  isAsWanted(file: string): boolean {
    const [cluster, name] = split(file);
    const files = this.clusters.get(cluster)?.files;
    const signature = files && signatureOf(`${this.out}/${file}`);
    if (!signature) return false;
    if (isEqual(files.get(name), signature)) return true;
    this.before.set(file, signature);
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
    const now = signatureOf(last)?.[CHANGED] ?? 0;
    const settled = (place: string): Signature | undefined => {
      const signature = signatureOf(`${folder}/${place}`);
      return signature && signature[CHANGED] < now - racyAt(signature[CHANGED]) ? signature : undefined;
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
    const clusters = [...this.clusters].map(([name, known]) => [name, { ...known, files: [...known.files] }] as const);
    const stored: Stored = { out: path.resolve(this.out), clusters };
    try {
      writeWhole(this.file, JSON.stringify(stored));
    } catch {
      // a read-only checkout
    }
  }

  private add(file: string, signature: Signature): void {
    const [cluster, name] = split(file);
    this.clusters.get(cluster)?.files.set(name, signature);
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
    const entries = folders.flatMap((folder): Entry[] => {
      const signature = settled(folder);
      return signature ? [[nameIn(cluster, folder), signature]] : [];
    });
    if (!known || entries.length < folders.length) return;
    known.folders = entries;
    known.listed = files.map((file) => nameIn(cluster, file));
    this.isNew = true;
  }
}

const CHANGED = 3;

const nothingOf = (version: string): Known => ({ version, files: new Map(), folders: [], listed: [] });

/** For something that changed at this time. */
const racyAt = (changed: number): number => (Number.isInteger(changed) ? RACY : RACY_IF_PRECISE);

/** The folder of a cluster, and the path below it, which is empty for the folder itself. */
function split(file: string): [cluster: string, name: string] {
  const end = file.indexOf('/');
  return end === -1 ? [file, ''] : [file.slice(0, end), file.slice(end + 1)];
}

const nameIn = (cluster: string, file: string): string => file.slice(cluster.length + 1);

const pathOf = (cluster: string, name: string): string => (name ? `${cluster}/${name}` : cluster);

const isEqual = (known: Signature | undefined, signature: Signature | undefined): boolean =>
  known !== undefined && signature?.every((value, index) => value === known[index]) === true;

function signatureOf(file: string): Signature | undefined {
  try {
    const { ino, size, mtimeMs, ctimeMs } = lstatSync(file);
    return [ino, size, mtimeMs, ctimeMs];
  } catch {
    return undefined;
  }
}

function clustersIn(file: string, out: string): Map<string, Known> {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    if (stored.out === path.resolve(out)) return new Map(stored.clusters.map(([name, cluster]) => [name, knownFrom(cluster)]));
  } catch {
    // it is missing or damaged
  }
  return new Map();
}

/** @throws Error if it has another shape */
const knownFrom = ({ version, files, folders, listed }: StoredCluster): Known => ({
  version,
  files: new Map(files),
  folders: [...new Map(folders)],
  listed: [...listed],
});
