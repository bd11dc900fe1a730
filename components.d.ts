/** Types for a `main.ts` beside your `clusters/`: components of your own. */
export {};
