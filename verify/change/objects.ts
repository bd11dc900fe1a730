/** Pairs the objects of both sides. */
import type { Placed } from '../stack';
import { groupOf, isClusterKind } from '../world/kubernetes';
import type { Release, Side } from './side';

/** `apps StatefulSet tracing tempo-ingester`: equal for the same object in the same cluster, at any API version of its kind. */
export const idOf = ({ object, namespace }: Placed): string =>
  [groupOf(object), object.kind, isClusterKind(object) ? '' : (namespace ?? object.metadata.namespace ?? ''), object.metadata.name].join(
    ' ',
  );

export interface Pair {
  readonly before: Placed;
  readonly after: Placed;
}

/** The objects that exist before and after. */
export function pairsOf(before: Pick<Side, 'objects'>, after: Pick<Side, 'objects'>): Pair[] {
  const old = new Map(before.objects.map((placed) => [idOf(placed), placed]));
  return after.objects.flatMap((placed) => {
    const earlier = old.get(idOf(placed));
    return earlier ? [{ before: earlier, after: placed }] : [];
  });
}

/** The objects that exist only before. */
export function goneFrom(before: Side, after: Side): Placed[] {
  const left = new Set(after.objects.map(idOf));
  return before.objects.filter((placed) => !left.has(idOf(placed)));
}

/** Whether the objects of a release are among those of both sides. */
export const isRenderedTwice = (old: Release, now: Release, before: Side, after: Side): boolean =>
  isRendered(old, before) && isRendered(now, after);

/** A release without an Application is known by the file of its values. */
const isRendered = ({ application, place }: Release, { objects }: Side): boolean =>
  objects.some(
    (placed) => placed.rendered && placed.application === application && (application !== undefined || placed.place.file === place.file),
  );
