/** Tries a changed copy of a cluster file, by the rules of synth and by those of changes. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../../charts/tempo/credentials/secret';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { type Finding, isError } from '../../lib/findings/finding';
import { type ClusterOutput, outputOf } from '../../synthesis/cluster-output';
import { changeBetween, stackOf } from '../change/between';
import type { Stack } from '../stack';

/** What a copy would do. */
export interface Verdict {
  /** The errors that are not accepted. Without any, it fits. */
  readonly errors: readonly Finding[];
  /** What the file itself does not have: further findings of synth, and those of the change. */
  readonly news: readonly Finding[];
}

export class Trial {
  private readonly output: ClusterOutput;
  private readonly before: Stack;

  /** @param folder a folder for temporary files */
  constructor(
    readonly source: ClusterSource,
    private readonly environment: Environment,
    private readonly folder: string,
  ) {
    this.output = outputOf(source, environment);
    this.before = stackOf(this.output, folder);
  }

  /** @param source the changed copy */
  of(source: ClusterSource): Verdict {
    const output = outputOf(source, this.environment);
    const errors = errorsIn(output.findings);
    if (errors.length > 0) return { errors, news: [] };
    const after = stackOf(output, this.folder);
    const change = changeBetween({ before: this.before, after, output, source, out: 'dist' });
    rmSync(path.dirname(after.folder), { recursive: true });
    return { errors: errorsIn(change), news: [...output.findings.filter((finding) => this.isNew(finding)), ...change] };
  }

  /** A sentence about the same thing may name the release. */
  private isNew({ rule, subject, part }: Finding): boolean {
    return !this.output.findings.some((old) => old.rule === rule && old.subject === subject && old.part === part);
  }
}

const errorsIn = (findings: readonly Finding[]): Finding[] => findings.filter(isError);
