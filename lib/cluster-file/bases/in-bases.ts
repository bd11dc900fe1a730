/** Where bases may have what is wrong in a cluster file that extends them. */
import type { Place } from '../../findings/finding';
import type { Path } from '../../yaml/parsed';
import type { Document } from '../document';
import { CLUSTER_FILE_RULES } from '../rules';

const MISSING = CLUSTER_FILE_RULES.idOf('missing-key');

/**
 * Where each base begins the map in which a finding misses a key, the lowest first; empty for other findings, for keys at the top, and
 * for what a null removed.
 * @param path the missing key, or the map that lacks one
 */
export function placesOfMissing(document: Document, path: Path, rule: string): readonly Place[] {
  if (document.bases.length === 0 || (document.has(path) && rule !== MISSING) || document.removals.placeOf(path)) return [];
  const map = path.slice(
    0,
    path.findIndex((_, index) => !document.has(path.slice(0, index + 1))),
  );
  return placesIn(document, document.has(path) ? path : map);
}

/** Where each base begins a map, such as a component, to which the cluster file only adds; empty for other values. */
export function placesOfMap(document: Document, path: Path): readonly Place[] {
  const isAdded = document.bases.length > 0 && document.has(path, 'map') && document.placeOfKey(path).file === undefined;
  return isAdded ? placesIn(document, path) : [];
}

const placesIn = ({ bases }: Document, path: Path): readonly Place[] =>
  path.length === 0
    ? []
    : bases.flatMap((base) => {
        const { file = '', ...at } = base.placeOfKey(path);
        return base.has(path) ? { file, ...at } : [];
      });
