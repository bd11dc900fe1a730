/** A mistake within one object. */
import { isMap } from '../../../lib/yaml/parsed';

export interface Mistake {
  /** The field, as it is printed: `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** What follows the field in a message: `what is wrong; what to do`. */
  readonly text: string;
  /** What becomes of it: the API server refuses the object, or takes it without the field, or takes it and probably nobody meant it so. */
  readonly outcome: 'refused' | 'dropped' | 'taken';
}

/** A field within another: `metadata.labels` and `app.kubernetes.io/name` make `metadata.labels["app.kubernetes.io/name"]`. */
export function within(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  if (!/^[\w$-]+$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path ? `${path}.${step}` : step;
}

/** Those items of a list that are maps, each with its path. A list that is none is for the schema to report. */
export function itemsOf(parent: Record<string, unknown>, field: string, path: string): { item: Record<string, unknown>; path: string }[] {
  const list = parent[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) => (isMap(item) ? [{ item, path: within(within(path, field), index) }] : []));
}

/** Items that have the key of an earlier one. */
export function repeated(
  items: readonly { readonly item: Record<string, unknown>; readonly path: string }[],
  keyOf: (item: Record<string, unknown>) => unknown,
): { key: string; path: string; first: string }[] {
  const known = new Map<string, string>();
  return items.flatMap(({ item, path }) => {
    const key = keyOf(item);
    if (typeof key !== 'string') return [];
    const first = known.get(key);
    if (first === undefined) known.set(key, path);
    return first === undefined ? [] : [{ key, path, first }];
  });
}
