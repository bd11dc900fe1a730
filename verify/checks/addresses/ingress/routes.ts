/** Checks that no two rules of Ingresses lead the same host and path to different Services. */
import { error, type Finding, warning } from '../../../../lib/findings/finding';
import { at, listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { aboutObject, annotationOf, titleOf } from '../../../world/kubernetes';
import { ADDRESSES_RULES } from '../rules';
import { entryPointsOf } from './entry-points';

interface Route {
  readonly placed: Placed;
  /** `example.org/path Prefix` */
  readonly match: string;
  readonly service: string;
}

/** @param ingresses those of Traefik */
export function checkRoutes(ingresses: readonly Placed[], { isOurs }: World): Finding[] {
  const routes = ingresses.flatMap(routesOf);
  return routes.flatMap((route, index) => {
    const first = routes
      .slice(0, index)
      .find((other) => other.match === route.match && other.service !== route.service && meet(other, route));
    if (!first) return [];
    const { object, place } = route.placed;
    const problem = `has the same host and path as ${titleOf(first.placed.object)} (${route.match}), with another Service`;
    return [(isOurs ? error : warning)(place, ADDRESSES_RULES.says('same-route', problem, 'remove one'), aboutObject(object))];
  });
}

function routesOf(placed: Placed): Route[] {
  // With a priority, it is decided which one is used.
  if (annotationOf(placed.object, 'traefik.ingress.kubernetes.io/router.priority')) return [];
  return listAt(placed.object, 'spec', 'rules').flatMap((rule) =>
    listAt(rule, 'http', 'paths').map((path) => ({
      placed,
      match: `${textAt(rule, 'host') ?? '*'}${textAt(path, 'path') ?? '/'}${textAt(path, 'pathType') === 'Exact' ? ' Exact' : ''}`,
      service: `${placed.namespace}/${JSON.stringify(at(path, 'backend', 'service'))}`,
    })),
  );
}

/** Whether two rules are on the same entry point. */
function meet(a: Route, b: Route): boolean {
  const [first, second] = [entryPointsOf(a.placed.object), entryPointsOf(b.placed.object)];
  return first.length === 0 || second.length === 0 || first.some((name) => second.includes(name));
}
