/** How Helm merges values. */
import { isMap } from '../yaml/parsed';

type Values = Readonly<Record<string, unknown>>;

/** Merges `over` into `base`: maps are merged recursively, everything else is replaced. A null is kept; Helm deletes the key. */
export function mergeValues(base: Values, over: Values): Values {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const before = merged.get(key);
    merged.set(key, isMap(before) && isMap(value) ? mergeValues(before, value) : value);
  }
  return Object.fromEntries(merged);
}
