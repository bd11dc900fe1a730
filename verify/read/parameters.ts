/** Applies single values as `helm --set` does. */
import type { ProblemAndFix } from '../../lib/helm/no-chart';
import { isMap, type Path } from '../../lib/yaml/parsed';

type Values = Readonly<Record<string, unknown>>;

/** A parameter that Helm refuses or ignores. */
export class WrongParameter extends Error implements ProblemAndFix {
  constructor(
    readonly problem: string,
    readonly fix: string,
  ) {
    super(`${problem}; ${fix}`);
  }
}

/** The limits of Helm: `MaxIndex` and `MaxNestedNameLevel` of pkg/strvals. */
const LAST_INDEX = 65536;
const MOST_LEVELS = 30;
/** Indices count too: more would exhaust the stack. */
const MOST_STEPS = 100;

/**
 * The values with one value set as `--set` does. Argo CD and k3s escape the commas of a value before they pass it to Helm.
 * @param name `a.b[0].c`; a dot within a key is written `\.`
 * @throws WrongParameter
 */
export function withParameter(values: Values, name: string, value: string, forceString: boolean): Values {
  const read = (text: string) => (forceString ? unescaped(text) : typed(unescaped(text)));
  const list = /^\{(.*)\}$/s.exec(value)?.[1];
  const content = list === undefined ? read(value) : list.split(/(?<!\\),/).map(read);
  return withValueAt(values, stepsOf(name), content) as Values;
}

function stepsOf(name: string): Path {
  const what = name ? `parameter ${name}` : 'a parameter without a name';
  const parts = name.split(/(?<!\\)\./);
  if (parts.length > MOST_LEVELS + 1 || name.split('[').length > MOST_STEPS)
    throw new WrongParameter(`${what} is nested more than ${MOST_LEVELS} levels deep, which Helm refuses`, 'set it in helm.values');
  return parts.flatMap((part) => {
    const [, key = '', indices = ''] = /^((?:\\.|[^\\[\]])*)((?:\[\d+\])*)$/s.exec(part) ?? [];
    if (key === '')
      throw new WrongParameter(`${what} is not the path of a value, so Helm refuses or ignores it`, 'use a path such as a.b[0].c');
    const steps = [...indices.matchAll(/\d+/g)].map(Number);
    if (steps.some((step) => step > LAST_INDEX))
      throw new WrongParameter(`${what} has an index above ${LAST_INDEX}, which Helm refuses`, 'use a smaller index');
    return [unescaped(key), ...steps];
  });
}

const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1');

function withValueAt(current: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(current) ? [...current] : [];
    while (list.length < step) list.push(null);
    list[step] = withValueAt(list[step], rest, value);
    return list;
  }
  const map = isMap(current) ? current : {};
  return { ...map, [step]: withValueAt(Object.hasOwn(map, step) ? map[step] : undefined, rest, value) };
}

function typed(value: string): unknown {
  const word = value.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  return /^(0|[-+]\d+|[1-9]\d*)$/.test(value) ? Number(value) + 0 : value;
}
