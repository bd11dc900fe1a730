/** Settings with two forms: the named form has one key for each alternative, the short form has the keys of one alternative. */
import * as z from 'zod';
import { nearest } from '../../findings/nearest';
import { isMap, type Path } from '../../yaml/parsed';
import { CLUSTER_FILE_RULES } from '../rules';
import { alternatives, atMostOne, stated } from './alternatives';

/** The two forms of a setting. */
export interface Forms {
  readonly short: z.ZodObject;
  readonly named: z.ZodObject;
}

/** By the input schema of the pipe, which all copies of the pipe share. */
const forms = new WeakMap<z.core.$ZodType, Forms>();

/** The two forms of a schema that has them. */
export const formsOf = (schema: z.core.$ZodType | undefined): Forms | undefined =>
  schema instanceof z.ZodPipe ? forms.get(schema.def.in) : undefined;

/** Registers the two forms of a schema. Returns the schema. */
function withForms<Schema extends z.ZodPipe>(schema: Schema, both: Forms): Schema {
  forms.set(schema.def.in, both);
  return schema;
}

/**
 * Checks a value against the form that its keys belong to, so that issues of the other form are not reported.
 * @param short the keys of one alternative
 * @param named the alternatives by their names; exactly one of them is allowed
 */
export function shortOrNamed<Short extends z.ZodObject, Named extends z.ZodObject>(short: Short, named: Named) {
  const names = Object.keys(named.shape) as (keyof z.infer<Named> & string)[];
  const forms = { short, named: alternatives(atMostOne(named, ...names), names) };
  const schema = z.unknown().transform((value, context): z.infer<Short> | z.infer<Named> => {
    const form = isNamed(forms, value) ? forms.named : forms.short;
    const result = form.safeParse(value, { reportInput: true });
    if (result.success) return result.data as z.infer<Short> | z.infer<Named>;
    const { issues } = result.error;
    for (const issue of form === forms.named ? issues.flatMap((one) => withoutShortKeys(one, value, { short, named })) : issues)
      context.issues.push(issue as z.core.$ZodRawIssue);
    // Unchecked, for refinements of a whole of which it is a part.
    return value as never;
  });
  return withForms(schema, forms);
}

/** The form that the keys of a value belong to; the schema itself if it has only one form. */
export function formFor(schema: z.core.$ZodType | undefined, value: unknown): z.core.$ZodType | undefined {
  const forms = formsOf(schema);
  return forms ? (isNamed(forms, value) ? forms.named : forms.short) : schema;
}

/**
 * The key by which a file sets what `key` names in the other form: `tempo.storage.bucket` for `tempo.storage.s3.bucket` and for itself, if
 * the file has the short form.
 * @param schemaOf the schema at a path
 * @param data the value in the file at a path
 */
export function keyInForm(key: Path, schemaOf: (path: Path) => z.core.$ZodType | undefined, data: (path: Path) => unknown): Path {
  const found: (string | number)[] = [];
  for (const step of key) {
    const [both, value] = [formsOf(schemaOf(found)), data(found)];
    const name = both && isMap(value) ? nameOfShort(both) : undefined;
    if (!both || name === undefined) found.push(step);
    else if (!isNamed(both, value)) found.push(...(step === name ? [] : [step]));
    else found.push(...(Object.hasOwn(both.named.shape, step) ? [step] : [name, step]));
  }
  return found;
}

/** The alternative that the short form is. */
const nameOfShort = ({ short, named }: Forms): string | undefined =>
  Object.keys(named.shape).find((name) => inner(named.shape[name])?.shape === short.shape);

/** The keys of an alternative; undefined if they are not known. */
function inner(schema: z.core.$ZodType | undefined): z.ZodObject | undefined {
  if (schema instanceof z.ZodOptional) return inner(schema.def.innerType);
  return schema instanceof z.ZodObject ? schema : undefined;
}

/** Keys of the short form beside a name are reported as a conflict, not as unknown keys. */
function withoutShortKeys(issue: z.core.$ZodIssue, value: unknown, { short, named }: Forms): z.core.$ZodIssue[] {
  if (issue.code !== 'unrecognized_keys' || issue.path.length > 0) return [issue];
  const [key, ...others] = issue.keys.filter((one) => Object.hasOwn(short.shape, one));
  if (key === undefined) return [issue];
  const unknown = issue.keys.filter((one) => one !== key && !others.includes(one));
  const name = Object.keys(isMap(value) ? value : {}).find((one) => !issue.keys.includes(one));
  const problem = `cannot be used together with ${name}`;
  const form = name === undefined ? undefined : inner(named.shape[name]);
  const move = form === undefined || Object.hasOwn(form.shape, key) ? `move it below ${name}, or ` : '';
  const conflict = CLUSTER_FILE_RULES.says('conflicting-keys', problem, `${move}remove one of them`);
  const sides = [[key, ...others].map((one) => [one]), name === undefined ? [] : [[name]]];
  return [
    ...(unknown.length > 0 ? [{ ...issue, keys: unknown }] : []),
    {
      code: 'custom',
      path: [key],
      message: problem,
      params: stated(
        () => conflict,
        () => sides,
      ),
      input: value,
    },
  ];
}

/** Whether the keys of a value are names of alternatives, or close to them. */
function isNamed({ short, named }: Forms, value: unknown): boolean {
  if (!isMap(value)) return false;
  const keys = Object.keys(value);
  if (keys.some((key) => Object.hasOwn(named.shape, key))) return true;
  if (keys.some((key) => Object.hasOwn(short.shape, key))) return false;
  return keys.some((key) => isMap(value[key]) || nearest(key, Object.keys(named.shape)) !== undefined);
}
