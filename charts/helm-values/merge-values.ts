/** Merges the user's Helm values into those of this stack. */
import { at, isMap, type Path } from '../../lib/yaml/parsed';

/**
 * Maps are merged recursively, lists of named items by name, lists of targets by their URL, and arguments are appended; other lists are
 * replaced. A null is kept, because Helm then removes the chart's default.
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
  const all = [...ours, ...user];
  if (all.every((item) => hasText(item, 'name')))
    return [...ours.filter((item) => !user.some((other) => isSameItem(item, other))), ...user];
  if (!all.every((item) => hasText(item, 'url'))) return user;
  // Another item with the same URL is another target, such as that of another tenant.
  const same = ours.map((item) => user.find((other) => isSameItem(item, other)));
  return [
    ...ours.map((item, index) => (same[index] === undefined ? item : merge(item, same[index], path))),
    ...user.filter((item) => !same.includes(item)),
  ];
}

const hasText = (item: unknown, field: string): boolean => isMap(item) && typeof item[field] === 'string';

/** Whether two items of lists have the same name, or the same URL if they have no name. */
export function isSameItem(a: unknown, b: unknown): boolean {
  const field = ['name', 'url'].find((each) => hasText(a, each));
  return field !== undefined && at(a, field) === at(b, field);
}

const ARGUMENT_OPTIONS: readonly unknown[] = ['extraArgs', 'additionalArguments', 'globalArguments'];

/** Whether a key of the values contains a program's arguments. */
export const isArgumentsOption = (key: unknown): boolean => ARGUMENT_OPTIONS.includes(key);

/** Whether the path leads to a list of a program's arguments, or to one of them. */
export const isArgumentPath = (path: Path): boolean => isArgumentsOption(path.findLast((step) => typeof step === 'string'));
