/** Versions of two or three numbers, such as `2.20` and `2.20.1`, without prefix or suffix. */

/**
 * Compares two versions; a missing third number counts as 0.
 * @returns positive if `a` is newer, negative if `b` is newer, 0 if they are equal
 */
export function compareVersions(a: string, b: string): number {
  const left = sortableOf(a);
  const right = sortableOf(b);
  return left < right ? -1 : Number(left > right);
}

/** `2.20` for `2.20.1` */
export const minorOf = (version: string): string => version.split('.', 2).join('.');

export const majorOf = (version: string): string => version.split('.', 1).join();

const sortable = new Map<string, string>();

/** The version as a text in whose order versions are. Cached, because each version of a table is compared many times. */
function sortableOf(version: string): string {
  let text = sortable.get(version);
  if (text === undefined) {
    const [major = '', minor = '', patch = ''] = version.split('.');
    text = [major, minor, patch].map((number) => number.padStart(9, '0')).join('.');
    sortable.set(version, text);
  }
  return text;
}

/**
 * Versions from a list separated by spaces: `1.4.0-8` is 1.4.0 to 1.4.8, `1.4.10` is one release.
 * @returns each version, in the order of the list
 */
export const expandVersions = (list: string): string[] => list.trim().split(/\s+/).flatMap(expandRange);

/** The first one of `expandVersions`, without those after it. */
export const firstVersion = (list: string): string => list.trim().split(/[\s-]/, 1).join();

function expandRange(entry: string): string[] {
  const [first = '', last] = entry.split('-');
  const end = first.lastIndexOf('.') + 1;
  const from = Number(first.slice(end));
  return Array.from({ length: Number(last ?? from) - from + 1 }, (_, step) => first.slice(0, end) + (from + step));
}
