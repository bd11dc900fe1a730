/** The largest integers of fields of the API. */

/** Of an `int32`, such as the replicas of a workload. */
export const MAX_INT32 = 2 ** 31 - 1;
