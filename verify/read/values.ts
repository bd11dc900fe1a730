/** Helm values as Helm and Argo CD put them together. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
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
 * The values.yaml of a chart that is one of the manifests: its author's, and not defaults of somebody upstream.
 * @throws YAMLException
 */
export function ownValues(folder: string): Values {
  const file = path.join(folder, 'values.yaml');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const values = /^[^#\s]/m.test(text) ? load(text) : {};
  return isMap(values) ? values : {};
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
