/** The fields that differ between two objects. The order of keys and of named items does not count. */
import { isDeepStrictEqual } from 'node:util';
import { isMap } from '../lib/yaml/parsed';
import { Hidden } from './data';

export interface FieldChange {
  /** `spec.template.spec.containers[tempo].image` */
  readonly path: string;
  /** Undefined if the field is new. */
  readonly before?: unknown;
  /** Undefined if the field is gone. */
  readonly after?: unknown;
  /** Whether a chart generates it from something else, such as a checksum, so that nobody needs to read it. */
  readonly isGenerated: boolean;
}

/** Labels and annotations that follow the chart's version, and checksums of other objects. */
const GENERATED =
  /\.(labels|annotations)\.(helm\.sh\/chart|app\.kubernetes\.io\/version|chart|heritage|checksum[/.-].*|.*\/checksum|.*-(hash|checksum))$/;

/** @param before, after as from `dataOf` */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  return differences(before, after, '').map((change) => ({ ...change, isGenerated: GENERATED.test(`.${change.path}`) }));
}

type Difference = Omit<FieldChange, 'isGenerated'>;

function differences(before: unknown, after: unknown, path: string): Difference[] {
  if (isPlain(before) && isPlain(after)) return ofMaps(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path);
  if (isDefault(path, before) && isDefault(path, after)) return [];
  const isSame =
    before instanceof Hidden && after instanceof Hidden ? before.compared === after.compared : isDeepStrictEqual(before, after);
  return isSame ? [] : [{ path, before, after }];
}

/** What the API server sets anyway, by the last step of the path. */
const DEFAULTS: Readonly<Record<string, unknown>> = { protocol: 'TCP', type: 'ClusterIP', sessionAffinity: 'None' };

/** What the API server sets in the claim templates of a StatefulSet. */
const DEFAULT_HEADER = /\.volumeClaimTemplates\.\[[^\]]*\]\.(apiVersion|kind)$/;

/** Whether a value means the same as no value. */
function isDefault(path: string, value: unknown): boolean {
  if (value === undefined || isDeepStrictEqual(value, {}) || isDeepStrictEqual(value, [])) return true;
  return value === DEFAULTS[path.slice(path.lastIndexOf('.') + 1)] || DEFAULT_HEADER.test(path);
}

const isPlain = (value: unknown): value is Record<string, unknown> => isMap(value) && !(value instanceof Hidden);

function ofMaps(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, path: string): Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const valueIn = (map: Readonly<Record<string, unknown>>, key: string) => (Object.hasOwn(map, key) ? map[key] : undefined);
  return keys.flatMap((key) => differences(valueIn(before, key), valueIn(after, key), path === '' ? key : `${path}.${key}`));
}

/** What tells the items of a list apart, the most usual first. */
const NAMES = ['name', 'secretKey', 'key', 'chart', 'ref', 'path', 'host', 'mountPath', 'containerPort', 'port', 'uid'];

function ofLists(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const [old, now] = [named(before), named(after)];
  if (old && now) return ofMaps(old, now, path).map(asItem(path));
  return isOrdered(path) ? ofOrdered(before, after, path) : ofSets(before, after, path);
}

/** The items by name; undefined if one has none, or two have the same. */
function named(list: readonly unknown[]): Record<string, unknown> | undefined {
  const items = Object.fromEntries(list.flatMap((item) => (nameOf(item) === undefined ? [] : [[`[${nameOf(item)}]`, item]])));
  return Object.keys(items).length === list.length ? items : undefined;
}

function nameOf(item: unknown): unknown {
  if (!isPlain(item)) return undefined;
  const key = NAMES.find((name) => ['string', 'number'].includes(typeof item[name]));
  return key ? item[key] : nameOf(item.metadata);
}

/** `env.[A].value` is `env[A].value`. */
const asItem =
  (path: string) =>
  (change: Difference): Difference =>
    change.path.startsWith(`${path}.[`) ? { ...change, path: path + change.path.slice(path.length + 1) } : change;

/** A later argument wins over an earlier one. */
const isOrdered = (path: string): boolean => /(^|\.)(args|command)$/.test(path);

/** The items that only one side has. */
function ofSets(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const gone = withoutItems(before, after).map((item) => ({ path: `${path}[]`, before: item, after: undefined }));
  const added = withoutItems(after, before).map((item) => ({ path: `${path}[]`, before: undefined, after: item }));
  return [...gone, ...added];
}

function ofOrdered(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const changes = ofSets(before, after, path);
  return changes.length > 0 || isDeepStrictEqual(before, after) ? changes : [{ path, before, after }];
}

/** Equal items are counted: two of them are not one. */
function withoutItems(list: readonly unknown[], others: readonly unknown[]): unknown[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(textOf(other), (counts.get(textOf(other)) ?? 0) + 1);
  return list.filter((item) => {
    const left = counts.get(textOf(item)) ?? 0;
    counts.set(textOf(item), left - 1);
    return left <= 0;
  });
}

/** Equal for equal values, also for hidden ones. It is never shown. */
function textOf(value: unknown): string {
  if (value instanceof Hidden) return value.compared;
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (!isMap(value)) return JSON.stringify(value) ?? '';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${textOf(value[key])}`).join()}}`;
}
