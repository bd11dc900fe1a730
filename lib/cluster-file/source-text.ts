/** Reads the text of a cluster file, a base or a fleet file. */
import { isBrokenLink } from '../files/file-kind';
import { readListedText, readPlainFile, whyUnreadable } from '../files/plain-file';
import { error, type Finding } from '../findings/finding';
import { CLUSTER_FILE_RULES } from './rules';
import { type Position, START } from './syntax/node';

/**
 * @param isPlain whether its folder lists it as a plain file, which takes half the time to read. @default it may be a link
 * @returns the text, or why it cannot be read
 */
export function readText(file: string, isPlain = false): string | Finding {
  const listed = isPlain ? readIfUtf8(file) : undefined;
  if (listed !== undefined) return listed;
  try {
    const bytes = readPlainFile(file);
    try {
      return UTF_8.decode(bytes);
    } catch {
      return aboutFile('unreadable', file, 'not encoded as UTF-8', 'save it as UTF-8', { line: lineOfOtherBytes(bytes), column: 1 });
    }
  } catch (error) {
    if (isBrokenLink(file))
      return aboutFile('unreadable', file, 'is a link to a file that does not exist', 'correct the link, or remove it');
    return aboutFile('unreadable', file, whyUnreadable(error), 'make it a readable file');
  }
}

/** An error about a file as a whole. */
export const aboutFile = (rule: 'file-name' | 'unreadable', file: string, problem: string, fix: string, at: Position = START): Finding =>
  error({ file, ...at }, CLUSTER_FILE_RULES.says(rule, problem, fix), { subject: 'file' });

/** It throws a TypeError for other bytes, and leaves out a byte order mark. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** A character in place of bytes that are not UTF-8, or a byte order mark at the start. */
const MAY_DIFFER = /\uFFFD|^\uFEFF/;

/** Undefined if the file cannot be read, or if `UTF_8` may decode it differently. */
function readIfUtf8(file: string): string | undefined {
  try {
    const text = readListedText(file);
    return MAY_DIFFER.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The first line with other bytes. In UTF-16, that is the first one. */
function lineOfOtherBytes(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf('\n', start);
    try {
      UTF_8.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) return 1;
    start = end + 1;
  }
}
