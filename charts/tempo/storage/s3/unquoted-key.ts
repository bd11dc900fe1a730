/**
 * The root credentials with which the Jobs of the chart's own MinIO cannot sign in. Their scripts pass both to `mc` without quotes, in every
 * release of the subchart; the shell then splits them, and takes some for names of files, but expands nothing else in them. Tried with
 * each kind of character, and with real programs.
 */

/** @returns why, as a phrase without the value; undefined if they can, as with white space around it, which MinIO ignores */
export function brokenWithoutQuotes(value: string): string | undefined {
  const text = value.trim();
  if (/\s/.test(text)) return 'has white space';
  if (text.startsWith('-')) return 'begins with a hyphen';
  return /^[*?]+$/.test(text) ? 'is a pattern of file names' : undefined;
}

/** What synth says of values that it does not know. */
export const WITHOUT_QUOTES = 'without white space, and not beginning with a hyphen';
