/** How Helm merges values. */
import { isMap } from '../yaml/parsed';

type Values = Readonly<Record<string, unknown>>;

/** `over` on top of `base`: maps merge deep, everything else is replaced, and a null is kept, which Helm reads as a deletion. */
export function mergeValues(base: Values, over: Values): Values {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? mergeValues(before, value) : value;
  }
  return merged;
}
