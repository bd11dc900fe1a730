/** A list of names within a sentence. */

/** `a`, `a and b`, `a, b and c`. @param most of more names, this many, and the number of the others. @default all */
export const listed = (names: readonly string[], most = Number.POSITIVE_INFINITY): string => {
  if (names.length > most) return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
};

/** `a`, `a or b`, `a, b or c`. */
export const listedOr = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
