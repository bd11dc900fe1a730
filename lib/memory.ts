/**
 * What an earlier run of the very same build made of the very same cluster file. Synthesis is pure, so that it is the same
 * today; whatever is missing or damaged here is computed again.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Source } from './sources';

/** What `launch.js` says of the build that it runs. */
interface Build {
  readonly folder: string;
  /** A hash of all sources, the lock file, what is installed, Node.js and the platform. */
  readonly key: string;
  /** Whether this run has computed what it did not find here. */
  hasComputed: boolean;
}

export class Memory {
  private constructor(private readonly build: Build) {}

  /** Undefined outside of a prepared build, in a test say. */
  static ofThisBuild(): Memory | undefined {
    const { build } = (require.main ?? {}) as { build?: Build };
    return build && new Memory(build);
  }

  /** What was kept of this very file; undefined where it has to be computed. */
  recall<Value>(source: Source): Value | undefined {
    const value = this.read<Value>(source);
    this.build.hasComputed ||= value === undefined;
    return value;
  }

  private read<Value>(source: Source): Value | undefined {
    try {
      const { digest, text } = JSON.parse(readFileSync(this.fileOf(source), 'utf8')) as { digest: string; text: string };
      return digest === this.digestOf(source, text) ? JSON.parse(text) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps a value, whole or not at all: a checkout that cannot be written to only loses the speed. */
  keep(source: Source, value: unknown): void {
    const text = JSON.stringify(value);
    const file = this.fileOf(source);
    try {
      mkdirSync(this.build.folder, { recursive: true });
      writeFileSync(`${file}.${process.pid}`, JSON.stringify({ digest: this.digestOf(source, text), text }));
      renameSync(`${file}.${process.pid}`, file);
    } catch {
      // computed again next time
    }
  }

  /** One file a cluster, whatever its content: the digest says of which content and build it is. */
  private fileOf({ name }: Source): string {
    return path.join(this.build.folder, `cluster-${name}.json`);
  }

  private digestOf({ name, file, text }: Source, result: string): string {
    return createHash('sha256')
      .update(JSON.stringify([this.build.key, name, file, text, result]))
      .digest('hex');
  }
}
