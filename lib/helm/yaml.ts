/** YAML as kubectl, Argo CD and Helm read it: booleans and numbers of YAML 1.1, but no dates and no base-60 numbers. */
import { CORE_SCHEMA, defineMappingTag, defineScalarTag, loadAll, mapTag, mergeTag, NOT_RESOLVED, YAMLException } from 'js-yaml';
import { isMap } from '../yaml/parsed';
import { mergeValues } from './merge';

const TRUE = /^(y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/;
const FALSE = /^(n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/;

const boolean = defineScalarTag('tag:yaml.org,2002:bool', {
  implicit: true,
  resolve: (source) => (TRUE.test(source) ? true : FALSE.test(source) ? false : NOT_RESOLVED),
  identify: (value) => typeof value === 'boolean',
});
/** Most values are words, which need no further look. */
const MAY_BE_NUMBER = /^[-+.\d_]/;
const integer = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  resolve: (source) => (MAY_BE_NUMBER.test(source) ? (integerOf(source.replaceAll('_', '')) ?? NOT_RESOLVED) : NOT_RESOLVED),
  identify: Number.isInteger,
});
const float = defineScalarTag('tag:yaml.org,2002:float', {
  implicit: true,
  resolve: (source) => (MAY_BE_NUMBER.test(source) ? (floatOf(source.replaceAll('_', '')) ?? NOT_RESOLVED) : NOT_RESOLVED),
  identify: (value) => typeof value === 'number',
});
const SCHEMA = CORE_SCHEMA.withTags(boolean, integer, float, mergeTag);

/** Whether a key may be there twice in one map: with the value that is lost, and the later one, which counts. */
export type AcceptRepeat = (key: unknown, lost: unknown, kept: unknown) => boolean;

/** Whether both are the same text, number or boolean. */
export const isSameScalar: AcceptRepeat = (_key, lost, kept) => kept !== Object(kept) && Object.is(lost, kept);

const repeatable = (accepts: AcceptRepeat) =>
  defineMappingTag(mapTag.tagName, {
    ...mapTag,
    addPair: (map, key, value) =>
      mapTag.has(map, key) && !accepts(key, mapTag.get(map, key), value) ? 'duplicated mapping key' : mapTag.addPair(map, key, value),
  });

const BASES = { o: 8, x: 16, b: 2 } as const;

function integerOf(text: string): number | undefined {
  const [, sign, base, digits = ''] = /^([-+]?)(?:0(?=[0-7])|0([oxb]))?([0-9a-f]+)$/i.exec(text) ?? [];
  const radix = base ? BASES[base.toLowerCase() as keyof typeof BASES] : /^[-+]?0[0-7]/.test(text) ? 8 : 10;
  const allowed = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^(0|[1-9][0-9]*)$/, 16: /^[0-9a-f]+$/i }[radix];
  if (!allowed.test(digits)) return undefined;
  const value = Number.parseInt(digits, radix);
  return sign === '-' && value !== 0 ? -value : value;
}

function floatOf(text: string): number | undefined {
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)(e[-+]?[0-9]+)?$/i.test(text)) return Number(text);
  if (/^\+?\.(inf|Inf|INF)$/.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-\.(inf|Inf|INF)$/.test(text)) return Number.NEGATIVE_INFINITY;
  return /^\.(nan|NaN|NAN)$/.test(text) ? Number.NaN : undefined;
}

export interface YamlOptions {
  /** Which duplicate keys are allowed, as in the output of Helm; the last one counts. @default none */
  readonly duplicates?: boolean | AcceptRepeat;
}

/** Byte order marks that began a file before it was appended to another one. Go's parser skips them at the start of a line, too. */
const LATER_MARKS = /(?<=[\r\n])\uFEFF/g;

/**
 * Every document of a text; empty ones are null.
 * @throws YAMLException
 */
export function loadYamlDocuments(text: string, { duplicates = false }: YamlOptions = {}): unknown[] {
  const schema = typeof duplicates === 'function' ? SCHEMA.withTags(repeatable(duplicates)) : SCHEMA;
  const documents = loadAll(text.replace(LATER_MARKS, ''), { schema, json: duplicates !== false });
  // Only aliases can make a document larger than its text.
  if (text.includes('*')) checkAnchors(documents, text.length);
  return documents;
}

/**
 * The first document of a text; null if there is none.
 * @throws YAMLException
 */
export const loadYaml = (text: string, options?: YamlOptions): unknown => loadYamlDocuments(text, options)[0] ?? null;

/**
 * Helm values: all documents merged in order, as Helm does; undefined if one of them is not a map.
 * @throws YAMLException
 */
export function loadValues(text: string): Readonly<Record<string, unknown>> | undefined {
  const documents = loadYamlDocuments(text).filter((document) => document !== null && document !== undefined);
  return documents.every(isMap) ? documents.reduce<Readonly<Record<string, unknown>>>(mergeValues, {}) : undefined;
}

/** The number of values that aliases may add to the text. */
const BUDGET = 1_000_000;

/** Counts the values with all aliases expanded, without expanding them: each list and map is visited once. */
function checkAnchors(documents: readonly unknown[], written: number): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const stack: object[] = [documents];
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    const children = Object.values(node).filter((value): value is object => typeof value === 'object' && value !== null);
    if (sizes.has(node)) stack.pop();
    else if (!open.has(node)) {
      open.add(node);
      if (children.some((child) => open.has(child))) throw new YAMLException('its anchors contain themselves');
      for (const child of children) if (!sizes.has(child)) stack.push(child);
    } else {
      stack.pop();
      open.delete(node);
      const size = children.reduce((sum, child) => sum + (sizes.get(child) ?? 0), Object.keys(node).length + 1);
      if (size > BUDGET + written) throw new YAMLException('its anchors expand without end');
      sizes.set(node, size);
    }
  }
}

/** The first line of an error's message. */
export const firstLine = (error: unknown): string => (error as Error).message.split('\n')[0] ?? '';
