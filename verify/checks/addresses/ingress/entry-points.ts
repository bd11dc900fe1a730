/** Checks that Traefik has the entry points of each Ingress, and that requests reach them. */
import { error, type Finding, isSamePlace } from '../../../../lib/findings/finding';
import { nearest } from '../../../../lib/findings/nearest';
import { at, listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { type TraefikProcess, traefiksIn } from '../../../uses/traefik';
import { isHttpRoute } from '../../../world/gateways';
import { aboutObject, annotationOf } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { entryPointsOfRoute } from '../gateway/traefik';
import { ADDRESSES_RULES } from '../rules';

const ANNOTATION = 'traefik.ingress.kubernetes.io/router.entrypoints';

/** The names of the entry points of an Ingress; empty if it has those of Traefik's configuration. */
export const entryPointsOf = (object: Parameters<typeof annotationOf>[0]): string[] =>
  (annotationOf(object, ANNOTATION) ?? '').split(',').flatMap((name) => name.trim() || []);

/** The names of the entry points of an Ingress or an HTTPRoute. */
export const entryPointsOfPlaced = (placed: Placed, world: World, traefiks: readonly TraefikProcess[]): string[] =>
  isHttpRoute(placed) ? entryPointsOfRoute(placed, world, traefiks) : entryPointsOf(placed.object);

export function checkEntryPoints(world: World, lookup: Lookup): Finding[] {
  return [...otherEntryPoint(world), ...unreachable(world, lookup)];
}

/** Checks that the Ingress of the demo has the entry point of the cluster file. Without any, it has those of Traefik's configuration. */
function otherEntryPoint({ objects, declared: { demo } }: World): Finding[] {
  return objects.flatMap(({ object, place }) => {
    if (!demo || object.kind !== 'Ingress' || !listAt(object, 'spec', 'rules').some((rule) => textAt(rule, 'host') === demo.host))
      return [];
    const names = entryPointsOf(object);
    if (names.includes(demo.entryPoint)) return [];
    const problem = `has ${names.length > 0 ? `the entry point ${names.join(', ')}` : 'no entry point'}, but emojivoto.entrypoint of the cluster file is ${demo.entryPoint}`;
    return [
      error(
        place,
        ADDRESSES_RULES.says('other-entry-point', problem, `annotate it with ${ANNOTATION}: ${demo.entryPoint}`),
        aboutObject(object),
      ),
    ];
  });
}

function unreachable(world: World, lookup: Lookup): Finding[] {
  const { objects, installations, isOurs } = world;
  const traefiks = traefiksIn(lookup);
  const known = traefiks.flatMap(namesIn);
  // A Traefik that is installed elsewhere may have more.
  if (known.length === 0) return [];
  return objects.flatMap((placed) => {
    const { object, place, rendered } = placed;
    const named = rendered ? [] : entryPointsOfPlaced(placed, world, traefiks);
    const unknown = named.filter((name) => !known.includes(name));
    const silent =
      unknown.length > 0 || named.some((name) => traefiks.some((traefik) => isExposed(name, traefik, lookup, isOurs ? installations : [])))
        ? []
        : named.slice(0, 1);
    return [
      ...unknown.map((name) => {
        const fix = `use ${nearest(name, known) ?? `one of ${known.join(', ')}`}`;
        return ADDRESSES_RULES.says('no-such-entry-point', `Traefik has no entry point ${name}`, fix);
      }),
      ...silent.map((name) =>
        ADDRESSES_RULES.says(
          'hidden-entry-point',
          `no Service leads to the entry point ${name} of Traefik`,
          `set ports.${name}.expose.default, in older charts ports.${name}.expose, to true`,
        ),
      ),
    ].map((statement) => error(place, statement, aboutObject(object)));
  });
}

/** Names in flags may be in upper case, and are then used as they are or in lower case. */
const namesIn = ({ container }: TraefikProcess): string[] =>
  container.args.flatMap((arg) => {
    const name = /^--?entrypoints\.([^.]+)\.address\b/i.exec(arg)?.[1];
    return name === undefined ? [] : [...new Set([name, name.toLowerCase()])];
  });

/** Whether a Service, the node or nothing that is known leads to an entry point. */
function isExposed(
  name: string,
  { pod, container, flags }: TraefikProcess,
  lookup: Lookup,
  installations: World['installations'],
): boolean {
  const port = Number(/:(\d+)/.exec(flags.get(`entrypoints.${name.toLowerCase()}.address`) ?? '')?.[1]);
  if (Number.isNaN(port) || pod.hostNetwork) return true;
  const ports = listAt(container.source, 'ports').filter((each) => Number(at(each, 'containerPort')) === port);
  if (ports.some((each) => at(each, 'hostPort') !== undefined)) return true;
  const names = container.ports.filter(({ number }) => number === port).map((each) => each.name);
  const services = lookup.services.filter((service) => lookup.podsBehind(service).includes(pod));
  // Without any Service here, it may be part of other manifests, unless that of the chart is turned off.
  const hasOwn = lookup.services.some(({ namespace }) => namespace === pod.placed.namespace);
  const isOff = installations.some(
    ({ place, values }) => isSamePlace(place, pod.placed.place) && at(values, 'service', 'enabled') === false,
  );
  if (!hasOwn && !isOff) return true;
  return services.some((service) => service.ports.some(({ target }) => target === String(port) || names.includes(target)));
}
