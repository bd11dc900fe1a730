/** Numbers of pods, which may be percentages. */
import type { Mistake } from '../mistake';
import { type Field, formed, within } from './field';
import { PERCENT } from './formats';

/** @param most the highest percentage */
export function countOrPercent(field: Field, most = Number.POSITIVE_INFINITY): Mistake[] {
  if (typeof field.value === 'number') return within(field, 0);
  if (field.value === '') return [field.refused('invalid-value', 'is empty', PERCENT.fix)];
  const wrong = formed(field, 'invalid-value', PERCENT);
  if (wrong.length > 0 || (amountOf(field) ?? 0) <= most) return wrong;
  return [field.refused('out-of-range', `is ${field.printed}, but must be at most ${most}%`, `use at most ${most}%`)];
}

/** The number or percentage; undefined if it is absent or neither. */
export function amountOf(field: Field): number | undefined {
  if (field.number !== undefined) return field.number;
  return field.text !== undefined && PERCENT.isValid(field.text) ? Number(field.text.slice(0, -1)) : undefined;
}
