/** About a key that a cluster file does not set. */
import * as z from 'zod';
import { nearest } from '../../findings/nearest';
import { at, textAt } from '../../yaml/parsed';
import { jsonSchema } from '../schema/json-schema';
import { keysOf, schemaAt } from '../schema/schema-at';

export interface UnsetKey {
  /** Whether a cluster file may have it. */
  readonly exists: boolean;
  /** The key that was probably meant; undefined if none is close. */
  readonly meant?: string;
  /** What it sets, and what happens without it; undefined if it is not described. */
  readonly about?: string;
}

export function unsetKey(schema: z.ZodType, key: readonly string[]): UnsetKey {
  const unknown = key.findIndex((_, index) => schemaAt(schema, key.slice(0, index + 1)) === undefined);
  if (unknown === -1) return { exists: true, about: aboutKey(schema, key) };
  const above = key.slice(0, unknown);
  if (isFree(schemaAt(schema, above))) return { exists: true };
  const near = nearest(key[unknown] ?? '', keysOf(schemaAt(schema, above)));
  return { exists: false, meant: near && [...above, near, ...key.slice(unknown + 1)].join('.') };
}

/** Whether a map takes any key, such as Helm values. */
const isFree = (schema: z.core.$ZodType | undefined): boolean =>
  schema instanceof z.ZodObject && schema.def.catchall !== undefined && !(schema.def.catchall instanceof z.ZodNever);

function aboutKey(schema: z.ZodType, key: readonly string[]): string | undefined {
  const path = key.flatMap((step) => ['properties', step]);
  return textAt(at(jsonSchema(schema), ...path), 'description');
}
