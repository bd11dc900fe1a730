/** The JSON Schema of a zod schema, as editors read it. */
import * as z from 'zod';
import { alternativesOf } from './alternatives';
import { isVersion } from './formats';
import { formsOf } from './forms';

/** JSON Schema draft 7 of the input: keys with a default are optional. */
export function jsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema: target }) => {
      // Editors read 2.20 as a number; synth reads it as text.
      if (isVersion(zodSchema)) target.type = ['string', 'number'] as never;
      const keys = alternativesOf(zodSchema);
      const forms = formsOf(zodSchema);
      if (forms) target.anyOf = [forms.short, forms.named].map(withoutDialect);
      if (keys) target.oneOf = keys.map((key) => ({ required: [key] }));
    },
  });
}

/** A schema within another: `$schema` belongs at the top only. */
function withoutDialect(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  const { $schema, ...own }: z.core.JSONSchema.BaseSchema = jsonSchema(schema);
  return own;
}
