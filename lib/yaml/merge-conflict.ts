/** A conflict that git left in a text. */

/** A line of a conflict. */
const MARK = /^(<{7}|={7}|>{7}|\|{7})( |$)/;

/** What is wrong with a text that has one, as a phrase. */
export const HAS_CONFLICT = 'contains a merge conflict of git';

/** Whether a text has one. */
export const hasConflict = (text: string): boolean => conflictIn(text.split(/\r?\n/)) >= 0;

/** The index of the first line of a conflict; -1 if there is none. */
export const conflictIn = (lines: readonly string[]): number => lines.findIndex((line) => MARK.test(line));
