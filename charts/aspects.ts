/** What people want to know about a release: the columns of docs/compatibility.md, and what `npm run upgrade` compares. */

export interface Aspect<Facts> {
  /** As the head of a column: `query port`. */
  readonly name: string;
  /** The cell of a release. Equal cells mean that nothing changes. */
  readonly of: (release: Facts) => string;
}

/** The aspects of the releases of one table. */
export interface Aspects<Facts> {
  /** Those that docs/compatibility.md shows, in order. */
  readonly shown: readonly Aspect<Facts>[];
  /** Further ones, which only matter for the step from one release to another. */
  readonly ofSteps: readonly Aspect<Facts>[];
}
