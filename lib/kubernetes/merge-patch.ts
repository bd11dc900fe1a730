/** JSON merge patches (RFC 7396), for `kubectl patch --type merge`. */
import { isDeepStrictEqual } from 'node:util';
import { isMap } from '../yaml/parsed';

type Fields = Readonly<Record<string, unknown>>;

/** The patch that turns one map into the other: changed fields with their new values, removed ones as null, also in nested maps. */
export function mergePatch(before: Fields, after: Fields): Fields {
  const removed = Object.keys(before).filter((field) => !(field in after));
  const changed = Object.entries(after).filter(([field, value]) => !isDeepStrictEqual(before[field], value));
  const patched = changed.map(([field, value]) => {
    const old = before[field];
    return [field, isMap(old) && isMap(value) ? mergePatch(old, value) : value];
  });
  return Object.fromEntries([...patched, ...removed.map((field) => [field, null])]);
}
