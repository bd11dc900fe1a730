/** What is wrong with a bucket Job. */

/** A mistake, and what to do. */
export type Mistake = readonly [problem: string, fix: string];
