/** Lists whose items must differ. */
import { fieldText, type Mistake } from '../mistake';
import type { Field } from './field';

interface Repeated {
  readonly key: string;
  readonly item: Field;
  readonly first: Field;
}

/** The items with the same key as an earlier item. @param keyOf undefined if it counts as different */
export function repeated(items: readonly Field[], keyOf: (item: Field) => string | undefined): Repeated[] {
  const known = new Map<string, Field>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    if (key === undefined) return [];
    const first = known.get(key);
    if (first === undefined) known.set(key, item);
    return first === undefined ? [] : [{ key, item, first }];
  });
}

/** Items with the same text in a field that must be unique. */
export const duplicates = (items: readonly Field[], name: string): Mistake[] =>
  repeated(items, (item) => item.at(name).text).map(({ key, item, first }) =>
    item
      .at(name)
      .refused('duplicate-name', `is a duplicate of ${JSON.stringify(key)} in ${fieldText(first.path)}`, 'rename or remove one of them'),
  );

/**
 * Items that server-side apply cannot tell apart, so that it refuses the object. Otherwise the API server accepts them.
 * @param otherwise what happens without it: a phrase that can follow "and otherwise"
 */
export const mergedByKey = (
  rule: Mistake['rule'],
  repetitions: readonly Repeated[],
  name: string,
  isServerSide: boolean,
  otherwise: string,
): Mistake[] =>
  repetitions.map(({ key, item, first }) => ({
    rule,
    path: item.at(name).path,
    problem: `is a duplicate of ${JSON.stringify(key)} in ${fieldText(first.path)}, which server-side apply refuses${isServerSide ? '' : `, and otherwise ${otherwise}`}`,
    fix: 'remove one of them',
    outcome: isServerSide ? 'refused' : 'taken',
  }));
