/** What is to be done about a key that the schema does not know. */
import type * as z from 'zod';
import type { Statement } from '../../findings/finding';
import { listedOr } from '../../findings/listed';
import { nearest } from '../../findings/nearest';
import { isMap, type Path } from '../../yaml/parsed';
import { type Document, EXTENDS } from '../document';
import { type Findings, keyOf } from '../findings';
import { CLUSTER_FILE_RULES } from '../rules';
import { askedKey } from '../schema/asked-key';
import { isOptional, schemaAt } from '../schema/schema-at';
import { mapsFor } from './misplaced-key';

export interface UnknownKey {
  readonly key: string;
  /** The path of the map with the key, and its data. */
  readonly path: Path;
  readonly input: unknown;
  /** The keys that the map may have. */
  readonly known: readonly string[];
}

export interface Where {
  readonly schema: z.ZodType;
  readonly document: Document;
  readonly findings: Findings;
}

export function unknownKey(unknown: UnknownKey, where: Where): Statement {
  const { key, known } = unknown;
  const [first = ''] = key.split('.');
  const isDotted = first !== key && known.includes(first);
  const fix = isDotted ? nestedFix(unknown, where) : otherKey(unknown, where);
  return CLUSTER_FILE_RULES.says('unknown-key', 'unknown key', fix);
}

/** How a key is nested that is written as Helm's --set has it, and as messages name it: below what is there already. */
function nestedFix({ key, path, input }: UnknownKey, where: Where): string {
  const { schema, document } = where;
  const { [key]: _, ...others } = isMap(input) ? input : {};
  const own = schemaAt(schema, path);
  const steps = own ? askedKey(key, others, own as z.ZodType) : [];
  const beside = (length: number) => whereBeside([...path, ...steps.slice(0, length)], [...path, key], where);
  const there = steps.findLastIndex((_step, index) => beside(index + 1) !== undefined) + 1;
  const place = beside(there);
  if (place !== undefined && there === steps.length) return alreadyThere(place);
  const below = place !== undefined && document.has([...path, ...steps.slice(0, there)], 'map') ? there : 0;
  const [name, ...rest] = steps.slice(below);
  const written = `write it as ${name}: ${rest.reduceRight((value, step) => `{ ${step}: ${value} }`, '…')}`;
  return below === 0 ? written : `${written} below ${place}`;
}

function otherKey(unknown: UnknownKey, where: Where): string {
  const { key, path, known } = unknown;
  const meant = meantKey(unknown);
  if (meant === undefined) return switchFix(unknown, where) ?? otherMap(unknown, where) ?? leftOver(known);
  const there = whereBeside([...path, meant], [...path, key], where);
  return there ? alreadyThere(there) : `did you mean ${meant}?`;
}

/** The names that `extends` has in other tools, such as `resources` in kustomize. */
const NAMES_OF_EXTENDS: ReadonlySet<string> = new Set([
  ...['base', 'bases', 'defaults', 'from', 'import', 'imports', 'include', 'includes', 'inherit', 'inherits', 'parent', 'resources'],
]);

/** The key that was probably meant. */
export function meantKey({ key, input, known }: Pick<UnknownKey, 'key' | 'input' | 'known'>): string | undefined {
  const isOther = known.includes(EXTENDS) && NAMES_OF_EXTENDS.has(key.toLowerCase());
  const files = isOther && isMap(input) ? [input[key]].flat() : [];
  return files.length > 0 && files.every((file) => typeof file === 'string') ? EXTENDS : nearest(key, known);
}

/** The way out for `enabled`, as charts have it: here a part is on if its key is there. */
function switchFix({ key, path, input }: UnknownKey, { schema }: Where): string | undefined {
  const value = isMap(input) ? input[key] : undefined;
  if (key !== 'enabled' || typeof value !== 'boolean' || path.length === 0 || !isOptional(schema, path)) return undefined;
  const name = String(path.at(-1));
  return value ? `remove it, because ${name} is on without it` : turnedOff(name);
}

/** How an optional part is turned off. @param name its key */
export const turnedOff = (name: string): string => `to turn it off, remove ${name}, or write ${name}: null if a base has it`;

/** The way out for a key that another map knows. */
function otherMap({ key, path, input }: UnknownKey, where: Where): string | undefined {
  const maps = mapsFor({ key, path, value: isMap(input) ? input[key] : undefined }, where.schema, where.document);
  if (maps.length === 0) return undefined;
  const below = maps.filter((map) => map.length > 0).map((map) => whereBeside(map, [...path, key], where) ?? keyOf(map));
  const places = [...(below.length < maps.length ? ['to the top level'] : []), ...(below.length > 0 ? [`below ${listedOr(below)}`] : [])];
  return `move it ${places.join(', or ')}`;
}

function leftOver(known: readonly string[]): string {
  if (known.length < 2) return known.length === 1 ? `use ${known[0]}` : 'remove it';
  return `use one of ${known.join(', ')}${known.includes(HELM_VALUES) ? `; if it is a Helm value, move it below ${HELM_VALUES}` : ''}`;
}

/** The key with Helm values, beside which people write them. */
const HELM_VALUES = 'values';

/** @param where a key with its line */
export const alreadyThere = (where: string): string => `remove it, because ${where} is there already`;

/** A key with its line, if it is in the same file as another one. What only another file has, this one may replace. */
export const whereBeside = (path: Path, other: Path, { document, findings }: Where): string | undefined =>
  document.has(path) && document.placeOfKey(path).file === document.placeOfKey(other).file ? findings.where(path) : undefined;
