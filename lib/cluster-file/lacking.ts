/** What a cluster file lacks because the files that it extends do not have it either. */
import type { Place } from '../findings/finding';
import type { Path } from '../yaml/parsed';
import type { Document } from './document';
import { CLUSTER_FILE_RULES } from './rules';

const MISSING = CLUSTER_FILE_RULES.idOf('missing-key');

/**
 * Where each base begins the map in which an error misses a key, the lowest first; empty for other errors, for keys at the top, and for
 * what a null removed.
 * @param path the missing key, or the map that lacks one
 */
export function placesInBases(document: Document, path: Path, rule: string): readonly Place[] {
  if (document.bases.length === 0 || (document.has(path) && rule !== MISSING) || document.removals.placeOf(path)) return [];
  const map = path.slice(
    0,
    path.findIndex((_, index) => !document.has(path.slice(0, index + 1))),
  );
  const place = document.has(path) ? path : map;
  if (place.length === 0) return [];
  return document.bases.flatMap((base) => {
    const { file = '', ...at } = base.placeOfKey(place);
    return base.has(place) ? { file, ...at } : [];
  });
}
