/** Quantities such as `10Gi` and `100m`, as k8s.io/apimachinery/pkg/api/resource reads them. */
import type { Mistake } from '../mistake';
import type { Field } from './field';

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const UNITS = [...DECIMAL, ...BINARY];

/** Exponents beyond it are treated as this. No real quantity has one. */
const MOST = 60;

const FORM = /^([-+]?)([0-9]*)(?:\.([0-9]*))?(?:([eE][-+]?[0-9]+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/** A quantity in billionths; undefined if the API server cannot read it. */
export function quantityOf(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? quantityOf(String(value)) : undefined;
  if (typeof value !== 'string') return undefined;
  // Blanks around it are ignored, but not other white space.
  const text = value.replace(/^ +| +$/g, '');
  const match = text === '' ? null : FORM.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent, unit = ''] = match;
  const digits = BigInt(`${whole}${fraction}`.slice(0, 200) || '0');
  const scaled = exponent
    ? shifted(digits, clamped(Number(exponent.slice(1))) - fraction.length + 9)
    : BINARY.includes(unit)
      ? shifted(digits * 1024n ** BigInt(BINARY.indexOf(unit) + 1), 9 - fraction.length)
      : shifted(digits, (DECIMAL.indexOf(unit) - 3) * 3 + 9 - fraction.length);
  return sign === '-' ? -scaled : scaled;
}

/** Rounded up, as the API server does below a billionth. */
function shifted(digits: bigint, places: number): bigint {
  if (places >= 0) return digits * 10n ** BigInt(places);
  const divisor = 10n ** BigInt(-places);
  return (digits + divisor - 1n) / divisor;
}

const clamped = (exponent: number): number => Math.max(-MOST, Math.min(MOST, exponent));

/** Whether it is a whole number. */
export const isWhole = (billionths: bigint): boolean => billionths % 1_000_000_000n === 0n;

/** What to write instead of a quantity with an unknown unit: `10Gi` for `10GiB`. */
function meant(text: string): string | undefined {
  const [, number, unit = ''] = /^([-+]?[0-9.]+)\s*([a-zA-Z]*)$/.exec(text.trim()) ?? [];
  const known = UNITS.find((each) => each !== '' && each.toLowerCase() === unit.toLowerCase().replace(/b(ytes?)?$/, ''));
  return number !== undefined && known !== undefined && quantityOf(number) !== undefined ? `${number}${known}` : undefined;
}

/**
 * A value that is not a quantity, or less than the minimum.
 * @param least 0 if it may be zero, 1 if it must be more
 */
export function quantityMistakes(field: Field, least: 0 | 1 | 'any' = 0): Mistake[] {
  if (!field.isSet || !['string', 'number'].includes(typeof field.value)) return [];
  const quantity = quantityOf(field.value);
  if (quantity === undefined) {
    const instead = typeof field.value === 'string' ? meant(field.value) : undefined;
    const fix = instead ? `use ${instead}` : `use a number with one of the units ${UNITS.filter(Boolean).join(', ')}`;
    return [field.refused('invalid-quantity', `is ${field.printed}, which is not a quantity`, fix)];
  }
  if (least === 'any' || quantity >= BigInt(least)) return [];
  const problem = `is ${field.printed}, but must ${least ? 'be more than 0' : 'not be negative'}`;
  return [field.refused('invalid-quantity', problem, least ? 'use more than 0' : 'use 0 or more')];
}
