/** How Helm puts values on top of each other. */
import { isMap } from '../yaml/parsed';

type Values = Readonly<Record<string, unknown>>;

/** `over` on top of `base`: maps deep, everything else replaced, a null kept for Helm to read. */
export function mergeValues(base: Values, over: Values): Values {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? mergeValues(before, value) : value;
  }
  return merged;
}
