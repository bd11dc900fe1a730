/** What is wrong with a bucket Job. */

/** A mistake, and what to do. */
export type Mistake = readonly [problem: string, fix: string];

/** The way out if the output is not that of the cluster file. */
export const SYNTH = 'run `npm run synth`';
