/** The JSON Schema of a zod schema, as editors read it. */
import * as z from 'zod';
import { alternativesOf, isVersion } from './schema';

/** Draft 7, of what a person writes: keys with a default are optional. */
export function jsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema: target }) => {
      // An editor reads 2.20 as a number; the text is what counts here.
      if (isVersion(zodSchema)) target.type = ['string', 'number'] as never;
      const keys = alternativesOf(zodSchema);
      if (keys) target.oneOf = keys.map((key) => ({ required: [key] }));
    },
  });
}
