/**
 * The results of earlier runs of the same build for the same cluster file. Synthesis is pure, so they can be reused.
 * Missing or damaged results are computed again.
 */
import type { ClusterSource } from '../cluster-file/sources';
import { sha256 } from '../files/sha256';
import { RecordFile } from './record-file';

/** The build that `launch.js` runs. */
interface Build {
  /** A hash of all sources, the lock file, the installed packages, Node.js and the platform. */
  readonly key: string;
  /** The file for its results. */
  readonly results: string;
  /** The file for what is known of the output folder. */
  readonly stats: string;
  /** The file for what is known of the commit that is checked out, whatever the build. */
  readonly head: string;
  /** Collects garbage. From here on, the heap grows by little at a time. */
  readonly limitHeap: () => void;
  /** How much of the program this run has used. `launch.js` caches the code of the deepest run. */
  depth: Depth;
}

/** 0: nothing was computed; 1: the result of a cluster file; 2: also the change from an older output. */
type Depth = 0 | 1 | 2;

/** What is kept of a run: plain data, and texts, which are kept as they are. */
export interface Kept<Value> {
  readonly about: Value;
  readonly texts: readonly string[];
}

/** What was kept, of which the texts are read when they are needed. */
export interface Recalled<Value> {
  readonly about: Value;
  /** Identifies what was computed, and so the texts: a hash of the build, the cluster file and what was computed. */
  readonly version: string;
  /** Undefined if they are damaged. */
  texts(): readonly string[] | undefined;
}

/** A parameter of the function that `launch.js` wraps around a program. It is not declared elsewhere, such as in tests. */
declare const preparedBuild: Build | undefined;

export class Memory {
  private openResults: RecordFile | undefined;

  private constructor(private readonly build: Build) {}

  /** Undefined outside of a prepared build. */
  static ofThisBuild(): Memory | undefined {
    return typeof preparedBuild === 'undefined' ? undefined : new Memory(preparedBuild);
  }

  /**
   * For many clusters: most of what one allocates is soon unused, and without a limit, the memory for a thousand grows to twice that
   * for 50. For fewer, collecting garbage early takes longer than it helps.
   */
  static expectMany(): void {
    if (typeof preparedBuild !== 'undefined') preparedBuild.limitHeap();
  }

  /** The file for what is known of the output folder. */
  get statsFile(): string {
    return this.build.stats;
  }

  /** The file for what is known of the commit that is checked out. */
  get headFile(): string {
    return this.build.head;
  }

  /** Of each cluster, by its name. */
  private get results(): RecordFile {
    this.openResults ??= new RecordFile(this.build.results);
    return this.openResults;
  }

  /** The stored result for this file; undefined if it must be computed. */
  recall<Value>(source: ClusterSource): Recalled<Value> | undefined {
    const recalled = this.read<Value>(source);
    if (recalled === undefined) this.hasReached(1);
    return recalled;
  }

  /** Records that this run needs more of the program. */
  hasReached(depth: Depth): void {
    if (depth > this.build.depth) this.build.depth = depth;
  }

  private read<Value>(source: ClusterSource): Recalled<Value> | undefined {
    try {
      const record = this.results.get(source.name);
      if (!record) return undefined;
      const { about, content } = record;
      const end = about.indexOf(' ');
      const json = about.slice(end + 1);
      const version = this.versionOf(source, json);
      if (about.slice(0, end) !== version) return undefined;
      const stored = JSON.parse(json) as About<Value>;
      // Neither refers to the text of the record, which would stay in memory for each of thousands.
      return { about: stored.about, version, texts: () => textsOf(stored, content()) };
    } catch {
      return undefined;
    }
  }

  /** @returns the result as when it is recalled, of which the texts need no memory; undefined if it cannot be kept */
  keep<Value>(source: ClusterSource, { about, texts }: Kept<Value>): Recalled<Value> | undefined {
    const content = texts.join('');
    const stored: About<Value> = { about, lengths: texts.map(({ length }) => length), content: hashOf(content) };
    const json = JSON.stringify(stored);
    const version = this.versionOf(source, json);
    const read = this.results.append(source.name, `${version} ${json}`, content);
    return read && { about, version, texts: () => split(read(), stored.lengths) };
  }

  /** @param json of what was computed */
  private versionOf({ name, file, folder = '', text, bases = [], fleet }: ClusterSource, json: string): string {
    const files = fleet ? [...bases, fleet] : bases;
    const parts = [this.build.key, name, file, folder, text, ...files.flatMap((each) => [each.file, each.text]), json];
    // With the lengths, only equal parts make equal texts.
    return hashOf(`${parts.map(({ length }) => length).join()} ${fleet ? 'fleet' : ''}\n${parts.join('')}`);
  }
}

/** The first part of a record, after its version. */
interface About<Value> {
  readonly about: Value;
  /** Of the texts, in characters. */
  readonly lengths: readonly number[];
  /** The hash of all texts. */
  readonly content: string;
}

const hashOf = (text: string): string => sha256(text, 'base64');

/** The texts in the second part of a record, one after the other; undefined if it is damaged. */
const textsOf = ({ lengths, content: hash }: About<unknown>, content: string | undefined): string[] | undefined =>
  content !== undefined && hashOf(content) === hash ? split(content, lengths) : undefined;

/** A text as several, one after the other, of these lengths. */
function split(content: string | undefined, lengths: readonly number[]): string[] | undefined {
  if (content === undefined) return undefined;
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return content.slice(start - length, start);
  });
}
