/** Objects that manifests of other authors define in several files, of which a cluster may have only one. */
import { isDeepStrictEqual } from 'node:util';
import { isSamePlace } from '../../../lib/findings/finding';
import { isKustomization } from '../../read/files';
import type { Placed } from '../../stack';
import { isClusterKind } from '../../world/kubernetes';

/** Whether the second object does no harm: it is the same as the first, or its namespace is only known where it is applied. */
export function isHarmlessCopy(first: Placed, second: Placed): boolean {
  if (!areWritten(first, second)) return false;
  const isNowhere = !isClusterKind(second.object) && !second.namespace && second.application === undefined;
  const hasOneOwner = first.application === undefined || second.application === undefined;
  return isNowhere || (hasOneOwner && isDeepStrictEqual(first.object, second.object));
}

/**
 * Whether somebody may apply only one of the two files by hand, or each to another cluster. Kustomizations that are variants of each other
 * are not both read.
 */
export const mayBeVariants = (first: Placed, second: Placed): boolean =>
  areWritten(first, second) &&
  (second.object.kind === 'Application' || [first, second].every(({ application }) => application === undefined)) &&
  ![first, second].every(({ place }) => isKustomization(place.file));

/** Two objects in different files that no chart renders. */
const areWritten = (first: Placed, second: Placed): boolean =>
  !first.rendered && !second.rendered && !isSamePlace(first.place, second.place);
