/** The JSON Schema of a zod schema, as editors read it. */
import * as z from 'zod';
import { isMap } from '../../yaml/parsed';
import { isVersion, patternMessageOf } from '../formats/format';
import { alternativesOf } from './alternatives';
import { formsOf } from './forms';
import { withRemovableKeys } from './removable';
import { unwrap } from './schema-at';
import { isSwitch } from './switch';

/**
 * JSON Schema draft 7 of the input: keys with a default are optional. It has what the YAML language server shows: `patternErrorMessage`
 * instead of a regular expression, and defaults in descriptions.
 */
export function jsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema: target }) => {
      // Editors read 2.20 as a number; synth reads it as text.
      if (isVersion(zodSchema)) target.type = ['string', 'number'] as never;
      const keys = alternativesOf(zodSchema);
      const forms = formsOf(zodSchema);
      if (target.pattern !== undefined) target.patternErrorMessage = patternMessageOf(unwrap(zodSchema));
      if (target.description !== undefined) target.description = withDefault(target.description, target.default);
      if (forms) {
        target.type = 'object';
        target.anyOf = [forms.short, forms.named].map(withoutDialect);
        // Editors complete keys from these.
        target.properties = Object.assign({}, ...target.anyOf.map(({ properties }) => properties));
      }
      if (isSwitch(zodSchema)) target.type = ['object', 'boolean'] as never;
      if (keys) target.oneOf = keys.map((key) => ({ required: [key] }));
    },
  });
}

/** The same for a part of such a file: no key is required, and null removes one. */
export function partialJsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return withRemovableKeys(withoutRequired(jsonSchema(schema)) as z.core.JSONSchema.BaseSchema);
}

/** `required` is a keyword where its value is a list, and else a key of the file. */
function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (!isMap(schema)) return schema;
  const isRequirement = (key: string, value: unknown) => (key === 'required' && Array.isArray(value)) || isChoice(key, value);
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => (isRequirement(key, value) ? [] : [[key, withoutRequired(value)]])),
  );
}

/** Keys of which a file has exactly one. */
const isChoice = (key: string, value: unknown): boolean =>
  key === 'oneOf' && Array.isArray(value) && value.every((choice) => isMap(choice) && Object.keys(choice).join() === 'required');

/** A description with its default, unless it says it already or the default is an empty map or list. */
function withDefault(description: string, value: unknown): string {
  const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
  return isPlain && !/\bdefault /.test(description) ? `${description}; default ${value}` : description;
}

/** A schema within another: `$schema` belongs at the top only. */
function withoutDialect(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  const { $schema, ...own }: z.core.JSONSchema.BaseSchema = jsonSchema(schema);
  return own;
}
