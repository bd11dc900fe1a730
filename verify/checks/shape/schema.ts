/** Checks objects against the closed schema of their kind. */
import { readFileSync } from 'node:fs';
import Ajv, { type AnySchemaObject, type DefinedError, type ErrorObject, type ValidateFunction } from 'ajv';
import { KUBERNETES_SCHEMA, ownFile } from '../../../lib/files/own-folder';
import { nearest } from '../../../lib/findings/nearest';
import { isMap, type Path } from '../../../lib/yaml/parsed';
import { fieldText, type Mistake, refused } from './mistake';

/** The kinds that have a schema: the definition of each by its `apiVersion/Kind`. */
class KindSchemas {
  readonly kinds: ReadonlyMap<string, string>;
  // No inlining or optimization: each kind is compiled for only a few objects, and most kinds share types.
  private readonly ajv = new Ajv({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  });

  /** @param document the schema of all kinds */
  constructor(document: AnySchemaObject) {
    this.kinds = new Map(Object.entries(document.kinds as Record<string, string>));
    this.ajv.addSchema(document, KUBERNETES_SCHEMA);
  }

  /** The mistakes in an object; undefined if its kind is unknown. A kind is compiled on first use. */
  mistakesIn(object: { readonly apiVersion: string; readonly kind: string }): Mistake[] | undefined {
    const definition = this.kinds.get(`${object.apiVersion}/${object.kind}`);
    if (definition === undefined) return undefined;
    const isValid = this.ajv.getSchema(`${KUBERNETES_SCHEMA}#/definitions/${definition}`) as ValidateFunction;
    if (isValid(withoutNulls(object))) return [];
    return withoutRepeats((isValid.errors ?? []) as SchemaError[]);
  }
}

type SchemaError = DefinedError & ErrorObject;

/**
 * The mistakes of all errors. A misspelt field is one mistake, even if the correct field is reported as missing. If that field is
 * required, the object is refused.
 */
function withoutRepeats(errors: readonly SchemaError[]): Mistake[] {
  const required = new Set(errors.flatMap((error) => (error.keyword === 'required' ? [keyOf(fieldOf(error))] : [])));
  const meant = errors.map(meantBy);
  const misspelt = new Set(meant.flatMap((path) => (path ? [keyOf(path)] : [])));
  return errors.flatMap((error, index): Mistake[] => {
    const mistake = mistakeOf(error);
    if (error.keyword === 'required') return misspelt.has(keyOf(mistake.path)) || OPTIONAL.test(fieldText(mistake.path)) ? [] : [mistake];
    const field = meant[index];
    return [field && required.has(keyOf(field)) ? { ...mistake, outcome: 'refused' } : mistake];
  });
}

/** Fields that the schema requires, but for which the API server has a default. */
const OPTIONAL =
  /^roleRef\.apiGroup$|\.httpHeaders\[\d+\]\.value$|\.sysctls\[\d+\]\.value$|\[\d+\]\.preference$|\.dataSource\.(kind|name)$|^spec\.limits$|^value$|^endpoints$|^ports\[\d+\]\.port$|\.versions\[\d+\]\.(served|storage)$/;

let known: KindSchemas | undefined;

/** The kinds of `schema/kubernetes.json`, which `npm run import` writes. The file is read once. */
export function kindSchemas(): KindSchemas {
  known ??= new KindSchemas(JSON.parse(readFileSync(ownFile(KUBERNETES_SCHEMA), 'utf8')));
  return known;
}

/** Removes fields that are null, which the API server treats as absent. A null in a list is kept. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value) || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, child]) => (child === null ? [] : [[key, withoutNulls(child)]])));
}

/** The mistake in words. It never contains the value, which may be a credential. */
function mistakeOf(error: SchemaError): Mistake {
  const path = fieldOf(error);
  switch (error.keyword) {
    case 'additionalProperties': {
      const meant = nearest(error.params.additionalProperty, fieldsAt(error));
      const fix = meant ? `did you mean ${meant}?` : 'remove it, or correct its position';
      return { rule: 'unknown-field', path, problem: 'is an unknown field', fix, outcome: 'dropped' };
    }
    case 'required':
      return refused('missing-field', path, 'is missing', 'add it');
    case 'type':
      return typeMistake(path, error.data, [error.params.type].flat().map(String));
    case 'enum':
      return refused('invalid-value', path, 'has an unknown value', `use ${allowed(error.data, error.params.allowedValues.map(String))}`);
    case 'const':
      return refused('invalid-value', path, 'has a value that is not allowed here', `use ${error.params.allowedValue}`);
    default:
      return refused('invalid-value', path, `breaks the rule ${error.keyword}`, 'see the reference of its kind');
  }
}

/** The path of the field of an error, including the name of a missing or unknown field. */
function fieldOf(error: SchemaError): Path {
  if (error.keyword === 'additionalProperties') return [...pathOf(error), error.params.additionalProperty];
  return error.keyword === 'required' ? [...pathOf(error), error.params.missingProperty] : pathOf(error);
}

/** The known field that was probably meant by an unknown one. */
function meantBy(error: SchemaError): Path | undefined {
  const meant = error.keyword === 'additionalProperties' && nearest(error.params.additionalProperty, fieldsAt(error));
  return meant ? [...pathOf(error), meant] : undefined;
}

const keyOf = (path: Path): string => JSON.stringify(path);

/** The allowed value that was probably meant, else all allowed values. */
function allowed(value: unknown, values: readonly string[]): string {
  const known = values.filter((each) => each !== '');
  const meant = typeof value === 'string' ? nearest(value, known) : undefined;
  return meant ?? `one of ${known.join(', ')}`;
}

function typeMistake(path: Path, value: unknown, types: readonly string[]): Mistake {
  const expected = types.map((type) => TYPES[type] ?? type);
  const isUnquoted = types[0] === 'string' && ['number', 'boolean'].includes(typeof value);
  const fix = isUnquoted ? 'quote it' : `use ${expected.join(' or ')}`;
  return refused('wrong-type', path, `is ${typeText(value)}, but must be ${expected.join(' or ')}`, fix);
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

function typeText(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return TYPES.array ?? '';
  if (value instanceof Date) return 'a date';
  return typeof value === 'boolean' ? 'a boolean' : (TYPES[typeof value] ?? typeof value);
}

const fieldsAt = ({ parentSchema }: ErrorObject): string[] => Object.keys((parentSchema?.properties as object | undefined) ?? {});

/** `['spec', 'containers', 0]` for `/spec/containers/0`. A number is the index of a list item; maps rarely have such keys. */
const pathOf = ({ instancePath }: ErrorObject): Path =>
  instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
