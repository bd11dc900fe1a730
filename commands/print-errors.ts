/** What a command prints of cluster files that it needs and that synth refuses. */
import { printFindings } from '../lib/command-line/command';
import type { Finding } from '../lib/findings/finding';
import { acrossFiles } from '../lib/findings/grouped';

/**
 * Prints the errors alone: the other findings are about the output, which synth prints.
 * @param files all cluster files that the command reads
 */
export const printErrors = (findings: readonly Finding[], files: readonly string[]): void =>
  printFindings(
    acrossFiles(
      findings.filter(({ severity }) => severity === 'error'),
      files,
    ),
  );
