/** The environment variables that Helm values give to the processes of Tempo. */
import { at, isMap, listAt, textAt } from '../../lib/yaml/parsed';
import type { Values } from './running';

/** A key of a Secret. */
export interface KeyOfSecret {
  readonly secret: string;
  readonly key: string;
}

/** The one variable that a value consists of: `S3_KEY` for `${S3_KEY}`; undefined for any other value. */
export const variableIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? /^\$\{?([A-Za-z_]\w*)(?::[^}]*)?\}?$/.exec(value.trim())?.[1] : undefined;

/** Where a variable has its value from, in whatever process; undefined if no Secret is its source. */
export function sourceOfVariable(values: Values, name: string): KeyOfSecret | undefined {
  const items = listsNamed(values, ['extraEnv', 'env']).flat();
  for (const item of items) {
    const reference = at(item, 'valueFrom', 'secretKeyRef');
    const [secret, key] = [textAt(reference, 'name'), textAt(reference, 'key')];
    if (textAt(item, 'name') === name && secret && key) return { secret, key };
  }
  const whole = listsNamed(values, ['extraEnvFrom', 'envFrom'])
    .flat()
    .map((item) => textAt(item, 'secretRef', 'name'))
    .find(Boolean);
  return whole && !items.some((item) => textAt(item, 'name') === name) ? { secret: whole, key: name } : undefined;
}

/** The plain value of a variable; undefined without one. */
export const valueOfVariable = (values: Values, name: string): string | undefined =>
  listsNamed(values, ['extraEnv', 'env'])
    .flat()
    .filter((item) => textAt(item, 'name') === name)
    .map((item) => textAt(item, 'value'))
    .find(Boolean);

/** The lists under these keys, at any depth. */
export function listsNamed(values: unknown, keys: readonly string[]): (readonly unknown[])[] {
  if (Array.isArray(values)) return values.flatMap((item) => listsNamed(item, keys));
  if (!isMap(values)) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    keys.includes(key) && Array.isArray(value) ? [listAt(values, key)] : listsNamed(value, keys),
  );
}
