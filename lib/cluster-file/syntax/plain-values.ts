/** Values without quotes, such as `true` and `9411`. Cluster files repeat most of them. */
import { Remembered } from '../../maps/remembered';
import { isPlainText } from '../../yaml/plain-text';
import { type Ambiguity, ambiguity } from './ambiguous-scalars';

export interface PlainValue {
  readonly value: unknown;
  /** Undefined if every reader of YAML has the same value. */
  readonly ambiguous?: Ambiguity;
}

const known = new Remembered<PlainValue>(10_000);

/** @param read parses the text, if it is not known yet */
export const plainValue = (text: string, read: () => unknown): PlainValue =>
  isPlainText(text) ? { value: text } : known.of(text, () => ({ value: read(), ambiguous: ambiguity(text) }));
