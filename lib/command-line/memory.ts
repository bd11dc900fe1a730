/**
 * What an earlier run of the very same build made of the very same cluster file. Synthesis is pure, so that it is the same
 * today; whatever is missing or damaged here is computed again.
 */
import { createHash } from 'node:crypto';
import type { Source } from '../cluster-file/sources';

/** What `launch.js` says of the build that it runs. */
interface Build {
  /** A hash of all sources, the lock file, what is installed, Node.js and the platform. */
  readonly key: string;
  /** A file that is kept beside the build, by its name; undefined where it is missing or cut short. */
  readonly read: (name: string) => Buffer | undefined;
  /** Keeps one, whole or not at all: a checkout that cannot be written to only loses the speed. */
  readonly keep: (name: string, content: Buffer) => void;
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
      const { digest, text } = JSON.parse(String(this.build.read(fileOf(source)))) as { digest: string; text: string };
      return digest === this.digestOf(source, text) ? JSON.parse(text) : undefined;
    } catch {
      return undefined;
    }
  }

  keep(source: Source, value: unknown): void {
    const text = JSON.stringify(value);
    this.build.keep(fileOf(source), Buffer.from(JSON.stringify({ digest: this.digestOf(source, text), text })));
  }

  private digestOf({ name, file, text }: Source, result: string): string {
    return createHash('sha256')
      .update(JSON.stringify([this.build.key, name, file, text, result]))
      .digest('hex');
  }
}

/** One file a cluster, whatever its content: the digest says of which content and build it is. */
const fileOf = ({ name }: Source): string => `cluster-${name}.json`;
