/** A situation that people report, as a cluster file, and what synth or verify must say about it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface Case {
  /** `10-memcached-off` */
  readonly name: string;
  /** The text of the cluster file. */
  readonly text: string;
  /** Parts of the errors and warnings, each of which must be there, and nothing else of their severity. Empty if everything fits. */
  readonly says: readonly string[];
  /** Parts of advice that must not be given, because it does nothing or breaks something. @default none */
  readonly never?: readonly string[];
}

/** The cluster files, from the root of the repository, which is the working directory of npm. */
export const CASE_FOLDER = 'test/real-charts/cases';

/** A case whose cluster file is `cases/NAME.yaml`. */
export const caseOf = (name: string, says: readonly string[], never: readonly string[] = []): Case => ({
  name,
  text: readFileSync(path.join(CASE_FOLDER, `${name}.yaml`), 'utf8'),
  says,
  never,
});

/** What differs from what is expected, one phrase per item. @param lines errors and warnings, one line each */
export function differences({ says, never = [] }: Pick<Case, 'says' | 'never'>, lines: readonly string[]): string[] {
  const missing = says.filter((part) => !lines.some((line) => line.includes(part)));
  const unexpected = lines.filter((line) => !says.some((part) => line.includes(part)));
  const misleading = lines.filter((line) => never.some((part) => line.includes(part)));
  return [
    ...missing.map((part) => `does not say: ${part}`),
    ...unexpected.map((line) => `says: ${line}`),
    ...misleading.map((line) => `misleads: ${line}`),
  ];
}
