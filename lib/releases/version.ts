/** Versions of two or three numbers, `2.20` and `2.20.1`, without anything before or after. */

/**
 * Which of two versions is the newer one; a missing third number counts as 0.
 * @returns above 0 where `a` is, below 0 where `b` is, 0 for the same
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let place = 0; place < 3; place++) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `2.20` of `2.20.1` */
export const minorOf = (version: string): string => version.split('.', 2).join('.');

export const majorOf = (version: string): string => version.split('.', 1).join();

const known = new Map<string, readonly number[]>();

/** Each version of a table is compared many times. */
function numbersOf(version: string): readonly number[] {
  let numbers = known.get(version);
  if (!numbers) {
    numbers = version.split('.').map(Number);
    known.set(version, numbers);
  }
  return numbers;
}

/**
 * Versions from a compact list: `1.4.0-8` is 1.4.0 to 1.4.8, `1.4.10` one release, blanks between them.
 * @returns each version, in the order of the list
 */
export const expandVersions = (list: string): string[] => list.trim().split(/\s+/).flatMap(expandRange);

function expandRange(entry: string): string[] {
  const [first = '', last] = entry.split('-');
  const end = first.lastIndexOf('.') + 1;
  const from = Number(first.slice(end));
  return Array.from({ length: Number(last ?? from) - from + 1 }, (_, step) => first.slice(0, end) + (from + step));
}
