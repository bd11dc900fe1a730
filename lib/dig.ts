/** Reading what somebody else wrote: nothing about its shape is taken for granted. */
import { isMap } from './is-map';

/** What stands below `value` at these keys and indices; undefined where the way ends before. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else if (isMap(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** The same as a list, empty where there is none. */
export const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** The same as a map, empty where there is none. */
export const mapAt = (value: unknown, ...path: readonly (string | number)[]): Readonly<Record<string, unknown>> => {
  const found = at(value, ...path);
  return isMap(found) ? found : {};
};

/** The same as text: a number or truth value as it is printed; undefined where there is none. */
export const textAt = (value: unknown, ...path: readonly (string | number)[]): string | undefined => {
  const found = at(value, ...path);
  return ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : undefined;
};

/** Whether there is a list at all. */
export const isListAt = (value: unknown, ...path: readonly (string | number)[]): boolean => Array.isArray(at(value, ...path));
