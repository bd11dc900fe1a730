/** What Helm's templates take for true. */

/** Whether `if` takes a value for true: not false, null or 0, and not an empty text, list or map. */
export const isTrueInTemplate = (value: unknown): boolean =>
  Boolean(value) && (typeof value !== 'object' || Object.keys(value ?? {}).length > 0);
