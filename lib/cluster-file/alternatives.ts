/** Keys of an object that exclude each other. */
import * as z from 'zod';
import type { Statement } from '../findings/finding';
import { isMap } from '../yaml/parsed';
import { CLUSTER_FILE_RULES } from './rules';

/** The alternatives of a schema. A copy made by `.describe()` and the like inherits them. */
const traits = z.registry<{ readonly alternatives: readonly string[] }>();

/** Keys of which exactly one must be there, so that a JSON Schema can say so as `oneOf`. */
export const alternativesOf = (schema: z.core.$ZodType): readonly string[] | undefined => traits.get(schema)?.alternatives;

/** An object whose `keys` are alternatives: exactly one of them. A second one is reported at its key. */
export function exactlyOne<Schema extends z.ZodObject>(schema: Schema, ...keys: (keyof z.infer<Schema> & string)[]): Schema {
  const none = CLUSTER_FILE_RULES.says('missing-key', `none of ${keys.join(', ')} is set`, 'set exactly one of them');
  const refined = atMostOne(schema, ...keys).refine((value) => !isMap(value) || presentOf(value, keys).length > 0, {
    ...ALWAYS,
    params: stated(() => none),
  });
  return alternatives(refined, keys);
}

/** The same schema, known to need exactly one of the keys. */
export function alternatives<Schema extends z.ZodObject>(schema: Schema, keys: readonly string[]): Schema {
  traits.add(schema, { alternatives: keys });
  return schema;
}

/** An object of whose `keys` at most one may be there. A second one is reported at its key. */
export function atMostOne<Schema extends z.ZodObject>(schema: Schema, ...keys: (keyof z.infer<Schema> & string)[]): Schema {
  const conflict = (value: unknown) =>
    CLUSTER_FILE_RULES.says('conflicting-keys', `cannot be used together with ${presentOf(value, keys)[0]}`, 'remove one of them');
  let refined = schema;
  for (const key of keys)
    refined = refined.refine((value) => presentOf(value, keys).indexOf(key) < 1, { ...ALWAYS, path: [key], params: stated(conflict) });
  return refined;
}

type Stated = (value: unknown) => Statement;

/** The parameters of a refinement that say what is wrong with a value, given that value. */
export const stated = (statement: Stated): { readonly statement: Stated } => ({ statement });

/** What a refinement that was made with `stated` says of a value. */
export const statementOf = ({ params, input }: z.core.$ZodIssueCustom): Statement | undefined =>
  (params as { statement?: Stated } | undefined)?.statement?.(input);

/** Makes a refinement run even where something else in the object is wrong. */
const ALWAYS = { when: () => true };

const presentOf = (value: unknown, keys: readonly string[]): string[] =>
  isMap(value) ? Object.keys(value).filter((key) => keys.includes(key)) : [];
