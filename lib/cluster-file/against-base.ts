/** Keys that exclude each other, of which one comes from a base: it goes by a null, because the base is that of other clusters too. */
import type * as z from 'zod';
import type { Statement } from '../findings/finding';
import { listed } from '../findings/listed';
import type { Path } from '../yaml/parsed';
import { sidesOf } from './alternatives';
import type { Document } from './document';
import { CLUSTER_FILE_RULES } from './rules';

/** @returns the key of the cluster file, and what is wrong with it; undefined if the keys are in one file, or both in bases */
export function againstBase(issue: z.core.$ZodIssueCustom, document: Document): { path: Path; statement: Statement } | undefined {
  if (document.bases.length === 0) return undefined;
  const map = (issue.path as Path).slice(0, -1);
  const pathOf = (key: string): Path => [...map, key];
  const isInBase = (key: string) => document.placeOfKey(pathOf(key)).file !== undefined;
  const sides = sidesOf(issue);
  const own = sides.find((side) => side.length > 0 && !side.some(isInBase));
  const theirs = sides.find((side) => side !== own)?.filter(isInBase) ?? [];
  const [kept] = own ?? [];
  const [first] = theirs;
  if (kept === undefined || first === undefined) return undefined;
  const { line, file } = document.placeOfKey(pathOf(first));
  const problem = `cannot be used together with ${first} (line ${line} of ${file})`;
  const several = theirs.length > 1;
  const removes = several ? 'which remove those of the base' : 'which removes that of the base';
  const fix = `write ${listed(theirs.map((key) => `${key}: null`))} beside it, ${removes}, or remove it`;
  return { path: pathOf(kept), statement: CLUSTER_FILE_RULES.says('conflicting-keys', problem, fix) };
}
