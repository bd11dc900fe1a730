/** Computes what a synth would change in the output folder. It writes nothing. */
import type { Dirent } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../command-line/errors';
import { entriesOf } from '../files/entries';
import { codeOf } from '../files/error-code';
import { kindOf } from '../files/file-kind';
import { readListedText, readPlainText, whyUnreadable } from '../files/plain-file';
import { isOurs } from './header';
import { notOurs, type Obstacle, obstacleAt, otherOutput } from './obstacle';
import type { StatCache } from './stat-cache';

export interface Changes {
  /** New or different; paths below the output folder, with `/`, sorted. */
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** The old text of each written file. */
  readonly replaced: ReadonlyMap<string, string>;
}

/** The paths of the output: `fleet.k8s.yaml`, `<cluster>/fleet.json`, `<cluster>/<component>.k8s.yaml`, one folder deeper for a plugin, and `<cluster>/values/<release>.yaml`. */
const PLACE = /^fleet\.k8s\.yaml$|^[^/]+\/(fleet\.json|[^/]+\.k8s\.yaml|[^/]+\/[^/]+\.k8s\.yaml|values\/[^/]+\.yaml)$/;

/** Whether synth writes a file to such a path. @param file a path below the output folder, with `/` */
export const isOutputPath = (file: string): boolean => PLACE.test(file);

export interface Wanted {
  readonly files: ReadonlyMap<string, string>;
  /** The cluster folders that may change. @default all of them */
  readonly clusters?: readonly string[];
  /** Returns the part of a text that is compared. @default all of it */
  readonly comparable?: (text: string, file: string) => string;
  /** What is known without reading. @default nothing */
  readonly known?: StatCache;
}

/** What becomes of a file. */
interface Verdict {
  readonly file: string;
  readonly change: 'written' | 'unchanged' | 'removed';
  /** The old text of a written file. @default it is new */
  readonly old?: string;
}

/**
 * @param out the output folder; it may be missing
 * @throws Refusal if the output needs the path of a file that synth did not write
 */
export function compareOutput(out: string, wanted: Wanted): Changes {
  const changes = { written: [] as string[], unchanged: [] as string[], removed: [] as string[], replaced: new Map<string, string>() };
  for (const { file, change, old } of verdicts(out, wanted)) {
    changes[change].push(file);
    if (old !== undefined) changes.replaced.set(file, old);
  }
  for (const list of [changes.written, changes.unchanged, changes.removed]) list.sort();
  return changes;
}

/** Whether the output folder is as wanted. It is read up to the first change. @throws Refusal as compareOutput */
export function isAsWanted(out: string, wanted: Wanted): boolean {
  for (const { change } of verdicts(out, wanted)) if (change !== 'unchanged') return false;
  return true;
}

function* verdicts(out: string, { files, clusters, comparable = (text) => text, known }: Wanted): Generator<Verdict> {
  const existing = new Existing(out, known);
  const asWanted = known?.asWanted;
  for (const file of files.keys()) {
    if (asWanted?.has(topOf(file))) {
      yield { file, change: 'unchanged' };
      continue;
    }
    if (!existing.has(file)) {
      const obstacle = obstacleAt(out, file);
      if (obstacle) refuse(obstacle);
      yield { file, change: 'written' };
      continue;
    }
    if (known?.isAsWanted(file)) {
      yield { file, change: 'unchanged' };
      continue;
    }
    const present = readOutput(out, file, readListedText);
    const text = files.get(file) ?? '';
    if (present === text) known?.confirm(file);
    if (comparable(present, file) === comparable(text, file)) yield { file, change: 'unchanged' };
    else if (isOurs(present)) yield { file, change: 'written', old: present };
    else refuse(notOurs(path.join(out, file)));
  }
  for (const file of existing.files(asWanted)) {
    const inScope = isOutputPath(file) && (clusters === undefined || clusters.includes(topOf(file)));
    if (!inScope || files.has(file) || !isOurs(readOutput(out, file, readListedText))) continue;
    const other = otherOutput(out, file);
    if (other) refuse(other);
    yield { file, change: 'removed' };
  }
}

/** The files of the output folder. Each folder in it is listed when it is needed, because a comparison may end at the first. */
class Existing {
  private readonly entries: ReadonlyMap<string, Dirent>;
  private readonly listed = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly out: string,
    private readonly known: StatCache | undefined,
  ) {
    this.entries = new Map(entriesIn(out).map((entry) => [entry.name, entry]));
  }

  has(file: string): boolean {
    return this.filesOf(topOf(file)).has(file);
  }

  /** @param except the names of folders that are left out. @default none */
  *files(except?: ReadonlySet<string>): Generator<string> {
    for (const top of this.entries.keys()) if (!except?.has(top)) yield* this.filesOf(top);
  }

  private filesOf(top: string): ReadonlySet<string> {
    const entry = this.entries.get(top);
    const files = this.listed.get(top) ?? new Set(entry ? (this.known?.filesOf(top) ?? this.read(top, entry)) : []);
    this.listed.set(top, files);
    return files;
  }

  private read(top: string, entry: Dirent): readonly string[] {
    const folders: string[] = [];
    const files = filesAt(this.out, top, entry, (folder) => {
      folders.push(folder);
      this.known?.willRead(folder);
    });
    if (entry.isDirectory()) this.known?.confirmFiles(top, folders, files);
    return files;
  }
}

/** The folder of a cluster, or a file beside them. @param file a path below the output folder, with `/` */
function topOf(file: string): string {
  const end = file.indexOf('/');
  return end < 0 ? file : file.slice(0, end);
}

/** The changes of each folder of the output that changes, by its name, sorted. The paths remain those below the output folder. */
export function byFolder({ written, removed, replaced }: Changes): ReadonlyMap<string, Omit<Changes, 'unchanged'>> {
  const lists = { written, removed };
  const folders = new Map<string, { written: string[]; removed: string[]; replaced: Changes['replaced'] }>();
  for (const verb of ['written', 'removed'] as const) {
    for (const file of lists[verb].filter((each) => each.includes('/'))) {
      const name = topOf(file);
      const changes = folders.get(name) ?? { written: [], removed: [], replaced };
      changes[verb].push(file);
      folders.set(name, changes);
    }
  }
  return new Map([...folders].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text of a file in the output folder; empty if it is missing. @param read reads it */
export function readOutput(out: string, file: string, read = readPlainText): string {
  try {
    return read(path.join(out, file));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw new Refusal(`${path.join(out, file)}: ${whyUnreadable(error)}; make it readable`);
  }
}

/** The paths of all regular files below a folder, with `/`; empty if the folder is missing. */
export const listFiles = (folder: string): string[] => entriesIn(folder).flatMap((entry) => filesAt(folder, entry.name, entry));

/** The regular files at a path below a folder and below that path. @param enter called before each folder is read */
function filesAt(folder: string, name: string, entry: Dirent, enter?: (name: string) => void): string[] {
  if (!entry.isDirectory()) return entry.isFile() ? [name] : [];
  enter?.(name);
  return entriesOf(path.join(folder, name)).flatMap((child) => filesAt(folder, `${name}/${child.name}`, child, enter));
}

/** What is in the output folder; nothing if it is missing. */
function entriesIn(folder: string): Dirent[] {
  const kind = kindOf(folder);
  if (kind === undefined) return [];
  if (kind !== 'folder') throw new Refusal(`${folder}: not a folder; choose another one with --out`);
  return entriesOf(folder);
}

function refuse({ place, problem, fix }: Obstacle): never {
  throw new Refusal(`${place}: ${problem}; ${fix}`);
}
