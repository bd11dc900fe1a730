/** The nulls by which a cluster file removes keys of its bases, in a JSON Schema. */
import { isMap } from '../../yaml/parsed';
import { EXTENDS } from '../document';

type Schema = Readonly<Record<string, unknown>>;

/**
 * A JSON Schema of a file that may extend others, which accepts null where `merge` removes a key: for keys of maps, and for those of items
 * that are merged by their name, but for that name itself. Below `values`, and in items of other lists, nothing is removed.
 */
export const withRemovableKeys = (schema: Schema): Schema => withRemovable(schema, [EXTENDS]);

/** @param kept keys that a null does not remove */
function withRemovable(schema: Schema, kept: readonly string[] = []): Schema {
  const { properties, additionalProperties, items, anyOf } = schema;
  const removable = (key: string, value: unknown) => (isMap(value) && !kept.includes(key) ? orNull(withRemovable(value)) : value);
  const each = (map: Schema) => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, removable(key, value)]));
  const isNamed = isMap(items) && isMap(items.properties) && Object.hasOwn(items.properties, NAME);
  return {
    ...schema,
    ...(isMap(properties) && { properties: each(properties) }),
    ...(isMap(additionalProperties) && { additionalProperties: removable('', additionalProperties) }),
    ...(isNamed && { items: withRemovable(items, [NAME]) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map((form) => (isMap(form) ? withOthers(withRemovable(form), properties) : form)) }),
  };
}

/** One of two forms of a map, in which a null removes a key of the other form. @param all the keys of both */
function withOthers(form: Schema, all: unknown): Schema {
  if (!isMap(all)) return form;
  const removed = Object.keys(all).map((key) => [key, { type: 'null' }]);
  return { ...form, properties: { ...Object.fromEntries(removed), ...(isMap(form.properties) ? form.properties : {}) } };
}

/** By which items of a list are merged. */
const NAME = 'name';

/** The schema, which accepts null too. One that says nothing of the type does so already. */
function orNull(schema: Schema): Schema {
  const accepting: Readonly<Record<string, (value: unknown) => Schema>> = {
    type: (type) => ({ type: [type, 'null'].flat() }),
    const: (value) => ({ enum: [value, null] }),
    enum: (values) => ({ enum: [values, null].flat() }),
    anyOf: (choices) => ({ anyOf: [choices, { type: 'null' }].flat() }),
  };
  return Object.assign({}, ...Object.entries(schema).map(([key, value]) => accepting[key]?.(value) ?? { [key]: value }));
}
