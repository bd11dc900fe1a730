/** Keys of an object that exclude each other. */
import * as z from 'zod';
import type { Statement } from '../../findings/finding';
import { isMap, type Path } from '../../yaml/parsed';
import { CLUSTER_FILE_RULES } from '../rules';

/** The alternatives of a schema. Copies, such as those of `.describe()`, inherit them. */
const traits = z.registry<{ readonly alternatives: readonly string[] }>();

/** The keys of a schema that must have exactly one of them. In a JSON Schema they become `oneOf`. */
export const alternativesOf = (schema: z.core.$ZodType): readonly string[] | undefined => traits.get(schema)?.alternatives;

/** An object that must have exactly one of `keys`. A second one is reported at its key. */
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

/** An object that may have at most one of `keys`. A second one is reported at its key. */
export function atMostOne<Schema extends z.ZodObject>(schema: Schema, ...keys: (keyof z.infer<Schema> & string)[]): Schema {
  const conflict = (value: unknown) =>
    CLUSTER_FILE_RULES.says('conflicting-keys', `cannot be used together with ${presentOf(value, keys)[0]}`, 'remove one of them');
  const isFirst = (key: string) =>
    z.refine((value) => presentOf(value, keys).indexOf(key) < 1, {
      ...ALWAYS,
      path: [key],
      params: stated(conflict, (value) => [[[key]], [presentOf(value, keys).slice(0, 1)]]),
    });
  return schema.check(...keys.map(isFirst));
}

type Stated = (value: unknown) => Statement;
/** Keys that exclude each other, of each side, from the object of the refinement. The first one is the key of the refinement. */
type Sides = readonly (readonly Path[])[];

interface Params {
  readonly statement: Stated;
  readonly sides?: (value: unknown) => Sides;
}

/**
 * The parameters of a refinement, with a function that describes what is wrong with a value.
 * @param sides the keys that exclude each other. @default none
 */
export const stated = (statement: Stated, sides?: Params['sides']): Params => ({ statement, sides });

/** The keys of a mistake that exclude each other; empty for other mistakes. */
export const sidesOf = ({ params, input }: z.core.$ZodIssueCustom): Sides => (params as Params | undefined)?.sides?.(input) ?? [];

/** The statement about a value, from a refinement made with `stated`. */
export const statementOf = ({ params, input }: z.core.$ZodIssueCustom): Statement | undefined =>
  (params as Partial<Params> | undefined)?.statement?.(input);

/** Makes a refinement run even where something else in the object is wrong. */
const ALWAYS = { when: () => true };

const presentOf = (value: unknown, keys: readonly string[]): string[] =>
  isMap(value) ? Object.keys(value).filter((key) => keys.includes(key)) : [];
