/** How many ingesters a write needs. */

/** The number of copies for which Tempo has a strategy of its own: one of both is enough (pkg/ring/ring.go, since 0.2). */
const EVENTUALLY_CONSISTENT = 2;

/** More than half of the copies (dskit ring/replication_strategy.go). @param copies the replication factor */
export const neededIngesters = (copies: number): number => (copies === EVENTUALLY_CONSISTENT ? 1 : Math.floor(copies / 2) + 1);
