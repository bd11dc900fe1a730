/** Checks that Traefik serves each HTTPRoute: Gateway, listener, provider and entry point. */
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { nearest } from '../../../../lib/findings/nearest';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { at, listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { type TraefikProcess, traefiksIn } from '../../../uses/traefik';
import { classOf, controllerOf, hostnamesOf, isHttpRoute, type Parent, parentsOf } from '../../../world/gateways';
import { aboutObject } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { ADDRESSES_RULES } from '../rules';
import { refusal } from './listener';
import { whyNotRead } from './traefik';

export function checkHttpRoutes(world: World, lookup: Lookup): Finding[] {
  const traefiks = traefiksIn(lookup).filter(({ staticFile }) => staticFile === undefined);
  const routes = world.objects.filter((placed) => isHttpRoute(placed) && !placed.rendered);
  return [...routes.flatMap((route) => [...judge(route, traefiks, world), ...foreignBackends(route, world)]), ...noRoute(world)];
}

/** One parent that accepts the route is enough for it to be served. */
function judge(route: Placed, traefiks: readonly TraefikProcess[], world: World): Finding[] {
  const reasons = parentsOf(route, world).map((parent) => reasonAgainst(route, parent, traefiks, world));
  const [first] = reasons;
  if (!first || reasons.some((reason) => reason === undefined)) return [];
  return [(isOfDemo(route, world) ? error : warning)(route.place, first, aboutObject(route.object))];
}

/** Synth writes the route of the demo. What others name may be defined by the owner of the cluster. */
const isOfDemo = (route: Placed, { declared: { demo } }: World): boolean => demo !== undefined && hostnamesOf(route).includes(demo.host);

function reasonAgainst(route: Placed, parent: Parent, traefiks: readonly TraefikProcess[], world: World): Statement | undefined {
  const { name, namespace, section, gateway, listeners } = parent;
  if (!gateway) {
    const all = world.objects.filter(({ object }) => object.kind === 'Gateway');
    const meant = all.map(({ object }) => object.metadata.name);
    // That of the demo is made by the chart of Traefik. Another one may be made elsewhere.
    if (traefiks.length === 0 || !(isOfDemo(route, world) || nearest(name, meant))) return undefined;
    const problem = `Gateway ${name} in namespace ${namespace} does not exist`;
    const [own] = all;
    const fix = own
      ? `use ${own.object.metadata.name} in namespace ${own.namespace}`
      : 'set gateway.enabled to true in the values of Traefik';
    return ADDRESSES_RULES.says('no-such-gateway', problem, fix);
  }
  const names = listAt(gateway.object, 'spec', 'listeners').map((listener) => textAt(listener, 'name') ?? '');
  if (listeners.length === 0) {
    const problem = `Gateway ${name} in namespace ${namespace} has no listener ${section ?? 'of that port'}`;
    return ADDRESSES_RULES.says(
      'no-such-gateway',
      problem,
      `use ${nearest(section ?? '', names) ?? (names.join(', ') || 'another Gateway')}`,
    );
  }
  const refused = listeners.map((listener) => refusal(route, listener, parent, world));
  const [first] = refused;
  if (first && refused.every(Boolean)) return ADDRESSES_RULES.says('route-refused', first.problem, first.fix);
  const controller = controllerOf(gateway, world);
  if (controller !== undefined && !/^traefik\.io\//.test(controller)) return undefined;
  return whyNotRead(route, { gateway, gatewayClass: classOf(gateway, world), listeners }, traefiks);
}

/** A Service of another namespace needs a ReferenceGrant there. */
function foreignBackends({ object, namespace = 'default', place }: Placed, { objects, isOurs }: World): Finding[] {
  const named = listAt(object, 'spec', 'rules').flatMap((rule) => listAt(rule, 'backendRefs'));
  return named.flatMap((backend) => {
    const [service, other] = [textAt(backend, 'name'), textAt(backend, 'namespace')];
    if (other === undefined || other === namespace) return [];
    const isGranted = objects.some(
      (grant) =>
        grant.object.kind === 'ReferenceGrant' &&
        grant.namespace === other &&
        listAt(grant.object, 'spec', 'from').some(
          (from) => textAt(from, 'kind') === 'HTTPRoute' && textAt(from, 'namespace') === namespace,
        ) &&
        listAt(grant.object, 'spec', 'to').some(
          (to) => textAt(to, 'kind') === 'Service' && [undefined, service].includes(textAt(to, 'name')),
        ),
    );
    if (isGranted) return [];
    const problem = `leads to Service ${service} in namespace ${other}, which has no ReferenceGrant for it`;
    const statement = ADDRESSES_RULES.says('backend-namespace', problem, 'add one, or move the route there');
    return [(isOurs ? error : warning)(place, statement, aboutObject(object))];
  });
}

/** The route that the cluster file promises. */
function noRoute({ objects, declared: { demo }, folder }: World): Finding[] {
  if (demo?.route !== 'gateway') return [];
  const isAll = (match: unknown) =>
    (textAt(match, 'path', 'value') ?? '/') === '/' &&
    (textAt(match, 'path', 'type') ?? 'PathPrefix') === 'PathPrefix' &&
    ['headers', 'queryParams', 'method'].every((field) => at(match, field) === undefined);
  const serves = (placed: Placed) =>
    isHttpRoute(placed) &&
    hostnamesOf(placed).includes(demo.host) &&
    listAt(placed.object, 'spec', 'parentRefs').some((parent) => textAt(parent, 'sectionName') === demo.entryPoint) &&
    listAt(placed.object, 'spec', 'rules').some(
      (rule) => listAt(rule, 'backendRefs').length > 0 && (listAt(rule, 'matches').length === 0 || listAt(rule, 'matches').some(isAll)),
    );
  if (objects.some(serves)) return [];
  const problem = `no HTTPRoute leads ${demo.host} to it at listener ${demo.entryPoint}, so no request reaches it`;
  return [error({ file: folder }, ADDRESSES_RULES.says('no-route', problem, RUN_SYNTH), { subject: 'the demo' })];
}
