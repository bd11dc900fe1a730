/** How messages name other lines than their own: with the file, unless the message is at a line of the same file. */
import type { Finding, Place } from './finding';

/** `(line 12 of base/prod.yaml)`; without a file, `(line 12)`. */
export const otherLine = (line: number | undefined, file?: string): string => `(line ${line}${file === undefined ? '' : ` of ${file}`})`;

const OTHER_LINE = /\(line (\d+) of ([^)]+)\)/g;

/** The finding at this place: only now is it known which of the lines that it names are in the same file. */
export function placedAt<One extends Finding>(finding: One, place: Place): One {
  const placed = (text: string) => text.replace(OTHER_LINE, (named, line, file) => (file === place.file ? otherLine(Number(line)) : named));
  const { problem, fix } = finding;
  return { ...finding, place, problem: placed(problem), ...(fix !== undefined && { fix: placed(fix) }) };
}
