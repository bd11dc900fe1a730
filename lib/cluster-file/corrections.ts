/** The ways to correct the mistakes in a cluster file, for what can be said of it before they are corrected. */
import * as z from 'zod';
import { nearest } from '../findings/nearest';
import { isMap, type Path } from '../yaml/parsed';
import type { Document } from './document';
import { keyOf } from './findings';
import { isVersion } from './formats';
import { formFor } from './forms';
import { samplesOf } from './samples';
import { isOptional, keysOf, schemaAt } from './schema-at';

export interface Corrections<Config> {
  /** What the file may be, as checked data; empty if that is not known. */
  readonly configs: readonly Config[];
  /** The keys with mistakes, and those that they may be. */
  readonly keys: readonly string[];
}

export const NOT_KNOWN: Corrections<never> = { configs: [], keys: [] };

/** One way to correct a mistake: the values to set, where `undefined` removes the key. */
type Edit = readonly (readonly [path: Path, value: unknown])[];

/** More would take too long. */
const MOST = 24;

export interface MistakenFile<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly document: Document;
  readonly data: unknown;
  readonly issues: readonly z.core.$ZodIssue[];
}

/**
 * Every combination of the ways to correct each mistake: an unknown key is removed, or is one that takes its value; a wrong or missing
 * value is removed, or one of several valid ones. What all of these have in common does not depend on the mistakes. For other mistakes,
 * such as conflicting keys, and for too many, nothing is known.
 */
export function correctionsOf<Schema extends z.ZodType>(file: MistakenFile<Schema>): Corrections<z.infer<Schema>> {
  const count = file.issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
  if (count > MOST || file.document.problems.length > 0) return NOT_KNOWN;
  let combined: readonly Edit[] = [[]];
  for (const issue of file.issues) {
    for (const ways of waysToCorrect(issue, file)) {
      if (ways.length * combined.length > MOST) return NOT_KNOWN;
      combined = combined.flatMap((edit) => ways.map((way) => [...edit, ...way]));
    }
  }
  const results = combined.map((edit) => file.schema.safeParse(edited(file.data, edit)));
  const configs = results.flatMap(({ success, data }) => (success ? [data as z.infer<Schema>] : []));
  return { configs, keys: [...new Set(combined.flat().map(([path]) => keyOf(path)))] };
}

/** The ways for each mistake that an issue is about. A mistake without any makes all combinations impossible. */
function waysToCorrect(issue: z.core.$ZodIssue, file: MistakenFile<z.ZodType>): readonly (readonly Edit[])[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => waysForKey(path, key, issue.input, file));
  return [['custom', 'invalid_key', 'invalid_union'].includes(issue.code) ? [] : waysForValue(path, file)];
}

/** An unknown key may be left over, or any unset key that takes its value; a misspelt key whose value is wrong too is unknown. */
function waysForKey(path: Path, key: string, map: unknown, { schema, document }: MistakenFile<z.ZodType>): readonly Edit[] {
  const set: Readonly<Record<string, unknown>> = isMap(map) ? map : {};
  const unset = keysOf(formFor(schemaAt(schema, path), map)).filter((known) => !Object.hasOwn(set, known));
  const takes = (known: string): Edit[] => {
    const own = schemaAt(schema, [...path, known]);
    const value = isVersion(own) ? document.textOf([...path, key]) : set[key];
    const isTaken = own !== undefined && z.safeParse(own, value).success;
    return isTaken ? [[...remove([...path, key]), [[...path, known], value]]] : [];
  };
  const meant = nearest(key, unset);
  if (meant !== undefined && takes(meant).length === 0) return [];
  return [remove([...path, key]), ...unset.flatMap(takes)];
}

function waysForValue(path: Path, { schema }: MistakenFile<z.ZodType>): readonly Edit[] {
  const samples = samplesOf(schemaAt(schema, path)).map((value): Edit => [[path, value]]);
  if (isOptional(schema, path)) return samples.length > 0 ? [remove(path), ...samples] : [];
  // With one of them, it might be the cause of what is found.
  return samples.length > 1 ? samples : [];
}

const remove = (path: Path): Edit => [[path, undefined]];

const edited = (data: unknown, edit: Edit): unknown => edit.reduce((value, [path, now]) => withValue(value, path, now), data);

function withValue(data: unknown, [step, ...below]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(data)) return data.map((item, index) => (index === step ? withValue(item, below, value) : item));
  const map: Readonly<Record<string, unknown>> = isMap(data) ? data : {};
  const { [step]: old, ...others } = map;
  const now = withValue(old, below, value);
  return now === undefined ? others : { ...others, [step]: now };
}
