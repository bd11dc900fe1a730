/** Errors of charts that are not available or broken. */
import { Refusal } from '../command-line/errors';

/** What is wrong, as a phrase that can follow a subject and a colon, and what to do, as an imperative. */
export interface ProblemAndFix {
  readonly problem: string;
  readonly fix: string;
}

/** A chart that cannot be used. */
export class NoChart extends Refusal implements ProblemAndFix {
  /** @param file the file to fix, if there is one */
  constructor(
    readonly problem: string,
    readonly fix: string,
    readonly file?: string,
  ) {
    super(`${file === undefined ? '' : `${file}: `}${problem}; ${fix}`);
  }
}

/** A chart that is not in the folder or repository, or that cannot be pulled from there. It may exist elsewhere. */
export class MissingChart extends NoChart {}

/** A chart whose own files are broken. */
export class BrokenChart extends NoChart {}

/** Whether a text can be the name of a chart, an alias or a dependency. It must not be a path or an option of Helm. */
export const isChartName = (name: string): boolean => /^[a-zA-Z0-9][\w.-]*$/.test(name);
