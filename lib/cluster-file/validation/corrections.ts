/** The ways to correct the mistakes in a cluster file, for what can be said of it before they are corrected. */
import * as z from 'zod';
import { nearest } from '../../findings/nearest';
import { isMap, type Path } from '../../yaml/parsed';
import type { Document } from '../document';
import { keyOf } from '../findings';
import { isVersion } from '../formats/format';
import { pathOf } from '../schema/issue-path';
import { allKeysOf, isOptional, keysOf, schemaAt } from '../schema/schema-at';
import { samplesOf } from './samples';

export interface Corrections<Config> {
  /** What the file may be, as checked data; empty if that is not known. */
  readonly configs: readonly Config[];
  /** The keys with mistakes, and those that they may be. */
  readonly keys: readonly string[];
}

export const NOT_KNOWN: Corrections<never> = { configs: [], keys: [] };

/** One way to correct a mistake: the values to set, where `undefined` removes the key. */
type Edit = readonly (readonly [path: Path, value: unknown])[];

/** @property isMeant whether it sets a key that a misspelt one is nearest to */
interface Way {
  readonly edit: Edit;
  readonly isMeant?: boolean;
}

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
 * such as conflicting keys, and for too many, nothing is known; nor where what was probably meant is a mistake too.
 */
export function correctionsOf<Schema extends z.ZodType>(file: MistakenFile<Schema>): Corrections<z.infer<Schema>> {
  const count = file.issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
  if (count > MOST || file.document.problems.length > 0) return NOT_KNOWN;
  let combined: readonly Way[] = [{ edit: [] }];
  for (const issue of file.issues) {
    for (const ways of waysToCorrect(issue, file)) {
      if (ways.length * combined.length > MOST) return NOT_KNOWN;
      combined = combined.flatMap((one) => ways.map((way) => both(one, way)));
    }
  }
  const configs: z.infer<Schema>[] = [];
  for (const { edit, isMeant } of combined) {
    const { success, data } = file.schema.safeParse(edited(file.data, edit));
    if (success) configs.push(data);
    // It takes further corrections, which are not among these.
    else if (isMeant) return NOT_KNOWN;
  }
  return { configs, keys: [...new Set(combined.flatMap(({ edit }) => edit.map(([path]) => keyOf(path))))] };
}

const both = (one: Way, other: Way): Way => ({ edit: [...one.edit, ...other.edit], isMeant: one.isMeant || other.isMeant });

/** The ways for each mistake that an issue is about. A mistake without any makes all combinations impossible. */
function waysToCorrect(issue: z.core.$ZodIssue, file: MistakenFile<z.ZodType>): readonly (readonly Way[])[] {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => waysForKey(path, key, issue.input, file));
  return [['custom', 'invalid_key', 'invalid_union'].includes(issue.code) ? [] : waysForValue(path, file)];
}

/**
 * An unknown key may be left over, or any unset key that takes its value. Unknown is a misspelt key whose value is wrong too, and one that
 * is a key of another map, or rather resembles one: it may belong there, such as after a wrong indentation.
 */
function waysForKey(path: Path, key: string, map: unknown, { schema, document }: MistakenFile<z.ZodType>): readonly Way[] {
  const set: Readonly<Record<string, unknown>> = isMap(map) ? map : {};
  const unset = keysOf(schemaAt(schema, path)).filter((known) => !Object.hasOwn(set, known));
  const meant = nearest(key, [...unset, ...allKeysOf(schema)]);
  const takes = (known: string): Way[] => {
    const own = schemaAt(schema, [...path, known]);
    const value = isVersion(own) ? document.textOf([...path, key]) : set[key];
    const isTaken = own !== undefined && z.safeParse(own, value).success;
    return isTaken ? [{ edit: [...remove([...path, key]), [[...path, known], value]], isMeant: known === meant }] : [];
  };
  if (meant !== undefined && !(unset.includes(meant) && takes(meant).length > 0)) return [];
  return [{ edit: remove([...path, key]) }, ...unset.flatMap(takes)];
}

function waysForValue(path: Path, { schema }: MistakenFile<z.ZodType>): readonly Way[] {
  const samples = samplesOf(schemaAt(schema, path)).map((value): Way => ({ edit: [[path, value]] }));
  if (isOptional(schema, path)) return samples.length > 0 ? [{ edit: remove(path) }, ...samples] : [];
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
