/** Reads a key of a cluster file as a person writes it, and as messages print it: its steps with dots between them. */
import * as z from 'zod';
import { at, isMap } from '../../yaml/parsed';
import { schemaAt } from './schema-at';

/**
 * The steps of a key. A name that has dots itself, such as that of a registry or of an annotation, is one step.
 * @param text as in `registry.imagesFrom.quay.io`
 * @param data the cluster file, whose names are known
 * @param schema knows the maps in which every name is allowed
 * @returns as far as a list, of which only the whole can be meant, because messages do not number its items
 */
export function askedKey(text: string, data: unknown, schema: z.ZodType): string[] {
  const key: string[] = [];
  for (let rest = text; ; ) {
    const step = Array.isArray(at(data, ...key)) ? undefined : nextStep(rest, at(data, ...key), isMapOfTexts(schema, key));
    if (step === undefined) return key;
    key.push(step);
    if (step.length >= rest.length) return key;
    rest = rest.slice(step.length + 1);
  }
}

/**
 * A key without the brackets and quotes that jq, yq and JavaScript have around a name, and without the first dot of jq and yq:
 * `.a["b.c"].d[0]` and `a."b.c".d.0` are `a.b.c.d.0`.
 */
export const withoutQuotes = (key: string): string =>
  key
    .replace(/\[(["']?)([^[\]]+)\1\]/g, '.$2')
    .replace(/(^|\.)(["'])(.+?)\2(?=\.|$)/g, '$1$3')
    .replace(/^\./, '');

/** @param isText whether the rest is one name, whatever it contains */
function nextStep(rest: string, value: unknown, isText: boolean): string {
  const written = isMap(value) ? Object.keys(value).filter((name) => rest === name || rest.startsWith(`${name}.`)) : [];
  const longest = written.reduce<string | undefined>(
    (found, name) => (found === undefined || name.length > found.length ? name : found),
    undefined,
  );
  return longest || (isText ? rest : (rest.split('.')[0] ?? ''));
}

/** The maps of Helm values with names of the user's own, such as `podAnnotations`. */
const NAMES_IN_VALUES = /(annotations|labels|selector)$/i;

/** Whether nothing can follow a name in a map: it has texts by names. */
function isMapOfTexts(schema: z.ZodType, key: readonly string[]): boolean {
  const map = schemaAt(schema, key);
  if (map instanceof z.ZodRecord) return !(schemaAt(map.def.valueType, []) instanceof z.ZodObject);
  return map === undefined && NAMES_IN_VALUES.test(key.at(-1) ?? '');
}
