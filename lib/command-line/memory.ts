/**
 * The results of earlier runs of the same build for the same cluster file. Synthesis is pure, so they can be reused.
 * Missing or damaged results are computed again.
 */
import { createHash } from 'node:crypto';
import type { ClusterSource } from '../cluster-file/sources';
import { RecordFile } from './record-file';

/** The build that `launch.js` runs. */
interface Build {
  /** A hash of all sources, the lock file, the installed packages, Node.js and the platform. */
  readonly key: string;
  /** The file for its results. */
  readonly results: string;
  /** From here on, the heap grows by little at a time. */
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

  /** Of each cluster, by its name. */
  private get results(): RecordFile {
    this.openResults ??= new RecordFile(this.build.results);
    return this.openResults;
  }

  /** The stored result for this file; undefined if it must be computed. */
  recall<Value>(source: ClusterSource): Kept<Value> | undefined {
    const kept = this.read<Value>(source);
    if (kept === undefined) this.hasReached(1);
    return kept;
  }

  /** Records that this run needs more of the program. */
  hasReached(depth: Depth): void {
    if (depth > this.build.depth) this.build.depth = depth;
  }

  private read<Value>(source: ClusterSource): Kept<Value> | undefined {
    try {
      const record = this.results.get(source.name);
      if (record === undefined) return undefined;
      const result = record.slice(DIGEST_LENGTH);
      if (!record.startsWith(this.digestOf(source, result))) return undefined;
      const end = result.indexOf('\n');
      const { about, lengths } = JSON.parse(result.slice(0, end)) as { about: Value; lengths: readonly number[] };
      return { about, texts: split(result.slice(end + 1), lengths) };
    } catch {
      return undefined;
    }
  }

  keep(source: ClusterSource, { about, texts }: Kept<unknown>): void {
    const result = `${JSON.stringify({ about, lengths: texts.map(({ length }) => length) })}\n${texts.join('')}`;
    this.results.append(source.name, this.digestOf(source, result) + result);
  }

  private digestOf({ name, file, folder, text, bases, fleet }: ClusterSource, result: string): string {
    return createHash('sha256')
      .update(JSON.stringify([this.build.key, name, file, folder, text, bases, fleet]))
      .update(result)
      .digest('hex');
  }
}

/** A text as several, one after the other, of these lengths. */
function split(text: string, lengths: readonly number[]): string[] {
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return text.slice(start - length, start);
  });
}

/** Before the result, in hexadecimal digits. It identifies the cluster file's content and the build. */
const DIGEST_LENGTH = 64;
