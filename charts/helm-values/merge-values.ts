/** Merges the user's Helm values into those of this stack. */
import { isMap, type Path } from '../../lib/yaml/parsed';

/**
 * Maps are merged recursively, lists of named items by name, and arguments are appended; other lists are replaced. A null is kept,
 * because Helm then removes the chart's default.
 */
export const mergeUserValues = (ours: unknown, user: unknown): unknown => merge(ours, user, []);

/** Values with further ones, each of which they may replace. */
export const withDefaults = (values: Readonly<Record<string, unknown>>, defaults: readonly object[]): Record<string, unknown> =>
  mergeUserValues(defaults.reduce(mergeUserValues, {}), values) as Record<string, unknown>;

/** Values with a single one at a path. */
export const singleValue = ([first = '', ...rest]: readonly string[], value: unknown): Record<string, unknown> => ({
  [first]: rest.length === 0 ? value : singleValue(rest, value),
});

function merge(ours: unknown, user: unknown, path: Path): unknown {
  if (isMap(ours) && isMap(user)) {
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(user)])];
    return Object.fromEntries(
      keys.map((key) => [
        key,
        Object.hasOwn(user, key) ? (Object.hasOwn(ours, key) ? merge(ours[key], user[key], [...path, key]) : user[key]) : ours[key],
      ]),
    );
  }
  if (!Array.isArray(ours) || !Array.isArray(user)) return user;
  if (isArgumentPath(path)) return [...ours, ...user];
  return isNamedList([...ours, ...user]) ? [...ours.filter(({ name }) => !user.some((item) => item.name === name)), ...user] : user;
}

const isNamedList = (items: readonly unknown[]): boolean => items.every((item) => isMap(item) && typeof item.name === 'string');

const ARGUMENT_OPTIONS: readonly unknown[] = ['extraArgs', 'additionalArguments', 'globalArguments'];

/** Whether a key of the values contains a program's arguments. */
export const isArgumentsOption = (key: unknown): boolean => ARGUMENT_OPTIONS.includes(key);

/** Whether the path leads to a list of a program's arguments, or to one of them. */
export const isArgumentPath = (path: Path): boolean => isArgumentsOption(path.findLast((step) => typeof step === 'string'));
