/** Keys that exclude each other, of which one comes from a lower base: it goes by a null, because the base is that of other clusters too. */
import type * as z from 'zod';
import type { Statement } from '../../findings/finding';
import { listed } from '../../findings/listed';
import { otherLine } from '../../findings/other-lines';
import type { Path } from '../../yaml/parsed';
import type { Document } from '../document';
import { keyOf } from '../findings';
import { CLUSTER_FILE_RULES } from '../rules';
import { alternativesOf, sidesOf } from '../schema/alternatives';
import { pathOf } from '../schema/issue-path';
import { schemaAt } from '../schema/schema-at';

interface Told {
  readonly path: Path;
  readonly statement: Statement;
}

/** @returns the key of the cluster file or of the higher base, and what is wrong with it; undefined if the keys are in one file */
export function againstBase(issue: z.core.$ZodIssueCustom, schema: z.ZodType, document: Document): Told | undefined {
  if (document.bases.length === 0) return undefined;
  const relative = sidesOf(issue);
  const path = pathOf(issue);
  const object = path.slice(0, path.length - (relative[0]?.[0]?.length ?? 0));
  const sides = relative.map((side) => side.map((key) => [...object, ...key]));
  const top = Math.max(...sides.flat().map((key) => rankOf(key, document)));
  const isInBase = (key: Path) => rankOf(key, document) < top;
  const own = sides.find((side) => side.length > 0 && !side.some(isInBase));
  const theirs = sides.find((side) => side !== own)?.filter(isInBase) ?? [];
  const [kept] = own ?? [];
  const [first] = theirs;
  if (kept === undefined || first === undefined) return undefined;
  const isBeside = keyOf(first.slice(0, -1)) === keyOf(kept.slice(0, -1));
  const shown = (key: Path) => (isBeside ? String(key.at(-1)) : keyOf(key));
  const { line, file } = document.placeOfKey(first);
  const problem = `cannot be used together with ${shown(first)} ${otherLine(line, file)}`;
  const nulls = listed(theirs.map((key) => `${shown(isBeside ? key : removable(key, schema))}: null`));
  const removes = theirs.length > 1 ? 'which remove those of the base' : 'which removes that of the base';
  const fix = `${isBeside ? `write ${nulls} beside it` : `set ${nulls}`}, ${removes}, or remove it`;
  return { path: kept, statement: CLUSTER_FILE_RULES.says('conflicting-keys', problem, fix) };
}

/** How high the file is that sets a key: the number of bases for the cluster file itself, and less for a base. */
function rankOf(key: Path, document: Document): number {
  const { bases } = document;
  return document.placeOfKey(key).file === undefined ? bases.length : bases.findLastIndex((base) => base.has(key));
}

/** What a null may remove: the whole map of a key if it needs that key, or another one that excludes it. */
function removable(key: Path, schema: z.ZodType): Path {
  const map = key.slice(0, -1);
  const own = schemaAt(schema, map);
  return own && alternativesOf(own)?.includes(String(key.at(-1))) ? map : key;
}
