/** Text within values and objects, wherever it stands. */
import { isMap } from '../../lib/is-map';

/** Every text in a value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Whether a text stands somewhere in a value, as the whole of it. */
export const holdsText = (value: unknown, text: string): boolean => textsIn(value).includes(text);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
