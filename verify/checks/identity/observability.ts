/** Checks that Traefik 3 traces and logs the requests of each Ingress: it can be turned off by entry point and by router. */
import { error, type Finding, warning } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import type { TraefikProcess } from '../../uses/traefik';
import { aboutObject, annotationOf } from '../../world/kubernetes';
import { entryPointsOf } from '../addresses/ingress/entry-points';
import { IDENTITY_RULES } from './rules';

const WHAT = { tracing: 'traced', accesslogs: 'logged' } as const;

export function checkObservability({ objects, isOurs }: World, traefiks: readonly TraefikProcess[]): Finding[] {
  return objects
    .filter(({ object, rendered }) => object.kind === 'Ingress' && !rendered)
    .flatMap(({ object, place }) =>
      (['tracing', 'accesslogs'] as const).flatMap((kind) => {
        const annotation = `traefik.ingress.kubernetes.io/router.observability.${kind}`;
        const points = entryPointsOf(object).map((name) => `entrypoints.${name.toLowerCase()}.observability.${kind}`);
        const isOff = points.length > 0 && traefiks.some(({ flags }) => points.every((flag) => flags.get(flag) === 'false'));
        const cause = annotationOf(object, annotation) === 'false' ? annotation : isOff ? points[0] : undefined;
        if (cause === undefined) return [];
        const statement = IDENTITY_RULES.says('entry-point-off', `its requests are not ${WHAT[kind]} (${cause})`, 'remove it');
        return [(isOurs ? error : warning)(place, statement, aboutObject(object))];
      }),
    );
}
