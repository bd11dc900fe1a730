/** Changes single values of a YAML file. Everything else stays as it is written: comments, quotes, line ends. */
import { isDeepStrictEqual } from 'node:util';
import { at, type Path } from '../yaml/parsed';
import { Document } from './document';

/**
 * The text with another value at `path`.
 * @param value a text that needs no quotes, such as a version
 * @returns undefined if only a person can change it, such as a value that an alias shares with other keys
 */
export function edited(text: string, path: Path, value: string): string | undefined {
  const document = new Document(text);
  const [range, old] = [document.rangeOf(path), document.textOf(path)];
  if (!range || !old) return undefined;
  const [start, end] = range;
  const written = text.slice(start, end);
  // A block scalar has indentation around its text.
  const changed = text.slice(0, start) + written.replace(old, () => value) + text.slice(end);
  return isDeepStrictEqual(dataOf(changed), withValue(dataOf(text), path, value)) ? changed : undefined;
}

const dataOf = (text: string): unknown => new Document(text).data(() => true);

/** A copy of the data with another value at `path`. */
function withValue(data: unknown, [step, ...rest]: Path, value: string): unknown {
  if (step === undefined) return value;
  const child = withValue(at(data, step), rest, value);
  return Array.isArray(data) ? data.with(Number(step), child) : { ...(data as object), [step]: child };
}
