/** Checks that no Ingress or HTTPRoute is on an entry point whose requests Traefik redirects to another one. */
import { error, type Finding, warning } from '../../../../lib/findings/finding';
import { listAt, textAt, textsIn } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import type { TraefikProcess } from '../../../uses/traefik';
import { hostnamesOf, isHttpRoute } from '../../../world/gateways';
import { aboutObject } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { entryPointsOn } from '../gateway/traefik';
import { ADDRESSES_RULES } from '../rules';
import { entryPointsOfPlaced } from './entry-points';

/** An Ingress or HTTPRoute, with its entry points and hosts. */
interface Entry {
  readonly placed: Placed;
  readonly names: readonly string[];
  readonly hosts: readonly string[];
}

/**
 * A redirection has almost the highest priority, so no router of that entry point is reached (pkg/provider/traefik/internal.go).
 * @param ingresses those of Traefik
 */
export function checkRedirects(ingresses: readonly Placed[], traefiks: readonly TraefikProcess[], world: World, lookup: Lookup): Finding[] {
  const { isOurs, objects } = world;
  const routes = world.objects.filter((placed) => isHttpRoute(placed) && !placed.rendered);
  const entries: Entry[] = [
    ...ingresses.map((placed) => ({ placed, hosts: hostsOf(placed) })),
    ...routes.map((placed) => ({ placed, hosts: hostnamesOf(placed) })),
  ].map((entry) => ({ ...entry, names: entryPointsOfPlaced(entry.placed, world, traefiks) }));
  return entries.flatMap((entry) => {
    const { placed, names, hosts } = entry;
    const { object, place } = placed;
    const targets = traefiks.flatMap((traefik) => names.flatMap((name) => targetOf(name, traefik, lookup) ?? []));
    const [target] = targets;
    if (target === undefined || targets.length < names.length * traefiks.length || targets.some((name) => names.includes(name))) return [];
    const isServed =
      entries.some((other) => other !== entry && isThere(other, targets) && other.hosts.some((host) => isHostIn(host, hosts))) ||
      objects.some(
        (other) =>
          other.object.kind === 'IngressRoute' && textsIn(other.object.spec).some((text) => hosts.some((host) => text.includes(host))),
      );
    if (isServed) return [];
    const problem = `Traefik redirects the requests of its entry point ${names.join(', ')} to ${target}, where ${object.kind === 'HTTPRoute' ? 'no route' : 'no Ingress'} has its host`;
    const statement = ADDRESSES_RULES.says('redirected', problem, `add ${target} to its entry points, or remove the redirection`);
    return [(isOurs ? error : warning)(place, statement, aboutObject(object))];
  });
}

/** The entry point that all requests are redirected to; undefined if it is not known, or with a priority, which decides otherwise. */
function targetOf(name: string, traefik: TraefikProcess, lookup: Lookup): string | undefined {
  const redirection = `entrypoints.${name.toLowerCase()}.http.redirections.entrypoint.`;
  const target = traefik.flags.get(`${redirection}to`);
  if (target === undefined || traefik.flags.has(`${redirection}priority`)) return undefined;
  return target.startsWith(':') ? entryPointBehind(Number(target.slice(1)), traefik, lookup) : target;
}

/** The chart writes `:443`, the port of its Service, for the name of an entry point. */
function entryPointBehind(port: number, { pod, container, flags }: TraefikProcess, lookup: Lookup): string | undefined {
  const services = lookup.services.filter((service) => lookup.podsBehind(service).includes(pod));
  const behind = services.flatMap(({ ports }) => ports.flatMap((each) => (each.port === port ? each.target : [])))[0];
  const number = container.ports.find(({ name }) => name === behind)?.number ?? Number(behind);
  return entryPointsOn(String(number), flags)[0];
}

function isThere({ names }: Entry, targets: readonly string[]): boolean {
  return names.length === 0 || names.some((name) => targets.includes(name));
}

const hostsOf = ({ object }: Placed): string[] => listAt(object, 'spec', 'rules').map((rule) => textAt(rule, 'host') ?? '');

/** Without a host, an Ingress is for all hosts. */
const isHostIn = (host: string, hosts: readonly string[]): boolean => host === '' || hosts.includes(host);
