/** Checks a document against a zod schema, and reports each mistake in the user's terms, at its place. */
import * as z from 'zod';
import { listed } from '../../findings/listed';
import { nearest } from '../../findings/nearest';
import { isMap, type Path } from '../../yaml/parsed';
import { againstBase } from '../bases/against-base';
import { type Document, EXTENDS } from '../document';
import { type Findings, keyOf } from '../findings';
import { type Explanation, explanationOf, isVersion } from '../formats/format';
import { CLUSTER_FILE_RULES } from '../rules';
import { alternativesOf, statementOf } from '../schema/alternatives';
import { formFor } from '../schema/forms';
import { pathOf } from '../schema/issue-path';
import { isOptional, keysOf, schemaAt } from '../schema/schema-at';
import { type Ambiguity, asOther, asText } from '../syntax/ambiguous-scalars';
import { type Corrections, correctionsOf, NOT_KNOWN } from './corrections';
import { mapsFor } from './misplaced-key';
import { otherFile } from './other-file';
import { noteRepeatedItems } from './repeated-items';
import { alreadyThere, meantKey, turnedOff, unknownKey, whereBeside } from './unknown-key';

export interface Validated<Config> {
  /** The checked data; undefined if there are mistakes. All of them are added to the findings. */
  readonly config?: Config;
  /** What the data may be when the mistakes are corrected. */
  readonly corrections: () => Corrections<Config>;
}

export const validate = <Schema extends z.ZodType>(schema: Schema, document: Document, findings: Findings): z.infer<Schema> | undefined =>
  validatedKeys(schema, document, findings).config;

/** The same for a cluster file, which may be a file of something else. */
export function validated<Schema extends z.ZodType>(schema: Schema, document: Document, findings: Findings): Validated<z.infer<Schema>> {
  const other = otherFile(schema, document);
  if (!other) return validatedKeys(schema, document, findings);
  findings.error([], other);
  return { corrections: () => NOT_KNOWN };
}

function validatedKeys<Schema extends z.ZodType>(schema: Schema, document: Document, findings: Findings): Validated<z.infer<Schema>> {
  const read = document.data((path) => isVersion(schemaAt(schema, path)));
  if (read === undefined) return { corrections: () => NOT_KNOWN };
  disambiguate(schema, document, findings);
  const needless: Path[] = [];
  const data = document.bases.length > 0 || document.isIncomplete ? withoutNeedlessNulls(read, [], { schema, document, needless }) : read;
  const result = schema.safeParse(data, { reportInput: true });
  const misspelt = new Set(
    result.error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? meantKeys(issue, schema, document) : [])),
  );
  // With a misspelt `extends`, what is missing may be in a base.
  if (document.isIncomplete || misspelt.has(EXTENDS)) {
    for (const issue of result.error?.issues ?? [])
      if (isCertain(issue, document) && !isOfTemplate(issue, document)) report(issue, schema, document, findings);
    return { corrections: () => NOT_KNOWN };
  }
  if (result.success) {
    noteRepeatedItems(schema, data, findings);
    for (const path of needless) findings.needless(path);
    for (const path of document.removals.byEmptyKeys) findings.emptied(path);
    return { config: findings.refused ? undefined : result.data, corrections: () => NOT_KNOWN };
  }
  const issues = result.error.issues.filter((issue) => {
    if (isOfTemplate(issue, document)) return false;
    // A misspelt key is one mistake: it is not reported as missing too.
    const path = pathOf(issue);
    const isMissing =
      (!document.has(path) && misspelt.has(keyOf(path))) ||
      (issue.code === 'custom' && alternativePaths(schema, path).some((key) => misspelt.has(keyOf(key))));
    return !isMissing;
  });
  for (const issue of issues) report(issue, schema, document, findings);
  return { corrections: () => correctionsOf({ schema, document, data, issues }) };
}

/** Says only what the key of each ambiguous value allows. Below keys without a schema, such as `values`, both may be meant. */
function disambiguate(schema: z.ZodType, document: Document, findings: Findings): void {
  const fixes = document.ambiguities.flatMap(({ path, ambiguity }) => {
    const text = document.textOf(path) ?? '';
    const fix = allowed(formFor(schemaAt(schema, path), text), text, ambiguity);
    return fix === undefined ? [] : [[path, fix] as const];
  });
  findings.disambiguate(fixes);
}

/** How to write an ambiguous value so that its schema allows it; undefined if it allows both readings, or may do so. */
function allowed(schema: z.core.$ZodType | undefined, text: string, ambiguity: Ambiguity): string | undefined {
  if (!schema || schema instanceof z.ZodUnknown || schema instanceof z.ZodAny) return undefined;
  const { reading } = ambiguity;
  const takesOther = reading === 'number' ? schema instanceof z.ZodNumber : isIn(schema, reading);
  const [issue] = z.safeParse(schema, text, { reportInput: true }).error?.issues ?? [];
  if (!issue) return takesOther ? undefined : asText(text);
  if (takesOther) return asOther(ambiguity);
  return issue.code === 'custom' || issue.code === 'invalid_union' ? undefined : describe(issue, schema, text, false).fix;
}

/** Whether a mistake stays whatever the bases say that cannot be read: it is in a key or a value that is there. */
function isCertain(issue: z.core.$ZodIssue, document: Document): boolean {
  if (issue.code === 'custom') return statementOf(issue)?.rule !== MISSING;
  // A null removes what a base says.
  return document.has(pathOf(issue)) && issue.input !== null;
}

/** Whether it is about what a template stands for, which is a mistake of its own. */
const isOfTemplate = (issue: z.core.$ZodIssue, document: Document): boolean => document.isInTemplate(pathOf(issue));

/** The data without each null that would remove an optional key of a base, if one had it. An empty value stays, to be reported. */
function withoutNeedlessNulls(
  value: unknown,
  path: Path,
  about: { readonly schema: z.ZodType; readonly document: Document; readonly needless: Path[] },
): unknown {
  if (!isMap(value)) return value;
  const { schema, document, needless } = about;
  const kept = Object.entries(value).filter(([key, item]) => {
    const own = [...path, key];
    const isNeedless = item === null && document.textOf(own) !== '' && isOptional(schema, own);
    if (isNeedless) needless.push(own);
    return !isNeedless;
  });
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutNeedlessNulls(item, [...path, key], about)]));
}

const MISSING = CLUSTER_FILE_RULES.idOf('missing-key');

/** Whether a null removed the value that a base has at `path`. */
const isRemoved = (path: Path, document: Document): boolean => !document.has(path) && document.removals.placeOf(path) !== undefined;

/** The keys at `path` that exclude each other, as full paths. */
function alternativePaths(schema: z.ZodType, path: Path): Path[] {
  const object = schemaAt(schema, path);
  return ((object && alternativesOf(object)) ?? []).map((key) => [...path, key]);
}

/** @param value the value at `path`; if the schema has two forms, its keys tell which one */
const knownKeys = (schema: z.ZodType, path: Path, value: unknown): string[] => keysOf(formFor(schemaAt(schema, path), value));

/** The keys that were probably meant by unknown ones, as full paths. */
function meantKeys(issue: z.core.$ZodIssueUnrecognizedKeys, schema: z.ZodType, document: Document): string[] {
  const { keys, input } = issue;
  const path = pathOf(issue);
  const known = knownKeys(schema, path, input);
  return keys.flatMap((key) => {
    const meant = meantKey({ key, input, known });
    if (meant !== undefined) return [keyOf([...path, meant])];
    const value = isMap(input) ? input[key] : undefined;
    return mapsFor({ key, path, value }, schema, document).map((map) => keyOf([...map, key]));
  });
}

function report(issue: z.core.$ZodIssue, schema: z.ZodType, document: Document, findings: Findings): void {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path, issue.input);
    const about = { path, input: issue.input, known };
    for (const key of issue.keys) findings.errorAtKey([...path, key], unknownKey({ ...about, key }, { schema, document, findings }));
  } else if (issue.code === 'invalid_key') {
    const { problem, fix, meant } = invalidKey(schemaAt(schema, path.slice(0, -1)), String(path.at(-1)));
    const there = meant === undefined ? undefined : whereBeside([...path.slice(0, -1), meant], path, { schema, document, findings });
    findings.errorAtKey(path, CLUSTER_FILE_RULES.says('invalid-value', problem, there ? alreadyThere(there) : fix));
  } else if (issue.code === 'custom') {
    const statement = statementOf(issue);
    if (!statement) throw new Error(`a refinement at ${keyOf(path)} does not say what is wrong`);
    const removed = statement.rule === MISSING && [path, ...alternativePaths(schema, path)].find((key) => isRemoved(key, document));
    const conflict = againstBase(issue, schema, document) ?? { path, statement };
    if (removed) findings.missingByNull(removed);
    else findings.errorAtKey(conflict.path, conflict.statement);
  } else if (!document.has(path)) {
    if (isRemoved(path, document)) findings.missingByNull(path);
    else findings.errorAtKey(path, CLUSTER_FILE_RULES.says('missing-key', 'missing', `add it${example(schemaAt(schema, path))}`));
  } else {
    const form = formFor(schemaAt(schema, path), issue.input);
    const { problem, fix } =
      isOff(issue, form) && isOptional(schema, path)
        ? { problem: 'must be a map of keys, not the boolean false', fix: turnedOff(String(path.at(-1))) }
        : describe(issue, form, document.textOf(path) ?? '', isOptional(schema, path));
    findings.error(path, CLUSTER_FILE_RULES.says('invalid-value', problem, fix));
  }
}

/** Whether somebody meant to turn a part off. */
const isOff = ({ code, input }: z.core.$ZodIssue, schema: z.core.$ZodType | undefined): boolean =>
  code === 'invalid_type' && input === false && schema instanceof z.ZodObject;

/** What is wrong with a key that its map does not allow. */
function invalidKey(map: z.core.$ZodType | undefined, key: string): Explanation {
  const keyType = map instanceof z.ZodRecord ? map.def.keyType : undefined;
  return explanationOf(keyType, key) ?? { problem: `${JSON.stringify(key)} is not a valid key`, fix: `correct it${example(map)}` };
}

/** What is wrong with a value, and what to write instead. */
function describe(issue: z.core.$ZodIssue, schema: z.core.$ZodType | undefined, source: string, optional: boolean): Explanation {
  const { input } = issue;
  if (issue.code === 'invalid_type') return wrongType(issue, schema, source, optional);
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const meant = typeof input === 'string' ? nearest(input, values) : undefined;
    return { problem: `${JSON.stringify(input)} is not a valid value`, fix: `use ${meant ?? `one of ${values.join(', ')}`}` };
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
    return issue.origin === 'array'
      ? { problem: `has ${(input as unknown[]).length} items`, fix: `use ${limit}${example(schema)}` }
      : { problem: `${JSON.stringify(input)} is out of range`, fix: `use ${limit}` };
  }
  return explanationOf(schema, String(input)) ?? { problem: issue.message, fix: `correct it${example(schema)}` };
}

function wrongType(
  issue: z.core.$ZodIssueInvalidType,
  schema: z.core.$ZodType | undefined,
  source: string,
  optional: boolean,
): Explanation {
  const { input } = issue;
  if (input === null) {
    const value = schema && z.safeParse(schema, {}).success ? 'write {} for the defaults' : `set one${example(schema)}`;
    return { problem: 'has no value', fix: `${value}${optional ? ', or remove the key' : ''}` };
  }
  const explained = issue.expected === 'string' && typeof input === 'number' ? explanationOf(schema, source) : undefined;
  // In quotes it would be refused too.
  if (explained && schema && !isVersion(schema) && !z.safeParse(schema, source).success) return explained;
  const percent = issue.expected === 'number' && typeof input === 'string' ? /^(\d{1,2}(?:\.\d+)?|100)\s*%$/.exec(input)?.[1] : undefined;
  if (percent !== undefined)
    return { problem: `${JSON.stringify(input)} is not a number`, fix: `use ${Number((Number(percent) / 100).toFixed(6))}` };
  if (typeof input === 'string' && schema instanceof z.ZodNumber && isHuge(input))
    return {
      problem: `${input} is out of range`,
      fix: `use ${input.startsWith('-') ? `at least ${schema.minValue}` : `at most ${schema.maxValue}`}`,
    };
  // One item without its brackets.
  if (issue.expected === 'array' && schema && typeof input !== 'object' && z.safeParse(schema, [input]).success)
    return { problem: `must be a list, not ${nameOf(input, source)}`, fix: `write [${source}]` };
  const problem = `must be ${EXPECTED[issue.expected] ?? issue.expected}, not ${nameOf(input, source)}`;
  if (typeof input === 'string' && schema && isIn(schema, UNQUOTED[issue.expected]?.(input)))
    return { problem, fix: `write ${input} without quotes` };
  if (issue.expected === 'array' && isMap(input) && schema && z.safeParse(schema, [input]).success)
    return { problem, fix: 'make it the item of a list: write - before its first key, or [ ] around its braces' };
  const quote = issue.expected === 'string' && (typeof input === 'number' || typeof input === 'boolean') && !isVersion(schema);
  return { problem, fix: quote ? `write "${source}" in quotes` : rewritten(issue.expected, schema) };
}

/** How to write a value of the right type. */
function rewritten(expected: string, schema: z.core.$ZodType | undefined): string {
  const [first, last] = schema instanceof z.ZodNumber ? [schema.minValue, schema.maxValue] : [];
  if (typeof first === 'number' && typeof last === 'number' && first > Number.MIN_SAFE_INTEGER) return `use ${first} to ${last}`;
  const shown = example(schema);
  return shown ? `correct it${shown}` : `write ${EXPECTED[expected] ?? expected}`;
}

/** `1e400`: js-yaml reads a number that JavaScript does not have as text. */
const isHuge = (text: string): boolean => /^[-+]?\d/.test(text) && Math.abs(Number(text)) === Number.POSITIVE_INFINITY;

/** What a text would be without its quotes; undefined if that is a text too. */
const UNQUOTED: Record<string, ((text: string) => unknown) | undefined> = {
  boolean: (text) => ({ true: true, false: false })[text],
  number: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
  int: (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
};

const isIn = (schema: z.core.$ZodType, value: unknown): boolean => value !== undefined && z.safeParse(schema, value).success;

const EXPECTED: Record<string, string> = {
  object: 'a map of keys',
  record: 'a map of keys',
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
  return `the ${typeof input === 'boolean' ? 'boolean' : typeof input} ${source}`;
}

function example(schema: z.core.$ZodType | undefined): string {
  const [first] = (schema && (z.globalRegistry.get(schema)?.examples as unknown[] | undefined)) ?? [];
  if (first !== undefined) return `, e.g. ${typeof first === 'string' ? first : JSON.stringify(first)}`;
  if (!(schema instanceof z.ZodObject)) return '';
  const keys = Object.keys(schema.def.shape);
  const required = keys.filter((key) => !z.safeParse(schema.def.shape[key], undefined).success);
  const choices = alternativesOf(schema) ?? [];
  const one = choices.length > 2 ? `one of ${choices.join(', ')}` : choices.join(' or ');
  if (required.length > 0 || one !== '') return `, with ${listed([...required, ...(one === '' ? [] : [one])])}`;
  if (keys.length > 0) return `, ${z.safeParse(schema, {}).success ? 'e.g. {}, or ' : ''}with the keys ${keys.join(', ')}`;
  return '';
}
