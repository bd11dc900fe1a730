/** A mistake within one object. */
import type { ProblemAndFix } from '../../../lib/helm/no-chart';
import { isMap, type Path } from '../../../lib/yaml/parsed';
import type { SHAPE_RULES } from './rules';

export interface Mistake extends ProblemAndFix {
  readonly rule: Parameters<typeof SHAPE_RULES.says>[0];
  /** The path of the field; `problem` is a phrase that can follow it. */
  readonly path: Path;
  /** What the API server does: it refuses the object, drops the field, or accepts the object unchanged. */
  readonly outcome: 'refused' | 'dropped' | 'taken';
}

/** A mistake that makes the API server refuse the object. */
export const refused = (rule: Mistake['rule'], path: Path, problem: string, fix: string): Mistake => ({
  ...{ rule, path, problem, fix },
  outcome: 'refused',
});

/** The path of a field as text: `spec.containers[0].image`, `metadata.labels["app.kubernetes.io/name"]`. */
export const fieldText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text ? `${text}.${step}` : step;
  }, '');

/** A map in a list of an object. */
export interface Item {
  readonly item: Readonly<Record<string, unknown>>;
  readonly path: Path;
}

/** The items of a list that are maps. The schema reports values of other types. */
export function itemsOf(parent: Readonly<Record<string, unknown>>, field: string, path: Path): Item[] {
  const list = parent[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) => (isMap(item) ? [{ item, path: [...path, field, index] }] : []));
}

/** Items with the same key as an earlier item. */
export function repeated(
  items: readonly Item[],
  keyOf: (item: Item['item']) => unknown,
): { readonly key: string; readonly path: Path; readonly first: Path }[] {
  const known = new Map<string, Path>();
  return items.flatMap(({ item, path }) => {
    const key = keyOf(item);
    if (typeof key !== 'string') return [];
    const first = known.get(key);
    if (first === undefined) known.set(key, path);
    return first === undefined ? [] : [{ key, path, first }];
  });
}
