/** Finds what Tempo refuses in its configuration: it decodes YAML strictly, and does not start with an unknown field or a wrong type. */
import { isMap, type Path } from '../../../lib/yaml/parsed';
import { mistakesOfChoice } from './choice';
import { type FieldType, nodeOf } from './fields';
import { meantField } from './meant-field';
import type { ConfigMistake } from './mistake';
import { wantedInstead } from './scalars';

/** A variable in the text of the configuration may become anything. */
const isVariable = (value: unknown): boolean => typeof value === 'string' && value.includes('${');

/**
 * @param value YAML of Tempo's configuration, with its variables
 * @param type from the table of fields
 */
export function mistakesIn(value: unknown, type: FieldType, path: Path = []): ConfigMistake[] {
  if (value === null || value === undefined || type === '?' || type === 'a' || isVariable(value)) return [];
  if (type.startsWith('[')) return inList(value, type.slice(1), path);
  if (type.startsWith('{')) return inMap(value, () => type.slice(1), path);
  const node = nodeOf(type);
  if (node === undefined) return ofType(value, wantedInstead(value, type, String(path.at(-1))), path);
  if (Array.isArray(node)) return mistakesOfChoice(node.map((each: FieldType) => mistakesIn(value, each, path)));
  const fields = node as Readonly<Record<string, FieldType>>;
  return inMap(value, (name) => (Object.hasOwn(fields, name) ? fields[name] : fields['*']), path, fields);
}

const ofType = (value: unknown, wanted: string | undefined, path: Path): ConfigMistake[] =>
  wanted === undefined ? [] : [{ path, kind: 'type', value, wanted }];

function inList(value: unknown, type: FieldType, path: Path): ConfigMistake[] {
  if (!Array.isArray(value)) return ofType(value, 'a list', path);
  return value.flatMap((item, index) => mistakesIn(item, type, [...path, index]));
}

function inMap(
  value: unknown,
  typeOf: (name: string) => FieldType | undefined,
  path: Path,
  fields: Readonly<Record<string, FieldType>> = {},
): ConfigMistake[] {
  if (!isMap(value)) return ofType(value, 'a map', path);
  return Object.entries(value).flatMap(([name, child]) => {
    const own = [...path, name];
    const type = typeOf(name);
    if (type !== undefined) return mistakesIn(child, type, own);
    const meant = meantField(name, fields, (other) => mistakesIn(child, other).length === 0);
    return isVariable(name) ? [] : [{ path: own, kind: 'unknown', value: child, meant }];
  });
}
