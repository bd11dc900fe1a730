import { isPlainText } from '../yaml/plain-text';

/** The values of plain scalars by their text, such as `true` and `9411`. Cluster files repeat most of them. */
const plainValues = new Map<string, unknown>();
/** So that the memory does not grow with the number of cluster files. */
const MAX_PLAIN_VALUES = 10_000;

/** @param read parses the text, if it is not known yet */
export function plainValue(text: string, read: () => unknown): unknown {
  if (isPlainText(text)) return text;
  if (plainValues.has(text)) return plainValues.get(text);
  const value = read();
  if (plainValues.size < MAX_PLAIN_VALUES) plainValues.set(text, value);
  return value;
}
