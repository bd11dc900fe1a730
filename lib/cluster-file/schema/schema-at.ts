/** Finds a part of a schema. */
import * as z from 'zod';
import { formsOf } from './forms';
import { isSwitch } from './switch';

/** The schema below `.optional()` and `.default()`, and the settings of a switch. */
export function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let inner = schema;
  for (;;) {
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.def.innerType;
    else if (isSwitch(inner)) inner = inner.def.out;
    else return inner;
  }
}

/** The schema at `path`, unwrapped; undefined if the schema has no such path. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let inner = unwrap(schema);
  for (const step of path) {
    const both = formsOf(inner);
    if (both) inner = Object.hasOwn(both.named.shape, step) ? both.named : both.short;
    if (inner instanceof z.ZodObject) inner = Object.hasOwn(inner.def.shape, step) ? unwrap(inner.def.shape[String(step)]) : undefined;
    else if (inner instanceof z.ZodArray) inner = unwrap(inner.def.element);
    else if (inner instanceof z.ZodRecord) inner = unwrap(inner.def.valueType);
    else return undefined;
  }
  return inner;
}

/** The keys of a map of settings, in both of its forms; empty for anything else. */
export function keysOf(schema: z.core.$ZodType | undefined): string[] {
  const both = formsOf(schema);
  if (both) return [...new Set([both.short, both.named].flatMap(keysOf))];
  return schema instanceof z.ZodObject ? Object.keys(schema.def.shape) : [];
}

const allKeys = new WeakMap<z.core.$ZodType, ReadonlySet<string>>();

/** The keys of a map of settings and of all maps below it, in all of their forms. */
export function allKeysOf(schema: z.core.$ZodType): ReadonlySet<string> {
  const known = allKeys.get(schema);
  if (known) return known;
  const inner = unwrap(schema);
  const keys = new Set([...keysOf(inner), ...partsOf(inner).flatMap((part) => [...allKeysOf(part)])]);
  allKeys.set(schema, keys);
  return keys;
}

/** The schemas of the values in a map or list. */
function partsOf(schema: z.core.$ZodType | undefined): readonly z.core.$ZodType[] {
  const both = formsOf(schema);
  if (both) return [both.short, both.named];
  if (schema instanceof z.ZodObject) return Object.values(schema.def.shape);
  if (schema instanceof z.ZodArray) return [schema.def.element];
  return schema instanceof z.ZodRecord ? [schema.def.valueType] : [];
}

/** Whether the key at `path` is optional, as are those of a map of names. Below `values`, a null has a meaning of its own. */
export function isOptional(schema: z.core.$ZodType, path: readonly PropertyKey[]): boolean {
  const parent = schemaAt(schema, path.slice(0, -1));
  if (parent instanceof z.ZodRecord) return !z.safeParse(parent.def.valueType, null).success;
  const own = parent instanceof z.ZodObject ? parent.def.shape[String(path.at(-1))] : undefined;
  return own instanceof z.ZodOptional || own instanceof z.ZodDefault;
}
