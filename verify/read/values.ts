/** Helm values as Helm and Argo CD put them together. */
import path from 'node:path';
import { NoChart } from '../../lib/helm/charts';
import { firstLine, loadValues } from '../../lib/helm/yaml';
import { kindOf } from '../../lib/output/file-kind';
import { isMap } from '../../lib/yaml/parsed';
import { textOf, unreadable } from './inside';

export { mergeValues } from '../../lib/helm/merge';

type Values = Readonly<Record<string, unknown>>;

/**
 * The values.yaml of a chart that is one of the manifests: its author's, and not defaults of somebody upstream.
 * @throws NoChart
 */
export function ownValues(folder: string): Values {
  const file = path.join(folder, 'values.yaml');
  const kind = kindOf(file);
  if (kind === undefined) return {};
  if (kind === 'folder') throw new NoChart(`${file} is a folder, and no file of values; mend it`);
  let text: string;
  try {
    text = textOf(file);
  } catch (error) {
    throw new NoChart(`${file} ${unreadable(error)}; mend it`);
  }
  const values = valuesIn(text, file);
  if (typeof values === 'string') throw new NoChart(values);
  return values;
}

/** @returns the values, or what is wrong with them and what to do */
export function valuesIn(text: string, what: string): Values | string {
  try {
    return loadValues(text) ?? `${what} is no map of values; write one`;
  } catch (error) {
    return `${what} is no YAML (${firstLine(error)}); mend it`;
  }
}

/** A parameter that Helm refuses, or does nothing with: what is wrong; what to do. */
export class WrongParameter extends Error {}

/** Helm's own limit. */
const LAST_INDEX = 65536;

/**
 * The values with one set as `--set` does, which Argo CD and k3s give a value with its commas escaped.
 * @param name `a.b[0].c`; a dot within a key is written `\.`
 * @throws WrongParameter
 */
export function withParameter(values: Values, name: string, value: string, forceString: boolean): Values {
  const read = (text: string) => (forceString ? unescaped(text) : typed(unescaped(text)));
  const list = /^\{(.*)\}$/s.exec(value)?.[1];
  const content = list === undefined ? read(value) : list.split(/(?<!\\),/).map(read);
  return set(values, stepsOf(name), content) as Values;
}

function stepsOf(name: string): (string | number)[] {
  const refuse = (why: string) => new WrongParameter(`parameter ${name || 'without a name'} ${why}`);
  return name.split(/(?<!\\)\./).flatMap((part) => {
    const [, key = '', indices = ''] = /^((?:\\.|[^\\[\]])*)((?:\[\d+\])*)$/s.exec(part) ?? [];
    if (key === '') throw refuse('names no value, so that Helm refuses or ignores it; write a name such as a.b[0].c');
    const steps = [...indices.matchAll(/\d+/g)].map(Number);
    if (steps.some((step) => step > LAST_INDEX)) throw refuse(`has an index above ${LAST_INDEX}, which Helm refuses; write a smaller one`);
    return [unescaped(key), ...steps];
  });
}

const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1');

function set(current: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(current) ? [...current] : [];
    while (list.length < step) list.push(null);
    list[step] = set(list[step], rest, value);
    return list;
  }
  const map = isMap(current) ? current : {};
  return { ...map, [step]: set(Object.hasOwn(map, step) ? map[step] : undefined, rest, value) };
}

function typed(value: string): unknown {
  const word = value.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  return /^(0|[-+]\d+|[1-9]\d*)$/.test(value) ? Number(value) + 0 : value;
}
