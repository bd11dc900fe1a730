/** Checks a document against a zod schema and says each mistake in the user's words, at its place. */
import * as z from 'zod';
import { type Findings, keyOf } from '../findings/findings';
import { nearest } from '../findings/nearest';
import type { Path } from '../yaml/parsed';
import type { Document } from './document';
import { alternativesOf, isVersion, schemaAt } from './schema';

/** The checked data, or undefined when anything is wrong; then the findings hold all of it. */
export function validate<Schema extends z.ZodType>(schema: Schema, document: Document, findings: Findings): z.infer<Schema> | undefined {
  const data = document.data((path) => isVersion(schemaAt(schema, path)));
  if (data === undefined) return undefined;
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) return findings.refused ? undefined : result.data;
  const misspelt = result.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? meantKeys(issue, schema) : []));
  for (const issue of result.error.issues) {
    // A misspelt key is one mistake, not also a missing one.
    const path = issue.path as Path;
    const isMissing =
      (!document.has(path) && misspelt.includes(keyOf(path))) ||
      (issue.code === 'custom' && misspelt.some((key) => alternativesAt(schema, path).includes(key)));
    if (!isMissing) report(issue, schema, document, findings);
  }
  return undefined;
}

/** The keys at `path` of which exactly one must be there, in full. */
function alternativesAt(schema: z.ZodType, path: Path): string[] {
  const object = schemaAt(schema, path);
  return ((object && alternativesOf(object)) ?? []).map((key) => keyOf([...path, key]));
}

const knownKeys = (schema: z.ZodType, path: Path): string[] => {
  const object = schemaAt(schema, path);
  return object instanceof z.ZodObject ? Object.keys(object.def.shape) : [];
};

/** The keys that the unknown ones probably mean, in full. */
function meantKeys({ path, keys }: z.core.$ZodIssueUnrecognizedKeys, schema: z.ZodType): string[] {
  return keys.flatMap((key) => nearest(key, knownKeys(schema, path as Path)) ?? []).map((key) => keyOf([...(path as Path), key]));
}

function report(issue: z.core.$ZodIssue, schema: z.ZodType, document: Document, findings: Findings): void {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    for (const key of issue.keys) {
      const meant = nearest(key, known);
      findings.errorAtKey([...path, key], `is no key here; ${meant ? `write ${meant}` : `the keys here are ${known.join(', ')}`}`);
    }
  } else if (issue.code === 'custom') {
    findings.errorAtKey(path, issue.message);
  } else if (!document.has(path)) {
    findings.errorAtKey(path, `is missing; add it${example(schemaAt(schema, path))}`);
  } else {
    findings.error(path, describe(issue, schemaAt(schema, path), document.textOf(path) ?? '', isOptional(schema, path)));
  }
}

/** What is wrong with a value that is there, and what it should be. */
function describe(issue: z.core.$ZodIssue, schema: z.core.$ZodType | undefined, source: string, optional: boolean): string {
  const input = issue.input;
  if (issue.code === 'invalid_type') {
    if (input === null) return `is empty; write its value${example(schema)}${optional ? ', or remove the key' : ''}`;
    const quote = issue.expected === 'string' && (typeof input === 'number' || typeof input === 'boolean') && !isVersion(schema);
    return `is ${nameOf(input, source)}, and must be ${EXPECTED[issue.expected] ?? issue.expected}; ${quote ? `write "${source}" in quotes` : `write it so${example(schema)}`}`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const meant = typeof input === 'string' ? nearest(input, values) : undefined;
    return `${JSON.stringify(input)} is not possible; write ${meant ?? `one of ${values.join(', ')}`}`;
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
    return issue.origin === 'array'
      ? `has ${(input as unknown[]).length} items; write ${limit}${example(schema)}`
      : `${JSON.stringify(input)} is out of range; write ${limit}`;
  }
  return issue.message;
}

/** Whether the key at `path` may be left out. */
function isOptional(schema: z.ZodType, path: Path): boolean {
  const parent = schemaAt(schema, path.slice(0, -1));
  const own = parent instanceof z.ZodObject ? parent.def.shape[String(path.at(-1))] : undefined;
  return own instanceof z.ZodOptional || own instanceof z.ZodDefault;
}

const EXPECTED: Record<string, string> = {
  object: 'a map of keys',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function nameOf(input: unknown, source: string): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a map of keys';
  if (typeof input === 'string') return `the text ${JSON.stringify(input)}`;
  return `the ${typeof input === 'boolean' ? 'truth value' : typeof input} ${source}`;
}

function example(schema: z.core.$ZodType | undefined): string {
  const [first] = (schema && (z.globalRegistry.get(schema)?.examples as unknown[] | undefined)) ?? [];
  if (first !== undefined) return `, e.g. ${typeof first === 'string' ? first : JSON.stringify(first)}`;
  if (schema instanceof z.ZodObject && Object.keys(schema.def.shape).length > 0)
    return `, with ${Object.keys(schema.def.shape).join(', ')} under it as needed`;
  return '';
}
