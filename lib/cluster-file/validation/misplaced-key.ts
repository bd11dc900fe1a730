/** Where a key belongs that is in the wrong map, such as after a wrong indentation. */
import * as z from 'zod';
import { isMap, type Path } from '../../yaml/parsed';
import type { Document } from '../document';
import { isVersion } from '../formats/format';
import { formFor } from '../schema/forms';
import { allKeysOf, keysOf, schemaAt } from '../schema/schema-at';

/** More would not help. */
const MOST = 4;

export interface MisplacedKey {
  readonly key: string;
  /** The map that has it, and its value. */
  readonly path: Path;
  readonly value: unknown;
}

/**
 * The paths of the maps above and below that know this key and take its value, except those that have it already. Only those that the
 * file has, if it has any of them. More than `MOST` are too many: then it is empty.
 */
export function mapsFor(misplaced: MisplacedKey, schema: z.ZodType, document: Document): readonly Path[] {
  const { key, path } = misplaced;
  if (!allKeysOf(schema).has(key)) return [];
  const data = document.data(() => true);
  const isKnown = (map: Path) => keysOf(formFor(schemaAt(schema, map), dataAt(map, data))).includes(key);
  const above = path.map((_step, length) => path.slice(0, length)).filter(isKnown);
  const below = mapsWith(key, path, schema, dataAt(path, data));
  const takes = [...above, ...below].filter((map) => fits(misplaced, [...map, key], schema, document));
  const there = takes.filter((map) => document.has(map, 'map'));
  const { file } = document.placeOfKey([...path, key]);
  // What only another file has, this one may replace.
  const isFree = (at: Path) => !document.has(at) || document.placeOfKey(at).file !== file;
  const free = (there.length > 0 ? there : takes).filter((map) => isFree([...map, key]));
  return free.length > MOST ? [] : free;
}

const dataAt = (path: Path, data: unknown): unknown =>
  path.reduce((inner, step) => (isMap(inner) ? inner[step] : Array.isArray(inner) ? inner[Number(step)] : undefined), data);

/** This map and each one below it with this key, in the form that the file has. Lists and maps of names have no place for it. */
function mapsWith(key: string, path: Path, schema: z.ZodType, data: unknown): Path[] {
  const keys = keysOf(formFor(schemaAt(schema, path), data));
  const below = (own: string) => (isMap(data) && Object.hasOwn(data, own) ? data[own] : undefined);
  return [...(keys.includes(key) ? [path] : []), ...keys.flatMap((own) => mapsWith(key, [...path, own], schema, below(own)))];
}

/** Whether a map takes the value. What a value lacks, a base may have. */
function fits({ key, path, value }: MisplacedKey, at: Path, schema: z.ZodType, document: Document): boolean {
  const own = schemaAt(schema, at);
  if (own === undefined) return false;
  const keys = keysOf(own);
  // What was below it may be one level too high.
  if (value === null && keys.length > 0) return true;
  if (isMap(value) && keys.length > 0) return Object.keys(value).every((each) => keys.includes(each));
  return z.safeParse(own, isVersion(own) ? document.textOf([...path, key]) : value).success;
}
