/** Objects against the closed schema of their kind, which names every field that there is. */
import { readFileSync } from 'node:fs';
import Ajv, { type AnySchemaObject, type DefinedError, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearest } from '../../../lib/findings/nearest';
import { isMap } from '../../../lib/yaml/parsed';
import { type Mistake, within } from './mistake';

const FILE = 'schema/kubernetes.json';

/** The kinds that are known here: the definition of each by its `apiVersion/Kind`. */
export class KindSchemas {
  readonly kinds: ReadonlyMap<string, string>;
  // Nothing inlined, nothing optimized: a kind is compiled for a few objects, and most kinds share their types.
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
    this.ajv.addSchema(document, FILE);
  }

  /** What is wrong with an object, or undefined where its kind is not known. A kind is compiled when it first occurs. */
  mistakesIn(object: { readonly apiVersion: string; readonly kind: string }): Mistake[] | undefined {
    const definition = this.kinds.get(`${object.apiVersion}/${object.kind}`);
    if (definition === undefined) return undefined;
    const isValid = this.ajv.getSchema(`${FILE}#/definitions/${definition}`) as ValidateFunction;
    if (isValid(withoutNulls(object))) return [];
    const errors = (isValid.errors ?? []) as (DefinedError & ErrorObject)[];
    const misspelt = errors.flatMap((error) => {
      const meant = error.keyword === 'additionalProperties' && nearest(error.params.additionalProperty, fieldsAt(error));
      return meant ? [within(pathOf(error), meant)] : [];
    });
    // A misspelt field is one mistake, not also a missing one; where it has to be there, the object is refused for it.
    const missing = errors.flatMap((error) => (error.keyword === 'required' ? within(pathOf(error), error.params.missingProperty) : []));
    return errors
      .map((error) => {
        const mistake = mistakeOf(error);
        const meant = error.keyword === 'additionalProperties' && nearest(error.params.additionalProperty, fieldsAt(error));
        return meant && missing.includes(within(pathOf(error), meant)) ? { ...mistake, outcome: 'refused' as const } : mistake;
      })
      .filter(({ path, text }) => !(text === MISSING && misspelt.includes(path)));
  }
}

let known: KindSchemas | undefined;

/** The kinds of `schema/kubernetes.json`, which `npm run import` wrote. Read once. */
export function kindSchemas(): KindSchemas {
  known ??= new KindSchemas(JSON.parse(readFileSync(FILE, 'utf8')));
  return known;
}

/** The API server reads a null as if the field were not there. Within a list it stays: there it takes a place. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value) || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, child]) => (child === null ? [] : [[key, withoutNulls(child)]])));
}

const MISSING = 'is missing; add it';

/** In words; never with the value itself, which may be a credential. */
function mistakeOf(error: DefinedError & ErrorObject): Mistake {
  const path = pathOf(error);
  if (error.keyword === 'additionalProperties') {
    const meant = nearest(error.params.additionalProperty, fieldsAt(error));
    return {
      path: within(path, error.params.additionalProperty),
      text: `is no field of it; ${meant ? `write ${meant}` : 'remove it, or write it where it belongs'}`,
      outcome: 'dropped',
    };
  }
  if (error.keyword === 'required') return { path: within(path, error.params.missingProperty), text: MISSING, outcome: 'refused' };
  return { path, text: describe(error), outcome: 'refused' };
}

function describe(error: DefinedError & ErrorObject): string {
  if (error.keyword === 'enum') {
    const values = error.params.allowedValues.map(String).filter((value) => value !== '');
    const meant = typeof error.data === 'string' ? nearest(error.data, values) : undefined;
    return `is none of its values; write ${meant ?? `one of ${values.join(', ')}`}`;
  }
  if (error.keyword === 'const') return `differs from what it must be here; write ${error.params.allowedValue}`;
  if (error.keyword !== 'type') return `breaks the rule ${error.keyword}; see the reference of its kind`;
  const expected = [error.params.type].flat().map((type) => TYPES[String(type)] ?? String(type));
  const isScalar = expected[0] === TYPES.string && ['number', 'boolean'].includes(typeof error.data);
  return `is ${nameOf(error.data)}, and must be ${expected.join(' or ')}; write it ${isScalar ? 'in quotes' : 'so'}`;
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

function nameOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return TYPES.array ?? '';
  if (value instanceof Date) return 'a date';
  return typeof value === 'boolean' ? 'a truth value' : (TYPES[typeof value] ?? typeof value);
}

const fieldsAt = ({ parentSchema }: ErrorObject): string[] => Object.keys((parentSchema?.properties as object | undefined) ?? {});

/** `spec.containers[0]` of `/spec/containers/0`. A number is an item of a list unless the map there has it as a key; few do. */
const pathOf = ({ instancePath }: ErrorObject): string =>
  instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, step) => within(path, /^\d+$/.test(step) ? Number(step) : step), '');
