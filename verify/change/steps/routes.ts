/** Hosts that another kind of route serves: an HTTPRoute instead of an Ingress, or the other way. */
import { type Finding, warning } from '../../../lib/findings/finding';
import type { Placed } from '../../stack';
import { hostsOf, isRoute } from '../../world/gateways';
import { aboutObject, titleOf } from '../../world/kubernetes';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

/** Argo CD syncs the route and the values of Traefik in different Applications, in no order. */
export function routeChanges({ before, after }: Step): Finding[] {
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
