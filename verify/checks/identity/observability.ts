/** Checks that Traefik 3 traces and logs the requests of each Ingress and HTTPRoute: it can be turned off by entry point and by router. */
import { error, type Finding, warning } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import type { TraefikProcess } from '../../uses/traefik';
import { isRoute } from '../../world/gateways';
import { aboutObject, annotationOf } from '../../world/kubernetes';
import { entryPointsOfPlaced } from '../addresses/ingress/entry-points';
import { IDENTITY_RULES } from './rules';

const WHAT = { tracing: 'traced', accesslogs: 'logged' } as const;

export function checkObservability(world: World, traefiks: readonly TraefikProcess[]): Finding[] {
  const { objects, isOurs } = world;
  return objects
    .filter((placed) => isRoute(placed) && !placed.rendered)
    .flatMap((placed) => {
      const { object, place } = placed;
      const names = entryPointsOfPlaced(placed, world, traefiks);
      return (['tracing', 'accesslogs'] as const).flatMap((kind) => {
        const annotation = `traefik.ingress.kubernetes.io/router.observability.${kind}`;
        const points = names.map((name) => `entrypoints.${name.toLowerCase()}.observability.${kind}`);
        const isOff = points.length > 0 && traefiks.some(({ flags }) => points.every((flag) => flags.get(flag) === 'false'));
        const isAnnotated = object.kind === 'Ingress' && annotationOf(object, annotation) === 'false';
        const cause = isAnnotated ? annotation : isOff ? points[0] : undefined;
        if (cause === undefined) return [];
        const statement = IDENTITY_RULES.says('entry-point-off', `its requests are not ${WHAT[kind]} (${cause})`, 'remove it');
        return [(isOurs ? error : warning)(place, statement, aboutObject(object))];
      });
    });
}
