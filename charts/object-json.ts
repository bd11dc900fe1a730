/**
 * The JSON of an object of cdk8s.
 *
 * `toJson()` of cdk8s walks through an object four times, and asks each of its resolvers about each value: a sixth of the time of a
 * synth. This is one walk with the same result, but that a map may have the key `constructor`.
 */
import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import { isMap } from '../lib/yaml/parsed';

type Fields = Readonly<Record<string, unknown>>;

/** What an ApiObject has inside. */
interface Inside {
  readonly props: Fields;
  readonly patches: readonly JsonPatch[];
  readonly metadata: Fields & { readonly _additionalAttributes: Fields };
}

/** A class that `cdk8s import` generated. */
interface Generated {
  readonly manifest: (props: object) => object;
}

/** @returns what `object.toJson()` does @throws Error for a value that no manifest can have */
export function jsonOf(object: ApiObject): object {
  const { props, patches, metadata } = object as unknown as Inside;
  const isGenerated = Object.hasOwn(object.constructor, 'GVK') && Object.hasOwn(object.constructor, 'manifest');
  const isKnown = isGenerated || object.toJson === ApiObject.prototype.toJson;
  if (!isKnown) return object.toJson();
  const { apiVersion, kind, metadata: _, ...fields } = props;
  const { _additionalAttributes, name, namespace, annotations, finalizers, ownerReferences, labels } = metadata;
  const about = plain({ ..._additionalAttributes, name, namespace, annotations, finalizers, ownerReferences, labels });
  const json = patched({ apiVersion, kind, metadata: withoutEmpty(about), ...inOrder(fields) }, patches);
  return isGenerated ? (object.constructor as unknown as Generated).manifest(json) : json;
}

/** With these fields first, as cdk8s orders them after a patch. */
function patched(json: Fields, patches: readonly JsonPatch[]): Fields {
  if (patches.length === 0) return json;
  const { apiVersion, kind, metadata, ...fields } = JsonPatch.apply(json, ...patches) as Fields;
  return { apiVersion, kind, metadata, ...fields };
}

/** What cdk8s makes of a value, with the keys of maps in order, and without those that have no value. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Lazy) return plain(value.produce());
  const fields = value as Fields;
  if (typeof fields.resolve === 'function') return plain(fields.resolve());
  if (Object.getPrototypeOf(value) === Object.prototype) return inOrder(fields);
  // A number or text of a generated class, which reads it from here.
  if (['number', 'string'].includes(typeof fields.value)) return { value: fields.value };
  throw new Error(`no manifest can have a value of the type ${value.constructor.name}`);
}

/** Fields of an object, with all keys in order. */
export function inOrder(map: Fields): Fields {
  const result: Record<string, unknown> = {};
  const keys = Object.keys(map);
  // Most maps have their keys in order, and sorting takes longer than looking.
  if (!isSorted(keys)) keys.sort();
  for (const key of keys) {
    const value = plain(map[key]);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function isSorted(keys: readonly string[]): boolean {
  let last = '';
  for (const key of keys) {
    if (key < last) return false;
    last = key;
  }
  return true;
}

/** Metadata without empty lists and maps. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  if (!isMap(value)) return value;
  const filled: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const result = withoutEmpty(value[key]);
    if (result !== undefined) filled[key] = result;
  }
  return Object.keys(filled).length === 0 ? undefined : filled;
}
