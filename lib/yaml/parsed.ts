/** Reads parsed YAML without assumptions about its shape. */

/** The path of a value: `['tempo', 'receivers', 2]`. */
export type Path = readonly (string | number)[];

/** Whether a value is a map of keys: not null, a list or a scalar. */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path of keys and indices; undefined if the path does not exist. */
export function at(value: unknown, ...path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else if (isMap(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** The entry of a table for a text from a file; undefined if there is none, as for `constructor`, which every object inherits. */
export const entryOf = <Entry>(table: Readonly<Record<string, Entry>>, text: string): Entry | undefined =>
  Object.hasOwn(table, text) ? table[text] : undefined;

/** The list at a path; empty if there is none. */
export const listAt = (value: unknown, ...path: Path): readonly unknown[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** The map at a path; empty if there is none. */
export const mapAt = (value: unknown, ...path: Path): Readonly<Record<string, unknown>> => {
  const found = at(value, ...path);
  return isMap(found) ? found : {};
};

/** The scalar at a path as text, including numbers and booleans; undefined if there is none. */
export const textAt = (value: unknown, ...path: Path): string | undefined => {
  const found = at(value, ...path);
  return ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : undefined;
};

/** Any value as text. `String` throws for a map with a key such as `toString`. */
export const textFrom = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));

/** Whether there is a list at the path. */
export const isListAt = (value: unknown, ...path: Path): boolean => Array.isArray(at(value, ...path));

/** All scalars and all empty maps and lists, with their paths. */
export function leavesOf(value: unknown, path: Path = []): [path: Path, value: unknown][] {
  const children: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return children.length === 0 ? [[path, value]] : children.flatMap(([step, child]) => leavesOf(child, [...path, step]));
}

/** Whether a value is null, or contains null at any depth. */
export const holdsNull = (value: unknown): boolean => value === null || (typeof value === 'object' && Object.values(value).some(holdsNull));

/** All strings in a value, at any depth. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Whether one of the strings in a value equals the text. */
export const holdsText = (value: unknown, text: string): boolean => textsIn(value).includes(text);
