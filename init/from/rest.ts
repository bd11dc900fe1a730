/** What is left of the values that run, beside what synth sets. */
import { isArgumentsOption } from '../../charts/helm-values/merge-values';
import { isMap, type Path } from '../../lib/yaml/parsed';
import type { Values } from './running';

/** The values without those at the paths, and without what is empty then. */
export const withoutPaths = (values: Values, paths: readonly Path[]): Values =>
  paths.reduce<Values>((rest, path) => (withoutPath(rest, path) ?? {}) as Values, values);

function withoutPath(value: unknown, [step, ...more]: Path): unknown {
  if (step === undefined) return undefined;
  if (Array.isArray(value) && typeof step === 'number') {
    const list = value.flatMap((item, index) => (index === step ? kept(withoutPath(item, more)) : [item]));
    return list.length > 0 ? list : undefined;
  }
  if (!isMap(value) || !Object.hasOwn(value, step)) return value;
  const { [step]: child, ...others } = value;
  const rest = withoutPath(child, more);
  const all = Object.fromEntries(
    Object.keys(value).flatMap((key) => (key === step ? kept(rest).map((each) => [key, each]) : [[key, others[key]]])),
  );
  return Object.keys(all).length > 0 ? all : undefined;
}

const kept = (value: unknown): unknown[] => (value === undefined ? [] : [value]);

/** The values without list items of these names: variables, volumes and mounts. */
export function withoutNamed(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const list = value.filter((item) => !(isMap(item) && names.includes(String(item.name)))).map((item) => withoutNamed(item, names));
    return list.length > 0 || value.length === 0 ? list : undefined;
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).flatMap(([key, child]) => kept(withoutNamed(child, names)).map((each) => [key, each]));
  return entries.length > 0 || Object.keys(value).length === 0 ? Object.fromEntries(entries) : undefined;
}

/** What `values` have beyond `ours`; undefined if nothing. A value that differs is kept. */
export function beyond(ours: unknown, values: unknown, key: string | number = ''): unknown {
  if (isMap(ours) && isMap(values)) {
    const entries = Object.entries(values).flatMap(([name, value]) => {
      if (!Object.hasOwn(ours, name)) return [[name, value]];
      return kept(beyond(ours[name], value, name)).map((each) => [name, each]);
    });
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  if (Array.isArray(ours) && Array.isArray(values) && (isArgumentsOption(key) || values.every(isNamed))) {
    const known = new Set(ours.map(textOf));
    const list = values.filter((item) => !known.has(textOf(item)));
    return list.length > 0 ? list : undefined;
  }
  return textOf(ours) === textOf(values) ? undefined : values;
}

const isNamed = (item: unknown): boolean => isMap(item) && typeof item.name === 'string';

/** Arguments with one hyphen and with two are the same, and so are maps in another order. */
const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.replace(/^--?(?=[a-z])/, '-')
    : (JSON.stringify(value, (_key, each) => (isMap(each) ? Object.fromEntries(Object.entries(each).sort()) : each)) ?? '');
