/** Reads parsed YAML of any author: nothing about its shape is assumed. */

/** The way to a value: `['tempo', 'receivers', 2]`. */
export type Path = readonly (string | number)[];

/** Whether a value is a map of keys: an object, and neither null nor a list. */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path of keys and indices; undefined where the path does not exist. */
export function at(value: unknown, ...path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else if (isMap(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** The same as a list, empty where there is none. */
export const listAt = (value: unknown, ...path: Path): readonly unknown[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** The same as a map, empty where there is none. */
export const mapAt = (value: unknown, ...path: Path): Readonly<Record<string, unknown>> => {
  const found = at(value, ...path);
  return isMap(found) ? found : {};
};

/** The same as text: a number or truth value as it is printed; undefined where there is none. */
export const textAt = (value: unknown, ...path: Path): string | undefined => {
  const found = at(value, ...path);
  return ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : undefined;
};

/** Whether there is a list at the path. */
export const isListAt = (value: unknown, ...path: Path): boolean => Array.isArray(at(value, ...path));

/** Every value that is neither a map nor a list, and every empty one, with its path. */
export function leavesOf(value: unknown, path: Path = []): [path: Path, value: unknown][] {
  const children: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return children.length === 0 ? [[path, value]] : children.flatMap(([step, child]) => leavesOf(child, [...path, step]));
}

/** Every text in a value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Whether a text occurs somewhere in a value, as the whole of it. */
export const holdsText = (value: unknown, text: string): boolean => textsIn(value).includes(text);
