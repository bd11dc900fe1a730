/** Helm values as Helm and Argo CD put them together. */
import { isMap } from '../../lib/is-map';

type Values = Readonly<Record<string, unknown>>;

/** `over` on top of `base`: maps deep, everything else replaced, a null kept for Helm to read. */
export function mergeValues(base: Values, over: Values): Values {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? mergeValues(before, value) : value;
  }
  return merged;
}

/**
 * The values with one set as `--set` does.
 * @param name `a.b[0].c`; a dot within a key is written `\.`
 */
export function withParameter(values: Values, name: string, value: string, forceString: boolean): Values {
  const steps = name
    .split(/(?<!\\)\./)
    .flatMap((part) => part.split(/[[\]]+/).filter((step) => step !== ''))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('\\.', '.')));
  return set(values, steps, forceString ? value : typed(value)) as Values;
}

function set(current: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(current) ? [...current] : [];
    list[step] = set(list[step], rest, value);
    return list;
  }
  const map = isMap(current) ? current : {};
  return { ...map, [step]: set(map[step], rest, value) };
}

function typed(value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (value === 'null') return null;
  return /^(0|-?[1-9]\d*)$/.test(value) ? Number(value) : value;
}
