/** The values of a tree one by one. */
import { isMap } from './is-map';

export type LeafPath = readonly (string | number)[];

/** Every value that is neither a map nor a list, and every empty one, with its path. */
export function leavesOf(value: unknown, path: LeafPath = []): [path: LeafPath, value: unknown][] {
  const children: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return children.length === 0 ? [[path, value]] : children.flatMap(([step, child]) => leavesOf(child, [...path, step]));
}
