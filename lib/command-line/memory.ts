/**
 * The result of an earlier run of the same build for the same cluster file. Synthesis is pure, so that it would be the same now;
 * whatever is missing or damaged here is computed again.
 */
import { createHash } from 'node:crypto';
import type { ClusterSource } from '../cluster-file/sources';

/** The build that `launch.js` runs. */
interface Build {
  /** A hash of all sources, the lock file, the installed packages, Node.js and the platform. */
  readonly key: string;
  /** The content of a file beside the build, by its name; undefined where it is missing or cut short. */
  readonly read: (name: string) => Buffer | undefined;
  /** Writes one, whole or not at all: a checkout that is read-only only loses the speed. */
  readonly keep: (name: string, content: Buffer) => void;
  /** Whether this run has computed what it did not find here; then `launch.js` caches the code that did it. */
  hasComputed: boolean;
}

/** A parameter of the function that `launch.js` runs a program in; undeclared elsewhere, in a test say. */
declare const preparedBuild: Build | undefined;

export class Memory {
  private constructor(private readonly build: Build) {}

  /** Undefined outside of a prepared build. */
  static ofThisBuild(): Memory | undefined {
    return typeof preparedBuild === 'undefined' ? undefined : new Memory(preparedBuild);
  }

  /** The result that is kept for this file; undefined where it has to be computed. */
  recall<Value>(source: ClusterSource): Value | undefined {
    const value = this.read<Value>(source);
    this.build.hasComputed ||= value === undefined;
    return value;
  }

  private read<Value>(source: ClusterSource): Value | undefined {
    try {
      const { digest, text } = JSON.parse(String(this.build.read(fileOf(source)))) as { digest: string; text: string };
      return digest === this.digestOf(source, text) ? JSON.parse(text) : undefined;
    } catch {
      return undefined;
    }
  }

  keep(source: ClusterSource, value: unknown): void {
    const text = JSON.stringify(value);
    this.build.keep(fileOf(source), Buffer.from(JSON.stringify({ digest: this.digestOf(source, text), text })));
  }

  private digestOf({ name, file, text }: ClusterSource, result: string): string {
    return createHash('sha256')
      .update(JSON.stringify([this.build.key, name, file, text, result]))
      .digest('hex');
  }
}

/** One file a cluster, whatever its content: the digest tells the content and the build. */
const fileOf = ({ name }: ClusterSource): string => `cluster-${name}.json`;
