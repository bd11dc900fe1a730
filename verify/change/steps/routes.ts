/** Hosts that another kind of route serves, an HTTPRoute instead of an Ingress or the other way, or that nothing serves any more. */
import { type Finding, note, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import type { Placed } from '../../stack';
import { chartLabelOf } from '../../world/chart-label';
import { hostsOf, isRoute } from '../../world/gateways';
import { aboutObject, titleOf } from '../../world/kubernetes';
import { idOf } from '../objects';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

export function routeChanges(step: Step): Finding[] {
  return [...replacedRoutes(step), ...lostHosts(step)];
}

/** Hosts that an Application which stays no longer serves, in whatever kind of route. */
function lostHosts({ before, after }: Step): Finding[] {
  const routes = after.objects.filter(isRoute);
  // One without hosts is for all of them.
  if (routes.some((route) => hostsOf(route).length === 0)) return [];
  const still = new Set(routes.flatMap(hostsOf));
  const isServed = (host: string) => still.has(host) || still.has(host.replace(/^[^.]*/, '*'));
  return before.objects
    .filter((placed) => isRoute(placed) && isKnownIn(after, placed))
    .flatMap((placed) => {
      const lost = hostsOf(placed).filter((host) => !isServed(host));
      if (lost.length === 0) return [];
      const now = routes.find((other) => idOf(other) === idOf(placed));
      const them = lost.length === 1 ? 'it' : 'them';
      const problem = `${now ? 'no longer serves' : 'leaves the output with'} ${listed(lost)}, and what opens ${them} gets no answer`;
      const fix = `before the merge, change the links to ${them}`;
      return [note((now ?? placed).place, CHANGE_RULES.says('address', problem, fix), aboutObject(placed.object))];
    });
}

/** Whether the Application of an object stays, with the objects of its chart if the object is one of them. */
const isKnownIn = ({ applications, objects }: Side, { object, application }: Placed): boolean =>
  applications.some(({ name }) => name === application) &&
  (chartLabelOf(object) === undefined || objects.some((other) => other.application === application && chartLabelOf(other.object)));

/** Argo CD syncs the route and the values of Traefik in different Applications, in no order. */
function replacedRoutes({ before, after }: Step): Finding[] {
  return after.objects.filter(isRoute).flatMap((placed) => {
    const { object, place } = placed;
    const hosts = hostsOf(placed);
    const shared = (other: Placed) => hostsOf(other).filter((host) => hosts.includes(host));
    const served = (side: typeof before, isSameKind: boolean) =>
      side.objects.filter(isRoute).find((other) => shared(other).length > 0 && (other.object.kind === object.kind) === isSameKind);
    const old = served(before, false);
    // It had this route already, or keeps the old one.
    if (!old || served(before, true) || served(after, false)) return [];
    const problem = `replaces ${titleOf(old.object)} for ${shared(old).join(', ')}: nothing serves requests until both this Application and Traefik are synced`;
    return [warning(place, CHANGE_RULES.says('other-route', problem, 'sync Traefik right after it'), aboutObject(object))];
  });
}
