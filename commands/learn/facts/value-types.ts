/** The types of a chart's Helm values, in the words of charts/collector/value-releases.ts, from its JSON Schema. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ValueType, ValueTypes } from '../../../charts/collector/own-values/value-releases';
import { at, isMap, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import { type Sighting, sighting, type View } from './fact';

/** A sighting for each value that differs, and one if none does. */
export function valueTypesIn(predicted: ValueTypes, { release }: View): Sighting[] {
  const schema: unknown = JSON.parse(readFileSync(path.join(release.folder, 'values.schema.json'), 'utf8'));
  const seen = typesIn(schema);
  const text = (type: ValueType | undefined) => (type === undefined ? 'no such value' : JSON.stringify(type));
  const different = [...new Set([...Object.keys(predicted), ...Object.keys(seen)])].filter(
    (name) => text(predicted[name]) !== text(seen[name]),
  );
  return different.length === 0
    ? [sighting('valueTypes', 'those of the schema', 'those of the schema', 'values.schema.json')]
    : different.map((name) => sighting('valueTypes', text(predicted[name]), text(seen[name]), `values.schema.json, ${name}`));
}

/** @param schema of all values */
const typesIn = (schema: unknown): ValueTypes => Object.fromEntries(typesAt(schema, '', schema));

type Entry = readonly [name: string, type: ValueType];

/** @param root the schema with the definitions that others refer to */
function typesAt(schema: unknown, name: string, root: unknown): Entry[] {
  const node = resolved(schema, root);
  const type = at(node, 'type');
  if (type === 'object') return typesInMap(node, name, root);
  if (type === 'array') return typesInList(node, name, root);
  if (Array.isArray(type) || at(node, 'anyOf') !== undefined) return [[name, 'number or text']];
  const choices = listAt(node, 'enum');
  if (choices.length > 0) return [[name, choices.map(String)]];
  const scalars: Readonly<Record<string, ValueType>> = { boolean: 'flag', integer: 'number', string: 'text' };
  return [[name, typeof type === 'string' ? (scalars[type] ?? 'any') : 'any']];
}

function typesInMap(node: unknown, name: string, root: unknown): Entry[] {
  const step = (key: string) => (name === '' ? key : `${name}.${key}`);
  const ofAnyKey = Object.values(mapAt(node, 'patternProperties'));
  if (ofAnyKey.length > 0) return ofAnyKey.flatMap((each) => typesAt(each, step('*'), root));
  const fields = Object.entries(mapAt(node, 'properties'));
  if (fields.length === 0) return [[name, 'map']];
  const own: Entry[] = at(node, 'additionalProperties') === false ? [] : [[name, 'open']];
  return [...own, ...fields.flatMap(([key, field]) => typesAt(field, step(key), root))];
}

function typesInList(node: unknown, name: string, root: unknown): Entry[] {
  const item = resolved(at(node, 'items'), root);
  if (at(item, 'type') === 'string') return [[name, 'texts']];
  if (at(item, 'type') !== 'object') return [[name, 'list']];
  const isStrict = isMap(at(item, 'properties')) && at(item, 'additionalProperties') === false;
  return isStrict ? typesAt(item, `${name}[]`, root) : [[name, 'maps']];
}

/** `#/$defs/port` */
function resolved(schema: unknown, root: unknown): unknown {
  const reference = textAt(schema, '$ref');
  return reference === undefined ? schema : at(root, ...reference.split('/').slice(1));
}
