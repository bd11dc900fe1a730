/** Why there is no chart to render. */
import { Refusal } from '../command-line/command';

/** What is wrong, as a phrase that may follow what it is about and a colon, and what to do, as an imperative. */
export interface ProblemAndFix {
  readonly problem: string;
  readonly fix: string;
}

/** A chart that is not available: the reason, and what to do. */
export class NoChart extends Refusal implements ProblemAndFix {
  /** @param file the file to fix, where the problem is about one */
  constructor(
    readonly problem: string,
    readonly fix: string,
    readonly file?: string,
  ) {
    super(`${file === undefined ? '' : `${file}: `}${problem}; ${fix}`);
  }
}

/** A chart whose own files are broken. */
export class BrokenChart extends NoChart {}

/** Of a chart, an alias or a dependency: never a path, nor an option of Helm. */
export const isChartName = (name: string): boolean => /^[a-zA-Z0-9][\w.-]*$/.test(name);
