/** Valid values of a schema, as different as they can be: what a mistake may become when it is corrected. */
import * as z from 'zod';
import { isVersion } from '../formats/format';
import { unwrap } from '../schema/schema-at';

/** Older and newer than any release. */
const VERSIONS = [0, 99999].map((major) => [major, 1, 0].join('.'));
const NUMBERS = [0, 0.5, 1, 2, 10, 100];

/** @returns every value of a choice, some values of other scalars and of lists of them, and none of a map */
export const samplesOf = (schema: z.core.$ZodType | undefined): readonly unknown[] => {
  const inner = unwrap(schema);
  return inner ? candidatesOf(inner).filter((value) => z.safeParse(inner, value).success) : [];
};

function candidatesOf(schema: z.core.$ZodType): readonly unknown[] {
  if (schema instanceof z.ZodEnum) return Object.values(schema.enum);
  if (schema instanceof z.ZodBoolean) return [true, false];
  if (schema instanceof z.ZodNumber) return NUMBERS;
  if (schema instanceof z.ZodArray) {
    const items = samplesOf(schema.def.element);
    return items.length > 1 ? [...items.map((item) => [item]), items] : [];
  }
  const examples = (z.globalRegistry.get(schema)?.examples ?? []) as readonly unknown[];
  if (isVersion(schema)) return [...VERSIONS, ...examples];
  return schema instanceof z.ZodString ? examples.flatMap((example) => [example, `${example}1`, `x${example}`]) : [];
}
