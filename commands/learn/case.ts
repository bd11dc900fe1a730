/** A cluster file, and what synth or verify must say about it. */

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
