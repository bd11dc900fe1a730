/** Paths of values: lists, names and removes single values. */
import { isMap, leavesOf, type Path } from '../../lib/yaml/parsed';

/** The paths of all scalars and of all empty maps and lists. */
export const valuePathsIn = (value: unknown, path: Path = []): Path[] =>
  leavesOf(value, path).flatMap(([leaf]) => (leaf.length === 0 ? [] : [leaf]));

/** The values without one value, and without maps and lists that become empty. */
export function without(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return undefined;
  if (Array.isArray(value)) {
    const child = without(value[Number(step)], rest);
    return emptied(child === undefined ? value.filter((_, index) => index !== step) : value.with(Number(step), child));
  }
  if (!isMap(value)) return undefined;
  const { [step]: own, ...others } = value;
  const child = without(own, rest);
  return emptied(
    child === undefined ? others : Object.fromEntries(Object.entries(value).map(([key, old]) => [key, key === step ? child : old])),
  );
}

const emptied = (value: object): object | undefined => (Object.keys(value).length === 0 ? undefined : value);

/** `distributor.extraEnv[0].name`; a key with a dot is quoted. */
export function nameOfPath(path: Path): string {
  let name = '';
  for (const step of path) {
    if (typeof step === 'number') name += `[${step}]`;
    else name += `${name === '' ? '' : '.'}${/^[\w-]+$/.test(step) ? step : JSON.stringify(step)}`;
  }
  return name;
}

/**
 * The paths, in which the path of a map or list replaces the paths of its leaves if all of them are in `paths`.
 */
export function wholePaths(values: unknown, paths: readonly Path[]): Path[] {
  const given = new Set(paths.map((path) => JSON.stringify(path)));
  const walk = (value: unknown, path: Path): Path[] => {
    const leaves = valuePathsIn(value, path);
    const hit = leaves.filter((leaf) => given.has(JSON.stringify(leaf)));
    if (hit.length === 0) return [];
    if (hit.length === leaves.length && path.length > 0) return [path];
    const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value as object);
    return steps.flatMap((step) => walk((value as Record<string | number, unknown>)[step], [...path, step]));
  };
  return walk(values, []);
}
